import { stat } from 'node:fs/promises';
import { KubistError } from '../errors.ts';
import type { Dump } from './dump/read.ts';
import type { FileSource } from './files.ts';
import { Folder } from './folder.ts';
import type { Source } from './source.ts';
import { SnapshotStore } from './store.ts';

/**
 * Opens what `--snapshot` names: the archive or the folder of a snapshot, or what `cluster-info dump` made: a folder, such a folder
 * in an archive, or what it printed. Throws one sentence when it is none of these.
 */
export async function openSource(path: string): Promise<Source> {
  const found = await stat(path).catch(() => undefined);
  if (found === undefined) {
    throw new KubistError(`snapshot ${path}: there is no such file or directory`);
  }
  if (found.isDirectory()) return openFiles(new Folder(path));
  const { looksPacked, readText } = await import('./archive/kind.ts');
  if (await looksPacked(path)) {
    const { Archive } = await import('./archive/archive.ts');
    return openFiles(await Archive.open(path));
  }
  const { readDumpText } = await import('./dump/read.ts');
  return openDump(await readDumpText(await readText(path, found.size), path), path);
}

async function openFiles(files: FileSource): Promise<Source> {
  if ((await files.bytes('snapshot.json')) !== undefined) return SnapshotStore.open(files);
  const { readDumpFolder } = await import('./dump/read.ts');
  return openDump(await readDumpFolder(files), files.name);
}

async function openDump(dump: Dump | undefined, name: string): Promise<Source> {
  if (dump === undefined) {
    throw new KubistError(
      `snapshot ${name}: not a snapshot, snapshot.json is missing, and no dump of cluster-info either`,
    );
  }
  const { DumpSource } = await import('./dump/source.ts');
  return new DumpSource(dump);
}
