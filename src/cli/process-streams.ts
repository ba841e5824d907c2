import { fstatSync, writeSync } from 'node:fs';
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
    if (!this.isTTY) return undefined;
    return this.#fd === 2 ? process.stderr.columns : process.stdout.columns;
  }

  write(data: string | Uint8Array): void | Promise<void> {
    const bytes = typeof data === 'string' ? Buffer.from(data) : data;
    return this.#writeFrom(bytes, 0);
  }

  /** A full pipe answers EAGAIN: wait for the reader without holding up the rest of the process. */
  #writeFrom(bytes: Uint8Array, start: number): void | Promise<void> {
    let at = start;
    while (at < bytes.length) {
      try {
        at += writeSync(this.#fd, bytes, at);
      } catch (error) {
        const { code } = error as NodeJS.ErrnoException;
        if (code === 'EAGAIN') return this.#later(bytes, at);
        if (code === 'EPIPE') process.exit(exitOnClosedPipe);
        throw error;
      }
    }
  }

  async #later(bytes: Uint8Array, at: number): Promise<void> {
    await new Promise((resolve) => setTimeout(resolve, 2));
    return this.#writeFrom(bytes, at);
  }

  async flush(): Promise<void> {}
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

class StandardIn implements InStream {
  get isTTY(): boolean {
    return isTerminal(0);
  }

  setRawMode(raw: boolean): void {
    process.stdin.setRawMode(raw);
  }

  [Symbol.asyncIterator](): AsyncIterator<Uint8Array> {
    return (process.stdin as AsyncIterable<Uint8Array>)[Symbol.asyncIterator]();
  }
}

/** The process's own streams. */
export function processStreams(): Streams {
  return { in: new StandardIn(), out: new DescriptorOut(1), err: new DescriptorOut(2) };
}
