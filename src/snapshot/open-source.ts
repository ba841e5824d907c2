import { stat } from 'node:fs/promises';
import { KubistError } from '../errors.ts';
import type { FileSource } from './files.ts';
import { Folder } from './folder.ts';
import type { Source } from './source.ts';
import { SnapshotStore } from './store.ts';

/** Opens what `--snapshot` names: a snapshot's archive or folder. Throws one sentence when it is none. */
export async function openSource(path: string): Promise<Source> {
  return SnapshotStore.open(await openFiles(path));
}

async function openFiles(path: string): Promise<FileSource> {
  const found = await stat(path).catch(() => undefined);
  if (found?.isDirectory() === true) return new Folder(path);
  if (found === undefined) {
    throw new KubistError(`snapshot ${path}: there is no such file or directory`);
  }
  const { Archive } = await import('./archive/archive.ts');
  return Archive.open(path);
}
