import type { Writer } from '../api/types.ts';

/** An output of the process, or a string buffer in a test. */
export interface OutStream extends Writer {
  readonly isTTY: boolean;
  /** Width in columns; undefined when not a terminal. */
  readonly columns: number | undefined;
  /** Height in lines; missing when not a terminal. */
  readonly rows?: number | undefined;
  /** Calls back when the size of the terminal has changed; returns what ends that. */
  onResize?(listener: () => void): () => void;
  /** Resolves when all that was written has been handed to the system. */
  flush(): Promise<void>;
}

/** Standard input. */
export interface InStream extends AsyncIterable<Uint8Array> {
  readonly isTTY: boolean;
  /** The same bytes for those who keep none: a chunk is overwritten once the next is asked for. */
  lent?(): AsyncIterable<Uint8Array>;
  /** Raw mode of a terminal, for exec and attach; missing where there is none. */
  setRawMode?(raw: boolean): void;
}

/** The three standard streams; the only ways to the outside besides HTTP and files. */
export interface Streams {
  readonly in: InStream;
  readonly out: OutStream;
  readonly err: OutStream;
}
