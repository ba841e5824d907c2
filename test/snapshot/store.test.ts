import { copyFile, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { SnapshotFiles } from '../../src/snapshot/files.ts';
import { Folder } from '../../src/snapshot/folder.ts';
import { kubist } from '../helpers/run-kubist.ts';
import { demo } from './demo-client.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kubist-snapshot-'));
});
afterEach(async () => {
  await rm(folder, { recursive: true, force: true });
});

/** Runs `get pods` on the files of the demo that it needs, one of them replaced, and returns its sentence. */
async function getPodsWith(file: string, text: string): Promise<string> {
  await mkdir(join(folder, 'objects'));
  for (const needed of ['snapshot.json', 'discovery.json']) {
    await copyFile(join(demo, needed), join(folder, needed));
  }
  await writeFile(join(folder, file), text);
  const { err, exitCode } = await kubist(['get', 'pods', '--snapshot', folder]);
  expect(exitCode).toBe(1);
  return err.replace(folder, 'DIR').replace(/^error: /, '');
}

test.each([
  [
    'snapshot.json',
    '{"formatVersion": 9}',
    'snapshot DIR: snapshot.json has formatVersion 9; this program reads 1\n',
  ],
  [
    'snapshot.json',
    '{"formatVersion": 1, "savedAt": "soon"}',
    'snapshot DIR: snapshot.json has no valid savedAt\n',
  ],
  ['snapshot.json', '[]', 'snapshot DIR: snapshot.json does not hold a JSON object\n'],
  ['discovery.json', '{"/api": {}}', 'snapshot DIR: discovery.json has no groups under "/api"\n'],
  [
    'objects/core_v1_pods.json',
    '{"kind":"PodList"}',
    'snapshot DIR: objects/core_v1_pods.json lacks kind, columns or items\n',
  ],
  [
    'objects/core_v1_pods.json',
    '{"kind":"PodList","columns":[],"items":[{"cells":[],"object":{}}]}',
    'snapshot DIR: objects/core_v1_pods.json has no object with a name, or no cells, as item 1\n',
  ],
])('a broken %s is told in one sentence', async (file, text, sentence) => {
  expect(await getPodsWith(file, text)).toBe(sentence);
});

test('a file that is cut off is told with its place', async () => {
  expect(await getPodsWith('objects/core_v1_pods.json', '{"kind":')).toMatch(
    /^snapshot DIR: objects\/core_v1_pods.json is not JSON: .+\n$/,
  );
});

test('a folder that is no snapshot, and one that is not there', async () => {
  const one = await kubist(['get', 'pods', '--snapshot', folder]);
  expect(one.err).toBe(
    `error: snapshot ${folder}: not a snapshot, snapshot.json is missing, and no dump of cluster-info either\n`,
  );
  const other = await kubist(['get', 'pods', '--snapshot', join(folder, 'nope')]);
  expect(other.err).toBe(
    `error: snapshot ${join(folder, 'nope')}: there is no such file or directory\n`,
  );
});

test('no name leads out of the folder', async () => {
  const files = new SnapshotFiles(new Folder(demo));
  expect(await files.text('../demo-expected.json')).toBeUndefined();
  expect(await files.text('logs/../snapshot.json')).toBeUndefined();
  expect(await files.text('/etc/hostname')).toBeUndefined();
});

test('neither does a link', async () => {
  await symlink(join(demo, 'snapshot.json'), join(folder, 'link.json'));
  await expect(new SnapshotFiles(new Folder(folder)).text('link.json')).rejects.toThrow(
    'link.json leads out of the snapshot',
  );
});
