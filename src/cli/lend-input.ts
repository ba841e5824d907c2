import { fstatSync, readSync } from 'node:fs';

/** As much as a pipe holds. */
const SIZE = 1 << 16;

/**
 * Standard input in one buffer: a chunk is overwritten once the next is asked for. A stream makes a new buffer for each,
 * which takes tens of megabytes until they are collected.
 */
export function lendInput(): AsyncIterable<Uint8Array> {
  const status = fstatSync(0);
  if (status.isFile()) return lendFile();
  // bun's pipes waste nothing.
  const isPipe = status.isFIFO() || status.isSocket();
  return isPipe && process.versions['bun'] === undefined ? lendPipe() : process.stdin;
}

/** At once: to hand each piece to another thread takes longer than to read it. */
async function* lendFile(): AsyncIterable<Uint8Array> {
  const buffer = Buffer.allocUnsafeSlow(SIZE);
  for (;;) {
    const length = readSync(0, buffer);
    if (length === 0) return;
    yield buffer.subarray(0, length);
  }
}

async function* lendPipe(): AsyncIterable<Uint8Array> {
  const { Socket } = process.getBuiltinModule('node:net');
  const buffer = Buffer.allocUnsafeSlow(SIZE);
  let length = 0;
  let end: { error?: Error } | undefined;
  let wake = (): void => {};
  const callback = (count: number): boolean => {
    length = count;
    wake();
    return false;
  };
  const onEnd = (error?: Error): void => {
    end ??= error === undefined ? {} : { error };
    wake();
  };
  const pipe = new Socket({
    fd: 0,
    readable: true,
    writable: false,
    onread: { buffer, callback },
  });
  pipe
    .on('end', () => onEnd())
    .on('close', () => onEnd())
    .on('error', onEnd);
  for (;;) {
    if (length === 0 && end === undefined) {
      await new Promise<void>((resolve) => {
        wake = resolve;
        pipe.resume();
      });
    }
    if (length > 0) {
      yield buffer.subarray(0, length);
      length = 0;
    } else if (end?.error !== undefined) throw end.error;
    else if (end !== undefined) return;
  }
}
