import { stringOf } from '../go-bytes.ts';

const DIGIT = /[A-Za-z0-9+/]/;

/** Decodes standard base64 as Go's `StdEncoding`; line breaks are skipped. Throws an Error that names the byte. */
export function decodeBase64(text: string): string {
  if (!isValid(text)) throw corrupt(text);
  return stringOf(Buffer.from(text, 'base64'));
}

function isValid(text: string): boolean {
  return /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/.test(
    text.replace(/[\r\n]/g, ''),
  );
}

/** Finds the byte that Go's decoder stops at. */
function corrupt(text: string): Error {
  let at = 0;
  let digits = 0;
  const fail = (index: number): Error =>
    new Error(`base64 decode failed: illegal base64 data at input byte ${index}`);
  const skipBreaks = (): void => {
    while (text[at] === '\n' || text[at] === '\r') at++;
  };
  for (;;) {
    skipBreaks();
    const char = text[at];
    if (char === undefined) return fail(at - digits);
    if (DIGIT.test(char)) {
      at++;
      digits = (digits + 1) % 4;
      continue;
    }
    if (char !== '=' || digits < 2) return fail(at);
    at++;
    if (digits === 2) {
      skipBreaks();
      if (text[at] === undefined) return fail(text.length);
      if (text[at] !== '=') return fail(at - 1);
      at++;
    }
    skipBreaks();
    return fail(at);
  }
}
