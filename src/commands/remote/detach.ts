import { KubistError } from '../../errors.ts';

/** Bytes that a terminal sends for the keys, in order. */
export type KeySequence = readonly number[];

/** `ctrl-` and one of these is a control character, by its place from 0. */
const CONTROL = '@abcdefghijklmnopqrstuvwxyz[\\]^_';

/** Reads `ctrl-p,ctrl-q`. An empty text is the default. Throws on a key that there is not. */
export function parseDetachKeys(text: string): KeySequence {
  return (text === '' ? 'ctrl-p,ctrl-q' : text).split(',').map((key) => {
    const control = /^ctrl-(.)$/.exec(key.toLowerCase())?.[1];
    const code = control === undefined ? -1 : CONTROL.indexOf(control);
    if (code >= 0) return code;
    if (key.length === 1 && key.charCodeAt(0) < 128) return key.charCodeAt(0);
    throw new KubistError(`could not bind detach keys: Unknown character: '${key}'`);
  });
}

/** Thrown in place of more input when the keys have been pressed. */
export class Detached extends KubistError {
  override name = 'Detached';
}

/** Input that ends with `Detached` at the keys. The beginning of the sequence is held back until the next key decides. */
export async function* detachable(
  input: AsyncIterable<Uint8Array>,
  keys: KeySequence,
): AsyncIterable<Uint8Array> {
  let matched = 0;
  for await (const chunk of input) {
    const passed: number[] = [];
    for (const byte of chunk) {
      if (byte === keys[matched]) {
        matched++;
        if (matched === keys.length) {
          if (passed.length > 0) yield Uint8Array.from(passed);
          throw new Detached('detached');
        }
        continue;
      }
      passed.push(...keys.slice(0, matched));
      matched = 0;
      if (byte === keys[0]) matched = 1;
      else passed.push(byte);
    }
    if (passed.length > 0) yield Uint8Array.from(passed);
  }
}
