/** An entry of an archive: a folder, a file, or a link. */
export interface Entry {
  name: string;
  mode?: number;
  content?: Uint8Array;
  /** Target of a symbolic link. */
  link?: string;
}

const BLOCK = 512;

/** A POSIX ustar archive, the same bytes for the same entries. A name that ends in a slash is a folder. */
export function tar(entries: readonly Entry[]): Buffer {
  const parts: Uint8Array[] = [];
  for (const entry of entries) {
    const content = entry.content ?? new Uint8Array();
    parts.push(header(entry, content.length), content, Buffer.alloc(-content.length & (BLOCK - 1)));
  }
  return Buffer.concat([...parts, Buffer.alloc(2 * BLOCK)]);
}

function header({ name, mode, link }: Entry, size: number): Buffer {
  const type = link !== undefined ? '2' : name.endsWith('/') ? '5' : '0';
  const block = Buffer.alloc(BLOCK);
  const octal = (value: number, at: number, width: number): number =>
    block.write(value.toString(8).padStart(width - 1, '0'), at);
  block.write(name, 0);
  octal(mode ?? (type === '5' ? 0o755 : 0o644), 100, 8);
  octal(0, 108, 8);
  octal(0, 116, 8);
  octal(size, 124, 12);
  octal(0, 136, 12);
  // The checksum counts its own field as spaces.
  block.write('        ', 148);
  block.write(type, 156);
  block.write(link ?? '', 157);
  block.write('ustar\u000000', 257);
  const sum = block.reduce((total, byte) => total + byte, 0);
  block.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148);
  return block;
}
