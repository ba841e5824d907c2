import { open, readFile } from 'node:fs/promises';
import { KubistError } from '../../errors.ts';
import { LIMITS } from './read.ts';

/** True for what begins as gzip or as a tar archive does. Sources: RFC 1952 section 2.3.1; POSIX.1-1988, ustar. */
export async function looksPacked(file: string): Promise<boolean> {
  const handle = await open(file, 'r');
  try {
    const { buffer } = await handle.read(Buffer.alloc(512), 0, 512, 0);
    const gzip = buffer[0] === 0x1f && buffer[1] === 0x8b;
    return gzip || buffer.toString('latin1', 257, 262) === 'ustar';
  } finally {
    await handle.close();
  }
}

/** A text file of no more than a string can hold. */
export async function readText(file: string, size: number): Promise<string> {
  if (size > LIMITS.file) {
    throw new KubistError(`snapshot ${file}: larger than ${LIMITS.file / 2 ** 20} MiB`);
  }
  return readFile(file, 'utf8');
}
