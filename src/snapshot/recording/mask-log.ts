/** Longer lines are masked a piece at a time, so that no line takes long. */
const PIECE = 8192;

/** Masks the lines of a log that have their times before them. A key that goes over several lines becomes one line. */
export function maskLog(log: string, mask: (text: string) => string): string {
  let inKey = false;
  let masked = '';
  for (const line of log.split(/(?<=\n)/)) {
    if (inKey) {
      inKey = !/-----END [A-Z ]+-----/.test(line);
      continue;
    }
    inKey = /-----BEGIN [A-Z ]+-----/.test(line) && !/-----END [A-Z ]+-----/.test(line);
    masked += maskLine(line, mask);
  }
  return masked;
}

function maskLine(line: string, mask: (text: string) => string): string {
  const start = line.indexOf(' ') + 1;
  const text = line.slice(start).replace(/\n$/, '');
  const end = line.slice(start + text.length);
  let masked = '';
  for (let at = 0; at < text.length; at += PIECE) masked += mask(text.slice(at, at + PIECE));
  return line.slice(0, start) + masked + end;
}
