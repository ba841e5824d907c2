import { fstatSync, writeSync } from 'node:fs';
import { KubistError } from '../errors.ts';
import type { InStream, OutStream, Streams } from './streams.ts';

/** A standard output of the process, written straight to its descriptor: no stream machinery to load. */
class DescriptorOut implements OutStream {
  readonly #fd: number;
  constructor(fd: number) {
    this.#fd = fd;
  }

  get isTTY(): boolean {
    return isTerminal(this.#fd);
  }

  get columns(): number | undefined {
    return this.isTTY ? this.#stream.columns : undefined;
  }

  get rows(): number | undefined {
    return this.isTTY ? this.#stream.rows : undefined;
  }

  get #stream(): NodeJS.WriteStream {
    return this.#fd === 2 ? process.stderr : process.stdout;
  }

  onResize(listener: () => void): () => void {
    const terminal = this.#stream;
    terminal.on('resize', listener);
    return () => void terminal.off('resize', listener);
  }

  write(data: string | Uint8Array): void | Promise<void> {
    const bytes = typeof data === 'string' ? Buffer.from(data) : data;
    if (this.#slow !== undefined) return this.#writeSlowly(bytes);
    for (let at = 0; at < bytes.length;) {
      try {
        at += writeSync(this.#fd, bytes, at);
      } catch (error) {
        const { code } = error as NodeJS.ErrnoException;
        if (code === 'EAGAIN') return this.#writeSlowly(bytes.subarray(at));
        if (code === 'EPIPE') process.exit(exitOnClosedPipe);
        throw this.#failure(error);
      }
    }
  }

  /** A full disk and the like: `write /dev/stdout: no space left on device`. */
  #failure(cause: unknown): KubistError {
    const { message } = cause as Error;
    const words = /^E[A-Z]+: (.*), write$/.exec(message)?.[1] ?? message;
    return new KubistError(`write /dev/${this.#fd === 2 ? 'stderr' : 'stdout'}: ${words}`, {
      cause,
    });
  }

  /** The stream of a pipe that was full once, and what is on its way there. */
  #slow: { readonly stream: NodeJS.WriteStream; done: Promise<void> } | undefined;

  /** A full pipe answers EAGAIN: from then on the stream machinery waits for the reader, without holding up the process. */
  #writeSlowly(bytes: Uint8Array): Promise<void> {
    this.#slow ??= { stream: this.#openSlowly(), done: Promise.resolve() };
    const { stream } = this.#slow;
    const written = new Promise<void>((resolve, reject) => {
      stream.write(bytes, (error) => (error ? reject(this.#failure(error)) : resolve()));
    });
    // For flush, which comes after the writer has been told of a failure.
    this.#slow.done = written.catch(() => undefined);
    return written;
  }

  #openSlowly(): NodeJS.WriteStream {
    return this.#stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EPIPE') process.exit(exitOnClosedPipe);
    });
  }

  async flush(): Promise<void> {
    await this.#slow?.done;
  }
}

/** What a shell shows for a process that SIGPIPE ended: `head` closed the pipe and that is fine. */
const exitOnClosedPipe = 141;

/** The descriptor is asked first, and /dev/null is told apart: loading the terminal module costs milliseconds. */
function isTerminal(fd: number): boolean {
  try {
    const status = fstatSync(fd);
    if (!status.isCharacterDevice() || isMemoryDevice(status.rdev)) return false;
    return process.getBuiltinModule('node:tty').isatty(fd);
  } catch {
    return false;
  }
}

/** Linux's null, zero, full and random all have the major number 1. */
function isMemoryDevice(device: number): boolean {
  return process.platform === 'linux' && ((device >> 8) & 0xfff) === 1;
}

/**
 * The runtime's raw mode still turns line feeds into carriage return and line feed, which spoils the screens of
 * programs that move the cursor with them. Leaving raw mode restores this as well; without stty it stays as it is.
 */
function passOutputThrough(): void {
  if (process.platform === 'win32') return;
  const { spawnSync } = process.getBuiltinModule('node:child_process');
  spawnSync('stty', ['-opost'], { stdio: ['inherit', 'ignore', 'ignore'] });
}

function endOnHangUp(): void {
  process.stdin.setRawMode(false);
  process.exit(1);
}

class StandardIn implements InStream {
  get isTTY(): boolean {
    return isTerminal(0);
  }

  setRawMode(raw: boolean): void {
    process.stdin.setRawMode(raw);
    process.off('SIGHUP', endOnHangUp);
    if (!raw) return;
    // Its default leaves the terminal raw.
    process.once('SIGHUP', endOnHangUp);
    passOutputThrough();
  }

  async *lent(): AsyncIterable<Uint8Array> {
    const { lendInput } = await import('./lend-input.ts');
    yield* lendInput();
  }

  [Symbol.asyncIterator](): AsyncIterator<Uint8Array> {
    return (process.stdin as AsyncIterable<Uint8Array>)[Symbol.asyncIterator]();
  }
}

/** The process's own streams. */
export function processStreams(): Streams {
  return { in: new StandardIn(), out: new DescriptorOut(1), err: new DescriptorOut(2) };
}
