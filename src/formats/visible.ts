/** Control characters besides tab and line feed; and those that turn the direction of writing, which hide what stands there. */
const CONTROL = /[\0-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]/;
const CONTROLS = new RegExp(CONTROL, 'g');

/** Text that cannot drive a terminal: escape is `^[`, others are `^G`, `\r`, `\x9b` and `\u202e`. */
export function visible(text: string): string {
  return CONTROL.test(text) ? text.replace(CONTROLS, show) : text;
}

function show(character: string): string {
  const code = character.charCodeAt(0);
  if (character === '\r') return String.raw`\r`;
  if (code < 0x20) return `^${String.fromCharCode(code + 0x40)}`;
  if (code === 0x7f) return '^?';
  return code < 0x100 ? `\\x${code.toString(16)}` : `\\u${code.toString(16)}`;
}
