/** A text of a manifest as one word of a command line that people may copy: quoted where a shell would see more in it. */
export function shellWord(text: string): string {
  return /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", String.raw`'\''`)}'`;
}
