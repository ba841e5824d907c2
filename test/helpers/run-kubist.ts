import { run, type RunOptions } from '../../src/main.ts';
import type { Env } from '../../src/cli/context.ts';
import type { InStream, OutStream } from '../../src/cli/streams.ts';

/** What a command line printed. */
export interface Outcome {
  readonly out: string;
  readonly err: string;
  readonly exitCode: number;
}

/** How a test runs a command line. */
export interface Setting extends RunOptions {
  readonly env?: Env;
  readonly stdin?: string;
  /** Both outputs are terminals, of so many columns; pipes when missing. */
  readonly terminal?: { columns: number };
}

/** An output that keeps what is written. */
export class MemoryOut implements OutStream {
  readonly isTTY: boolean;
  readonly columns: number | undefined;
  readonly #chunks: Buffer[] = [];

  constructor(terminal?: { columns: number }) {
    this.isTTY = terminal !== undefined;
    this.columns = terminal?.columns;
  }

  write(data: string | Uint8Array): void {
    this.#chunks.push(Buffer.from(data as string));
  }

  async flush(): Promise<void> {}

  get text(): string {
    return Buffer.concat(this.#chunks).toString();
  }
}

/** An input that holds one text. */
export function memoryIn(text: string): InStream {
  return {
    isTTY: false,
    async *[Symbol.asyncIterator]() {
      if (text !== '') yield Buffer.from(text);
    },
  };
}

/** Types a command line, split at spaces; words in single quotes stay together. No files, no environment but what is given. */
export async function kubist(
  line: string | readonly string[],
  setting: Setting = {},
): Promise<Outcome> {
  const argv = typeof line === 'string' ? words(line) : line;
  const out = new MemoryOut(setting.terminal);
  const err = new MemoryOut(setting.terminal);
  const env = { HOME: '/nonexistent', ...setting.env };
  const exitCode = await run(argv, { in: memoryIn(setting.stdin ?? ''), out, err }, env, setting);
  return { out: out.text, err: err.text, exitCode };
}

function words(line: string): string[] {
  return [...line.matchAll(/(?:'[^']*'|[^\s'])+/g)].map(([word]) => word.replaceAll("'", ''));
}
