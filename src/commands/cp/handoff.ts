/** Hands bytes from one who writes to one who reads. What the reader gets is overwritten once it asks for more. */
export interface Handoff extends AsyncIterable<Uint8Array> {
  /** Takes a copy. A promise resolves when there is room for more; there always is when the reader has gone. */
  write(chunk: Uint8Array): void | Promise<void>;
  /** The reader gets no more; with an error, it throws after what has been written. */
  end(error?: Error): void;
}

/** Bytes that are handed over at once: a change of hands takes as long as to copy thousands of them. */
const SIZE = 1 << 17;

/** Makes one, of two buffers: one is filled while the other is read. */
export function createHandoff(): Handoff {
  let filling: Buffer = Buffer.allocUnsafeSlow(SIZE);
  let other: Buffer = Buffer.allocUnsafeSlow(SIZE);
  let used = 0;
  let end: { error?: Error } | undefined;
  let gone = false;
  let wakeReader = (): void => {};
  let wakeWriter = (): void => {};

  const write = (chunk: Uint8Array): void | Promise<void> => {
    if (gone) return;
    const part = chunk.subarray(0, SIZE - used);
    filling.set(part, used);
    used += part.length;
    if (used === SIZE) wakeReader();
    if (part.length < chunk.length) return writeLater(chunk.subarray(part.length));
  };
  const writeLater = async (chunk: Uint8Array): Promise<void> => {
    await new Promise<void>((resolve) => {
      wakeWriter = resolve;
    });
    await write(chunk);
  };

  return {
    write,
    end(error) {
      end ??= error === undefined ? {} : { error };
      wakeReader();
    },
    async *[Symbol.asyncIterator]() {
      try {
        for (;;) {
          if (used === SIZE || (used > 0 && end !== undefined)) {
            const piece = filling.subarray(0, used);
            [filling, other] = [other, filling];
            used = 0;
            wakeWriter();
            yield piece;
          } else if (end !== undefined) {
            if (end.error !== undefined) throw end.error;
            return;
          } else {
            await new Promise<void>((resolve) => {
              wakeReader = resolve;
            });
          }
        }
      } finally {
        gone = true;
        wakeWriter();
      }
    },
  };
}
