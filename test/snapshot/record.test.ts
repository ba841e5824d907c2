import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { recordSnapshot, type RecordOptions } from '../../src/snapshot/record.ts';
import { clientOf, demo } from './demo-client.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kubist-record-'));
});
afterEach(async () => {
  await rm(folder, { recursive: true, force: true });
});

async function savedAt(): Promise<number> {
  const info = JSON.parse(await readFile(join(demo, 'snapshot.json'), 'utf8')) as {
    savedAt: string;
  };
  return Date.parse(info.savedAt);
}

/** All files below a folder with their contents; packed ones unpacked. */
async function contents(directory: string): Promise<Record<string, string>> {
  const all: Record<string, string> = {};
  for (const entry of await readdir(directory, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    const bytes = await readFile(path);
    all[path.slice(directory.length)] = (
      path.endsWith('.gz') ? gunzipSync(bytes) : bytes
    ).toString();
  }
  return Object.fromEntries(Object.entries(all).sort(([a], [b]) => (a < b ? -1 : 1)));
}

test('saving what a snapshot serves gives the same files again', async () => {
  const at = await savedAt();
  const logs = { lines: 50, bytes: 2 ** 16, total: 2 ** 20 };
  const options: RecordOptions = { namespace: 'shop', now: () => at, logs };
  const report = await recordSnapshot(await clientOf(), folder, options);
  expect(report.missing).toEqual([]);
  const [again, before] = [await contents(folder), await contents(demo)];
  expect(Object.keys(again)).toEqual(Object.keys(before));
  expect(Object.keys(again).filter((file) => again[file] !== before[file])).toEqual([]);
});

test('only what is asked for is saved, and what cannot be read is told', async () => {
  const report = await recordSnapshot(await clientOf(), folder, {
    namespace: 'shop-data',
    now: Date.now,
    groups: (group) => group === 'apps',
    keep: ({ metadata }) => metadata?.namespace === 'shop-data',
    openapi: () => false,
  });
  expect(report.missing).toEqual([]);
  const files = Object.keys(await contents(folder));
  expect(files).not.toContain('/objects/batch_v1_jobs.json');
  expect(files.some((file) => file.startsWith('/logs/') || file.startsWith('/openapi/'))).toBe(
    false,
  );
  const { items } = JSON.parse(
    await readFile(join(folder, 'objects/apps_v1_statefulsets.json'), 'utf8'),
  ) as {
    items: unknown[];
  };
  expect(items).toHaveLength(1);
});

test('other files are never overwritten', async () => {
  await writeFile(join(folder, 'thesis.txt'), 'precious');
  const options: RecordOptions = { namespace: '', now: Date.now };
  await expect(recordSnapshot(await clientOf(), folder, options)).rejects.toThrow(
    'is no snapshot: it holds thesis.txt',
  );
});
