import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { recordSnapshot, type RecordOptions } from '../../src/snapshot/record.ts';
import { withoutSecrets } from '../../src/snapshot/redact.ts';
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
  return all;
}

test('saving what a snapshot serves gives the same files again', async () => {
  const options: RecordOptions = { namespace: 'shop', now: () => at, logLines: 50 };
  const at = await savedAt();
  const report = await recordSnapshot(await clientOf(), folder, options);
  expect(report.missing).toEqual([]);
  expect(await contents(folder)).toEqual(await contents(demo));
});

test('only what is asked for is saved, and what cannot be read is told', async () => {
  const report = await recordSnapshot(await clientOf(), folder, {
    namespace: 'shop-data',
    now: Date.now,
    groups: (group) => group === 'apps',
    keep: ({ metadata }) => metadata?.namespace === 'shop-data',
    openapi: () => false,
    logLines: 0,
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
  const options: RecordOptions = { namespace: '', now: Date.now, logLines: 0 };
  await expect(recordSnapshot(await clientOf(), folder, options)).rejects.toThrow(
    'is no snapshot: it holds thesis.txt',
  );
});

test('a Secret keeps its keys and loses its values, wherever they stand', () => {
  const annotations = {
    'kubectl.kubernetes.io/last-applied-configuration': '{"stringData":{"a":"x"}}',
    team: 'a',
  };
  const secret = {
    kind: 'Secret',
    apiVersion: 'v1',
    metadata: { name: 's', annotations },
    data: { a: 'eA==', b: '' },
    stringData: { a: 'x' },
  };
  expect(withoutSecrets(secret)).toEqual({
    kind: 'Secret',
    apiVersion: 'v1',
    metadata: { name: 's', annotations: { team: 'a' } },
    data: { a: '', b: '' },
  });
  expect(withoutSecrets({ ...secret, kind: 'ConfigMap' })).toEqual({
    ...secret,
    kind: 'ConfigMap',
  });
});
