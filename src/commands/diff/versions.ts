import type { KubeObject } from '../../api/types.ts';
import type { Env } from '../../cli/context.ts';
import { KubistError } from '../../errors.ts';
import { goQuote } from '../../formats/go-quote.ts';
import { stringifyYAML } from '../../formats/yaml/emit.ts';
import type { Info } from '../../resources/info.ts';

/** Two temporary folders with a file for each object: as it is, and as it would be. Only the user can read them. */
export class Versions {
  readonly live: Version;
  readonly merged: Version;

  private constructor(live: Version, merged: Version) {
    this.live = live;
    this.merged = merged;
  }

  /** Makes the folders below `TMPDIR`. */
  static async create(env: Env): Promise<Versions> {
    const live = await Version.create('LIVE', env);
    try {
      return new Versions(live, await Version.create('MERGED', env));
    } catch (error) {
      await live.remove();
      throw error;
    }
  }

  /** Removes the folders and what is in them. */
  async remove(): Promise<void> {
    await Promise.all([this.live.remove(), this.merged.remove()]);
  }
}

/** One version of all objects. */
class Version {
  readonly path: string;

  private constructor(path: string) {
    this.path = path;
  }

  static async create(name: string, env: Env): Promise<Version> {
    const { mkdtemp } = await import('node:fs/promises');
    const { tmpdir } = await import('node:os');
    const { sep } = await import('node:path');
    const parent = env['TMPDIR'] || tmpdir();
    const lead = parent.endsWith(sep) ? parent : parent + sep;
    try {
      return new Version(await mkdtemp(`${lead}${name}-`));
    } catch (cause) {
      if ((cause as NodeJS.ErrnoException).code !== 'ENOENT') throw cause;
      throw new KubistError(`stat ${parent}: no such file or directory`, { cause });
    }
  }

  /** Writes an object as YAML; nothing is an empty file. */
  async write(info: Info, object: KubeObject | null | undefined): Promise<void> {
    const { writeFile } = await import('node:fs/promises');
    const paths = await import('node:path');
    const text = object === undefined ? '' : stringifyYAML(object);
    await writeFile(paths.join(this.path, fileName(info)), text, { mode: 0o600 });
  }

  async remove(): Promise<void> {
    const { rm } = await import('node:fs/promises');
    await rm(this.path, { recursive: true, force: true });
  }
}

/** `apps.v1.Deployment.default.web`. Throws on a name that would leave the folder: it may be a server's. */
function fileName({ resource, namespace, name }: Info): string {
  const { group, version, kind } = resource;
  const text = `${group === '' ? '' : `${group}.`}${version}.${kind}.${namespace}.${name}`;
  if (/[/\\\0]/.test(text)) throw new KubistError(`${goQuote(text)} cannot be the name of a file`);
  return text;
}
