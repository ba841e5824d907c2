/** Hands chunks from one who writes to one who reads; the writer waits until the last has been taken. */
export interface Handoff extends AsyncIterable<Uint8Array> {
  /** Resolves when the reader asks for more; at once when it has gone. */
  write(chunk: Uint8Array): Promise<void>;
  /** The reader gets no more; with an error, it throws. */
  end(error?: Error): void;
}

/** Makes one. */
export function createHandoff(): Handoff {
  let offered: { chunk: Uint8Array; taken: () => void } | undefined;
  let end: { error?: Error } | undefined;
  let gone = false;
  let wake = (): void => {};
  return {
    write: (chunk) =>
      new Promise((resolve) => {
        if (gone) return resolve();
        offered = { chunk, taken: resolve };
        wake();
      }),
    end(error) {
      end ??= error === undefined ? {} : { error };
      wake();
    },
    async *[Symbol.asyncIterator]() {
      try {
        for (;;) {
          if (offered !== undefined) {
            const { chunk, taken } = offered;
            try {
              yield chunk;
            } finally {
              offered = undefined;
              taken();
            }
          } else if (end !== undefined) {
            if (end.error !== undefined) throw end.error;
            return;
          } else {
            await new Promise<void>((resolve) => {
              wake = resolve;
            });
          }
        }
      } finally {
        gone = true;
      }
    },
  };
}
