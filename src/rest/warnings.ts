/** A `Warning` header's entry. Source: RFC 7234 section 5.5. */
export interface WarningHeader {
  readonly code: number;
  readonly agent: string;
  readonly text: string;
}

/** Reads `299 - "text" "date", 299 …`. What does not follow the grammar ends the reading of its header. */
export function parseWarnings(headers: readonly string[]): WarningHeader[] {
  return headers.flatMap(parseHeader);
}

const entry = /^\s*(\d{3}) ([^\s"]+) "((?:[^"\\]|\\.)*)"(?: "[^"]*")?\s*(,|$)/;

function parseHeader(header: string): WarningHeader[] {
  const warnings: WarningHeader[] = [];
  let rest = header;
  while (rest.trim() !== '') {
    const match = entry.exec(rest);
    if (match === null) break;
    const text = (match[3] ?? '').replace(/\\(.)/g, '$1');
    warnings.push({ code: Number(match[1]), agent: match[2] ?? '', text: clean(text) });
    rest = rest.slice(match[0].length);
  }
  return warnings;
}

/** Server text goes to a terminal: no control characters, UTF-8 that Node read as Latin-1. */
function clean(text: string): string {
  const decoded = Buffer.from(text, 'latin1').toString('utf8');
  return (decoded.includes('\uFFFD') ? text : decoded).replace(/\p{Cc}/gu, '');
}
