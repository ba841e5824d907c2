/** How a file falls into documents: the rules are those of the reference's line reader, not those of YAML. */

/** One piece between separators. `line` is the 1-based line of the file that it starts on. */
export interface Chunk {
  readonly text: string;
  readonly line: number;
}

/** A `---` line with text after it that is no comment. */
export class SeparatorError extends Error {
  override name = 'SeparatorError';
  readonly line: number;
  constructor(rest: string, line: number) {
    super(`invalid Yaml document separator: ${rest}`);
    this.line = line;
  }
}

/** Bytes to text: byte order marks of UTF-8 and UTF-16 decide, what is invalid becomes U+FFFD. */
export function decodeText(source: string | Uint8Array): string {
  if (typeof source === 'string') return source.startsWith('\ufeff') ? source.slice(1) : source;
  if (isUTF16(source))
    return new TextDecoder(source[0] === 0xff ? 'utf-16le' : 'utf-16be').decode(source);
  return new TextDecoder('utf-8').decode(source);
}

/** Whether the bytes begin with a byte order mark of UTF-16. */
export function isUTF16([first, second]: Uint8Array): boolean {
  return (first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff);
}

/** Yields the documents one by one. Throws SeparatorError when it comes to the bad line, not before. */
export function* splitDocuments(text: string, firstLine = 1): Generator<Chunk> {
  let lines: string[] = [];
  let start = firstLine;
  let number = firstLine - 1;
  for (const rawLine of text.endsWith('\n') ? text.slice(0, -1).split('\n') : text.split('\n')) {
    number++;
    const line = rawLine.endsWith('\r') ? rawLine.slice(0, -1) : rawLine;
    if (line.startsWith('---')) {
      const rest = line.slice(3).trim();
      if (rest !== '' && !rest.startsWith('#')) throw new SeparatorError(rest, number);
      if (lines.length > 0) {
        yield { text: lines.join('\n') + '\n', line: start };
        lines = [];
        start = number + 1;
        continue;
      }
    }
    // The very first separator stays in its document, so that lines are counted from it.
    if (lines.length === 0) start = number;
    lines.push(line);
  }
  if (lines.length > 0) yield { text: lines.join('\n') + '\n', line: start };
}
