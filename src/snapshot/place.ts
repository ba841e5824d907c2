import { mkdir, mkdtemp, open, readdir, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { KubistError } from '../errors.ts';
import { FIRST, packArchive } from './archive/write.ts';

/** All that stands at the top of a snapshot. */
const OWN: readonly string[] = ['snapshot.json', 'discovery.json', 'objects', 'openapi', 'logs'];

/** Begins the name of the folder that is written to until all is there. */
const UNFINISHED = '.unfinished-';

/** Where a snapshot goes. Until it is whole, it is written to a folder beside, and nothing is at the target that was not there before. */
export class Place {
  /** Where to write. Only its owner may read it. */
  readonly directory: string;
  readonly #target: string;
  readonly #archive: boolean;

  private constructor(directory: string, target: string, archive: boolean) {
    this.directory = directory;
    this.#target = target;
    this.#archive = archive;
  }

  /** A name that ends in .tgz or .tar.gz is an archive's, all others are folders'. Throws rather than overwrite what is no snapshot. */
  static async prepare(target: string): Promise<Place> {
    const path = resolve(target);
    const found = await stat(path).catch(() => undefined);
    const archive = found?.isDirectory() !== true && /\.(?:tgz|tar\.gz)$/i.test(path);
    if (!archive && (found?.isFile() === true || /\.(?:tar|gz|zip|json|ya?ml)$/i.test(path))) {
      throw new KubistError(`${target}: snapshots are folders, or files that end in .tgz`);
    }
    if (archive && found !== undefined) await refuseOtherFile(path, target);
    if (!archive && found !== undefined) await refuseOtherFolder(path, target);
    try {
      // A folder that is there may be another file system's: within it, files can be moved.
      const beside = !archive && found !== undefined ? path : dirname(path);
      await mkdir(beside, { recursive: true });
      const directory = await mkdtemp(join(beside, `${UNFINISHED}${basename(path)}-`));
      return new Place(directory, path, archive);
    } catch (error) {
      throw new KubistError(`${target} cannot be written: ${(error as Error).message}`, {
        cause: error,
      });
    }
  }

  /** Puts what was written in the place of what was there. Returns the bytes of an archive. */
  async finish(): Promise<number | undefined> {
    if (this.#archive) {
      const file = join(this.directory, 'archive.tgz');
      await packArchive(this.directory, OWN, file);
      const { size } = await stat(file);
      await rename(file, this.#target);
      await this.abandon();
      return size;
    }
    if ((await stat(this.#target).catch(() => undefined)) === undefined) {
      await rename(this.directory, this.#target);
      return undefined;
    }
    for (const name of OWN) {
      await rm(join(this.#target, name), { recursive: true, force: true });
    }
    // Without snapshot.json a folder is no snapshot: it comes last.
    for (const name of OWN.toReversed()) {
      await rename(join(this.directory, name), join(this.#target, name)).catch(ignoreMissing);
    }
    await this.abandon();
    return undefined;
  }

  /** Leaves nothing behind. */
  async abandon(): Promise<void> {
    await rm(this.directory, { recursive: true, force: true });
  }
}

function ignoreMissing(error: NodeJS.ErrnoException): void {
  if (error.code !== 'ENOENT') throw error;
}

/** What a crash left of a snapshot may go as well. */
async function refuseOtherFolder(path: string, target: string): Promise<void> {
  for (const name of await readdir(path)) {
    if (name.startsWith(UNFINISHED)) await rm(join(path, name), { recursive: true, force: true });
    else if (!OWN.includes(name)) {
      throw new KubistError(`${target} is no snapshot: it holds ${name}`);
    }
  }
}

/** An archive of ours begins with a file of a certain name. */
async function refuseOtherFile(path: string, target: string): Promise<void> {
  const handle = await open(path, 'r');
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(4096), 0, 4096, 0);
    const { constants, gunzipSync } = await import('node:zlib');
    const head = gunzipSync(buffer.subarray(0, bytesRead), {
      finishFlush: constants.Z_SYNC_FLUSH,
    });
    if (head.toString('latin1', 0, FIRST.length + 1) === `${FIRST}\u0000`) return;
  } catch {
    // Neither is what cannot be unpacked.
  } finally {
    await handle.close();
  }
  throw new KubistError(`${target} is no snapshot: it is not overwritten`);
}
