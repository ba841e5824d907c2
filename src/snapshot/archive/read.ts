import { KubistError } from '../../errors.ts';
import { goQuote } from '../../formats/go-quote.ts';
import { TarError } from '../../formats/tar/entry.ts';
import { readTar, type TarEntry } from '../../formats/tar/read.ts';

/** How much an archive may hold. It is read into memory. */
export interface ArchiveLimits {
  readonly files: number;
  /** Bytes of one file, unpacked. */
  readonly file: number;
  /** Bytes of all files, unpacked. */
  readonly total: number;
}

const MIB = 2 ** 20;

/** A file becomes one string, which cannot be longer than half a gigabyte. */
export const LIMITS: ArchiveLimits = { files: 200_000, file: 500 * MIB, total: 2048 * MIB };

/**
 * The files of a tar archive, gzipped or not, by their paths. Links, devices, paths that lead out of the archive,
 * files that come twice, and more than the limits allow are refused: throws one sentence that names the archive.
 */
export async function readArchive(
  file: string,
  limits: ArchiveLimits = LIMITS,
): Promise<Map<string, Uint8Array>> {
  const files = new Map<string, Uint8Array>();
  let left = limits.total;
  const problem = (what: string, cause?: unknown): KubistError =>
    new KubistError(`snapshot ${file}: ${what}`, { cause });
  try {
    for await (const entry of readTar(await unpacked(file))) {
      const path = pathOf(entry);
      if (entry.type === 'directory') continue;
      const name = goQuote(entry.name);
      if (path === undefined) throw problem(`${name} leads out of the archive`);
      if (entry.type !== 'file') throw problem(`${name} is no file: archives may hold no links`);
      if (files.has(path)) throw problem(`${name} is there twice`);
      if (files.size === limits.files) throw problem(`more than ${limits.files} files`);
      if (entry.size > limits.file) {
        throw problem(`${name} is larger than ${limits.file / MIB} MiB`);
      }
      left -= entry.size;
      if (left < 0) {
        throw problem(
          `more than ${limits.total / MIB} MiB: unpack it, if you trust it, and name the folder`,
        );
      }
      files.set(path, await contentOf(entry));
    }
  } catch (error) {
    if (error instanceof KubistError) throw error;
    const reason = error instanceof TarError ? error.message : reasonOf(error);
    throw problem(`not a whole archive: ${reason}`, error);
  }
  return files;
}

/** The bytes of a file, unpacked where it is gzipped. */
async function unpacked(file: string): Promise<AsyncIterable<Uint8Array>> {
  const [{ createReadStream }, { open }] = await Promise.all([
    import('node:fs'),
    import('node:fs/promises'),
  ]);
  const handle = await open(file, 'r');
  const { buffer } = await handle.read(Buffer.alloc(2), 0, 2, 0).finally(() => handle.close());
  const source = createReadStream(file);
  if (buffer[0] !== 0x1f || buffer[1] !== 0x8b) return source;
  const [{ createGunzip }, { pipeline }] = await Promise.all([
    import('node:zlib'),
    import('node:stream'),
  ]);
  const gunzip = createGunzip();
  // Failures reach the reader by the stream.
  pipeline(source, gunzip, () => undefined);
  return gunzip;
}

/** The path below the top; undefined when it leads elsewhere. */
function pathOf({ name }: TarEntry): string | undefined {
  const parts = name.split('/').filter((part) => part !== '.');
  const strange = parts.some((part) => part === '' || part === '..' || /[\\\0]/.test(part));
  return strange || parts.length === 0 ? undefined : parts.join('/');
}

async function contentOf({ data, size }: TarEntry): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of data) chunks.push(chunk);
  return Buffer.concat(chunks, size);
}

function reasonOf(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException;
  if (code === 'Z_BUF_ERROR') return 'it was cut off';
  return code?.startsWith('Z_') === true ? `it is broken (${message})` : message;
}
