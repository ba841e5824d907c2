/**
 * Go strings are bytes, JavaScript strings are UTF-16. Bytes that are no UTF-8 (decoded binary secrets, halves of
 * a character) are kept as lone surrogates U+DC80 to U+DCFF, one a byte, so that they survive until the output.
 * The convention is Python's `surrogateescape` (PEP 383).
 */

const ESCAPED = /[\udc80-\udcff]/;
const ASCII = /^[\x00-\x7f]*$/;
const strict = { fatal: true, ignoreBOM: true };

/** True when every character is one byte, so that byte offsets equal indexes. */
export function isASCII(text: string): boolean {
  return ASCII.test(text);
}

/** The bytes of a Go string; lone surrogates of the escape range become the bytes that they stand for. */
export function bytesOf(text: string): Uint8Array {
  if (!ESCAPED.test(text)) return Buffer.from(text, 'utf8');
  const parts: Uint8Array[] = [];
  let start = 0;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    if (unit >= 0xd800 && unit < 0xdc00) {
      i++;
    } else if (unit >= 0xdc80 && unit <= 0xdcff) {
      parts.push(Buffer.from(text.slice(start, i), 'utf8'), Uint8Array.of(unit - 0xdc00));
      start = i + 1;
    }
  }
  parts.push(Buffer.from(text.slice(start), 'utf8'));
  return Buffer.concat(parts);
}

/** The length in bytes, as Go's `len`. */
export function byteLength(text: string): number {
  return isASCII(text) ? text.length : bytesOf(text).length;
}

/** A Go string from its bytes; bytes that are no UTF-8 are escaped as above. */
export function stringOf(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', strict).decode(bytes);
  } catch {
    return escapeInvalid(bytes);
  }
}

/** What to hand to a writer: the text itself, or its bytes when it holds bytes that are no UTF-8. */
export function toOutput(text: string): string | Uint8Array {
  return ESCAPED.test(text) ? bytesOf(text) : text;
}

/** True for a unit that stands for a single byte that is no UTF-8. */
export function isEscapedByte(codePoint: number): boolean {
  return codePoint >= 0xdc80 && codePoint <= 0xdcff;
}

function escapeInvalid(bytes: Uint8Array): string {
  const decoder = new TextDecoder('utf-8', strict);
  let text = '';
  for (let i = 0; i < bytes.length;) {
    const width = sequenceLength(bytes, i);
    text +=
      width === 0
        ? String.fromCharCode(0xdc00 + (bytes[i] as number))
        : decoder.decode(bytes.subarray(i, i + width));
    i += Math.max(width, 1);
  }
  return text;
}

/** The length of the UTF-8 sequence at an index, 0 when it is none (RFC 3629, table 3-7 of Unicode). */
function sequenceLength(bytes: Uint8Array, at: number): number {
  const first = bytes[at] as number;
  if (first < 0x80) return 1;
  const width =
    first >= 0xc2 && first < 0xe0
      ? 2
      : first >= 0xe0 && first < 0xf0
        ? 3
        : first >= 0xf0 && first < 0xf5
          ? 4
          : 0;
  if (width === 0 || at + width > bytes.length) return 0;
  const second = bytes[at + 1] as number;
  const low = first === 0xe0 ? 0xa0 : first === 0xf0 ? 0x90 : 0x80;
  const high = first === 0xed ? 0x9f : first === 0xf4 ? 0x8f : 0xbf;
  if (second < low || second > high) return 0;
  for (let i = 2; i < width; i++) if (((bytes[at + i] as number) & 0xc0) !== 0x80) return 0;
  return width;
}
