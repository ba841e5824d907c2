import type { Env } from '../../cli/context.ts';
import { KubistError } from '../../errors.ts';

/** A text in a file for the editor. What the user has typed there is not lost: the file stays until `remove`. */
export class TempFile {
  readonly path: string;
  readonly #before: string;

  private constructor(path: string, before: string) {
    this.path = path;
    this.#before = before;
  }

  /** Writes the text where only this user can read it. `prefix` begins the file's name. */
  static async create(
    text: string,
    { env, prefix, extension }: { env: Env; prefix: string; extension: string },
  ): Promise<TempFile> {
    const { writeFile } = await import('node:fs/promises');
    const { randomInt } = await import('node:crypto');
    const { tmpdir } = await import('node:os');
    const paths = await import('node:path');
    const folder = env['TMPDIR'] || tmpdir();
    const path = paths.join(folder, `${prefix}-${randomInt(2 ** 32 - 1)}${extension}`);
    // Nobody else may read it, or have put a file or a link there before.
    await told(path, writeFile(path, text, { flag: 'wx', mode: 0o600 }));
    return new TempFile(path, text);
  }

  async read(): Promise<string> {
    const { readFile } = await import('node:fs/promises');
    return told(this.path, readFile(this.path, 'utf8'));
  }

  /** True when the file has another text than at first. One that is gone has none. */
  async isChanged(): Promise<boolean> {
    const text = await this.read().catch(() => undefined);
    return text !== undefined && text !== this.#before;
  }

  async remove(): Promise<void> {
    const { rm } = await import('node:fs/promises');
    await rm(this.path, { force: true });
  }

  /** Leaves the file to the user alone, whatever its editor made of the permissions. False when it is gone. */
  async keep(): Promise<boolean> {
    const { chmod } = await import('node:fs/promises');
    return chmod(this.path, 0o600).then(
      () => true,
      () => false,
    );
  }
}

/** The same promise; it rejects in Go's words. */
async function told<T>(path: string, step: Promise<T>): Promise<T> {
  try {
    return await step;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const reason = REASONS[code ?? ''] ?? (error as Error).message;
    throw new KubistError(`open ${path}: ${reason}`, { cause: error });
  }
}

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'no such file or directory',
  EACCES: 'permission denied',
  ENOSPC: 'no space left on device',
};
