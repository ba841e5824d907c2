/** Colours that can be read on dark and on light ground, as SGR codes. */
const CODES = [32, 33, 34, 35, 36, 91, 92, 93, 94, 95, 96] as const;

/** The same colour for every line of a pod. */
export function colourOf(pod: string, text: string): string {
  let hash = 0;
  for (const char of pod) hash = (hash * 31 + (char.codePointAt(0) ?? 0)) >>> 0;
  return `\u001b[${CODES[hash % CODES.length] ?? 32}m${text}\u001b[0m`;
}
