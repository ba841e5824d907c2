import { lstat, stat } from 'node:fs/promises';
import { basename, posix, resolve } from 'node:path';
import type { Context } from '../../cli/context.ts';
import { KubistError } from '../../errors.ts';
import { passOn } from '../remote/exec.ts';
import type { CopyContainer } from './container.ts';
import { Meter } from './meter.ts';
import { isMissing } from './errors.ts';
import { archiveOf, exactly } from './local-tree.ts';
import { withoutSlashes } from './spec.ts';

/** How to copy into a container. */
export interface UploadOptions {
  /** Do not keep owners and modes there. */
  readonly noPreserve: boolean;
}

/** Copies a file or a folder of this machine into a container; into a folder that is there, else to that name. */
export async function upload(
  context: Context,
  container: CopyContainer,
  source: string,
  destination: string,
  { noPreserve }: UploadOptions,
): Promise<void> {
  const dest = await targetOf(container, source, withoutSlashes(destination));
  const folder = posix.dirname(dest);
  const keep = noPreserve ? ['--no-same-permissions', '--no-same-owner'] : [];
  const command = ['tar', ...keep, '-xmf', '-', '-C', folder];
  const archive = archiveOf(source, posix.basename(dest), (line) =>
    context.streams.err.write(line),
  );
  const meter = new Meter(() => context.now());
  context.progress.show(() => `copying ${source}: ${String(meter)}`);
  const stdin = meter.through(archive);
  const exitCode = await container.run(command, { stdin }).catch((error: unknown) => {
    if (isMissing(error, 'tar')) return uploadFile(container, source, dest, noPreserve, meter);
    throw error;
  });
  context.progress.end();
  await passOn(context, exitCode);
}

/** Throws when there is nothing to copy; the reference looks before it asks for the pod. */
export async function refuseMissing(source: string): Promise<void> {
  await lstat(source).catch((cause: unknown) => {
    throw new KubistError(`${source} doesn't exist in local filesystem`, { cause });
  });
}

/** Where the copy ends up: in the folder, if the destination is one. */
async function targetOf(
  container: CopyContainer,
  source: string,
  destination: string,
): Promise<string> {
  const silent = { stdout: () => undefined, stderr: () => undefined };
  const isFolder = await container.run(['test', '-d', destination], silent).then(
    (exitCode) => exitCode === 0,
    (error: unknown) => {
      if (isMissing(error, 'test')) return false;
      throw error;
    },
  );
  return posix.join(destination, ...(isFolder ? [basename(resolve(source))] : []));
}

/** One file, where there is no tar: by a shell and cat. */
async function uploadFile(
  container: CopyContainer,
  source: string,
  destination: string,
  noPreserve: boolean,
  meter: Meter,
): Promise<number> {
  const { mode, size, isFile } = await stat(source).then((found) => ({
    mode: found.mode,
    size: found.size,
    isFile: found.isFile(),
  }));
  if (!isFile) throw new KubistError(`${container.title} has no tar: ${ONE_FILE}`);
  const script = noPreserve ? 'cat > "$1"' : 'cat > "$1" && chmod "$2" "$1"';
  const command = ['sh', '-c', script, 'sh', destination, (mode & 0o777).toString(8)];
  const stdin = meter.through(exactly(source, size));
  return container.run(command, { stdin }).catch((error: unknown) => {
    throw isMissing(error, 'sh')
      ? new KubistError(`${container.title} has neither tar nor sh: nothing can be copied`)
      : error;
  });
}

/** Ends the sentence about a container without tar. */
export const ONE_FILE = 'only a single file can be copied, and this is not one';
