/**
 * What is wrong with the first invalid sequence of UTF-8, in the words of the reference's YAML reader; undefined when
 * all is well.
 */
export function utf8Problem(bytes: Uint8Array): string | undefined {
  for (let i = 0; i < bytes.length;) {
    const lead = bytes[i]!;
    if (lead < 0x80) {
      i++;
      continue;
    }
    const width = lead >> 5 === 6 ? 2 : lead >> 4 === 14 ? 3 : lead >> 3 === 30 ? 4 : 0;
    if (width === 0) return 'invalid leading UTF-8 octet';
    if (i + width > bytes.length) return 'incomplete UTF-8 octet sequence';
    let code = lead & (0xff >> (width + 1));
    for (let k = 1; k < width; k++) {
      if ((bytes[i + k]! & 0xc0) !== 0x80) return 'invalid trailing UTF-8 octet';
      code = (code << 6) | (bytes[i + k]! & 0x3f);
    }
    if (code < [0, 0, 0x80, 0x800, 0x10000][width]!) return 'invalid length of a UTF-8 sequence';
    if ((code >= 0xd800 && code <= 0xdfff) || code > 0x10ffff) return 'invalid Unicode character';
    i += width;
  }
  return undefined;
}
