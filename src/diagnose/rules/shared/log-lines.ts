/** What of a log tells why a program ended. */
export interface LogCause {
  /** The line that says it, without the time that it begins with. */
  readonly line: string;
  /** That line with those around it. */
  readonly block: string;
}

/** Lines that only begin or follow the message. */
const FRAME = /^\s+at |^\s+File "|^\s+\^|^goroutine \d|^\s*\.\.\. \d+ more|^\[signal /;

/** From the surest sign of a cause to the least. */
const SIGNS: readonly RegExp[] = [
  /^Caused by: /,
  /^(?:panic|fatal error|thread '.*' panicked|Exception in thread|Unhandled|Uncaught|Segmentation fault|Error:|[\w.]*(?:Error|Exception): )/i,
  /\b(?:panic|fatal|critical|emerg)\b/i,
  /\b(?:error|exception|failed|failure|cannot|can't|could not|unable|denied|refused|not found|no such|invalid|missing)\b/i,
];

/** Chooses from the last lines of a log what looks like a cause, else its end; undefined for an empty log. */
export function causeOfLog(log: string): LogCause | undefined {
  const lines = log.split('\n').filter((line) => line.trim() !== '');
  if (lines.length === 0) return undefined;
  const index = choose(lines);
  const trace = lines.findLastIndex((line, at) => at < index && line.startsWith('Traceback ('));
  const from = trace === -1 ? Math.max(0, index - 1) : Math.max(trace, index - 4);
  return {
    line: shorten(withoutTime(lines[index] as string)),
    block: lines.slice(from, Math.max(from + 5, index + 1)).join('\n'),
  };
}

function choose(lines: readonly string[]): number {
  // After a Python traceback comes its message, not indented.
  const trace = lines.findLastIndex((line) => line.startsWith('Traceback ('));
  if (trace !== -1) {
    const message = lines.findIndex((line, at) => at > trace && !/^\s/.test(line));
    if (message !== -1) return message;
  }
  for (const sign of SIGNS) {
    const found = lines.findLastIndex((line) => !FRAME.test(line) && sign.test(withoutTime(line)));
    if (found !== -1) return found;
  }
  return lines.length - 1;
}

function withoutTime(line: string): string {
  return line
    .trim()
    .replace(
      /^\[?\d{4}[-/]\d\d[-/]\d\d[T ]\d\d:\d\d:\d\d(?:[.,]\d+)?(?:Z|[+-]\d\d:?\d\d)?\]?:?\s+/,
      '',
    );
}

/** Most characters of a line that goes into a sentence. */
const LONGEST = 160;

/** A text for the middle of a sentence. */
export function shorten(line: string): string {
  const one = line.replace(/\s+/g, ' ').trim();
  return one.length > LONGEST ? `${one.slice(0, LONGEST - 1)}…` : one;
}
