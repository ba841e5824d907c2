import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/**
 * One kustomization and what the reference says about it: a text of files, each behind a line `-- PATH --`, and last
 * `stdout` and `stderr`. The folder of the run is `{dir}` in them. Kustomizations of several layers start in `over`.
 */
export interface KustomizeCase {
  readonly name: string;
  readonly files: ReadonlyMap<string, string>;
  readonly stdout: string;
  readonly stderr: string;
}

const FOLDER = new URL('../../../fixtures/kustomize/', import.meta.url);

/** All recorded cases. */
export function readCorpus(): KustomizeCase[] {
  return readdirSync(FOLDER).map((file) => {
    const [, ...parts] = readFileSync(new URL(file, FOLDER), 'utf8').split(/^-- (.+) --\n/m);
    const files = new Map<string, string>();
    for (let i = 0; i < parts.length; i += 2) files.set(parts[i]!, parts[i + 1]!);
    const [stdout = '', stderr = ''] = [files.get('stdout'), files.get('stderr')];
    files.delete('stdout');
    files.delete('stderr');
    return { name: file.replace(/\.txt$/, ''), files, stdout, stderr };
  });
}

/** Writes the files of a case; returns the folder to build. */
export function unpack({ files }: KustomizeCase, root: string): string {
  for (const [path, text] of files) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  const isLayered = [...files.keys()].some((path) => path.startsWith('over/'));
  return isLayered ? join(root, 'over') : root;
}
