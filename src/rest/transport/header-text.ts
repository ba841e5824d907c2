/** A header's bytes, which runtimes hand over as Latin-1, as the UTF-8 text that Go takes them for. */
export function headerText(value: string): string {
  return /[\x80-\xff]/.test(value) ? Buffer.from(value, 'latin1').toString('utf8') : value;
}
