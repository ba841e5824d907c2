/**
 * Elements of DER, as certificates and requests for them are written.
 * Source: ITU-T X.690, https://www.itu.int/rec/T-REC-X.690
 */
export interface DerElement {
  /** The first byte: class, whether it is made of elements, number. */
  readonly tag: number;
  readonly content: Uint8Array;
}

/** Reads elements that stand one after the other. Throws RangeError where bytes are missing. */
export function readDer(bytes: Uint8Array): DerElement[] {
  const elements: DerElement[] = [];
  for (let at = 0; at < bytes.length;) {
    const tag = byteAt(bytes, at);
    const { length, start } = readLength(bytes, at + 1);
    if (start + length > bytes.length) throw new RangeError('DER element is cut off');
    elements.push({ tag, content: bytes.subarray(start, start + length) });
    at = start + length;
  }
  return elements;
}

/** A length is one byte, or the number of bytes that hold it and those. */
function readLength(bytes: Uint8Array, at: number): { length: number; start: number } {
  const first = byteAt(bytes, at);
  if (first < 0x80) return { length: first, start: at + 1 };
  const count = first & 0x7f;
  let length = 0;
  for (let index = 1; index <= count; index++) length = length * 256 + byteAt(bytes, at + index);
  return { length, start: at + 1 + count };
}

function byteAt(bytes: Uint8Array, at: number): number {
  const byte = bytes[at];
  if (byte === undefined) throw new RangeError('DER element is cut off');
  return byte;
}

/** An object identifier: `2.5.4.3`. */
export function oidText(content: Uint8Array): string {
  const parts: number[] = [];
  let part = 0;
  for (const byte of content) {
    part = part * 128 + (byte & 0x7f);
    if (byte >= 0x80) continue;
    parts.push(part);
    part = 0;
  }
  const [first = 0, ...rest] = parts;
  const root = Math.min(2, Math.floor(first / 40));
  return [root, first - root * 40, ...rest].join('.');
}

const BMP_STRING = 0x1e;

/** A text of any of the string types. */
export function derText({ tag, content }: DerElement): string {
  if (tag !== BMP_STRING) return new TextDecoder().decode(content);
  let text = '';
  for (let at = 0; at + 1 < content.length; at += 2) {
    text += String.fromCharCode((content[at]! << 8) | content[at + 1]!);
  }
  return text;
}
