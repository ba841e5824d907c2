import type { Writer } from '../../api/types.ts';
import { KubistError } from '../../errors.ts';

/** The terminal, as far as a question needs it. */
export interface PromptStreams {
  readonly in: AsyncIterable<Uint8Array> & {
    readonly isTTY: boolean;
    setRawMode?(raw: boolean): void;
  };
  readonly out: Writer;
}

/**
 * Makes a function that asks for one line. A secret is typed without echo, and only at a terminal.
 * Throws `EOF` when input ends before anything was typed.
 */
export function createPrompt(
  streams: PromptStreams,
): (label: string, secret: boolean) => Promise<string> {
  const reader = streams.in[Symbol.asyncIterator]();
  let rest = '';
  return async (label, secret) => {
    await streams.out.write(label);
    if (secret && !streams.in.isTTY) throw new KubistError('error reading input for Password');
    if (secret) streams.in.setRawMode?.(true);
    try {
      while (!/[\r\n]/.test(rest)) {
        const { done, value } = await reader.next();
        if (done === true) break;
        rest += Buffer.from(value).toString('utf8');
        if (secret && rest.includes('\u0003')) throw new KubistError('EOF');
      }
    } finally {
      if (secret) {
        streams.in.setRawMode?.(false);
        await streams.out.write('\n');
      }
    }
    const end = rest.search(/[\r\n]/);
    const line = end < 0 ? rest : rest.slice(0, end);
    rest = end < 0 ? '' : rest.slice(end).replace(/^\r?\n?/, '');
    if (line === '') throw new KubistError('EOF');
    return line;
  };
}
