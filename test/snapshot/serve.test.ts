import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { kubist } from '../helpers/run-kubist.ts';
import { demo } from './demo-client.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kubist-serve-'));
});
afterEach(async () => {
  await rm(folder, { recursive: true, force: true });
});

test.each([
  ['nothing', [], /^error: one snapshot is needed: the file or folder to serve/],
  ['what is no snapshot', ['/nowhere'], /^error: snapshot \/nowhere: there is no such file/],
  [
    'the network',
    [demo, '--address=0.0.0.0'],
    /--address must be a loopback address, not 0\.0\.0\.0/,
  ],
  ['a port that is none', [demo, '--port=70000'], /invalid port/],
])('%s is not served', async (_, args, words) => {
  const { err, exitCode } = await kubist(['snapshot', 'serve', ...args]);
  expect(exitCode).toBe(1);
  expect(err).toMatch(words);
});

test('a kubeconfig is written for other programs, and no other file is overwritten', async () => {
  const file = join(folder, 'config');
  const stop = new AbortController();
  // It ends as soon as it has begun.
  stop.abort();
  const outcome = await kubist(['snapshot', 'serve', demo, '--write-kubeconfig', file], {
    signal: stop.signal,
  });
  expect(outcome.exitCode).toBe(0);
  const [, url = ''] = /on (http:\/\/127\.0\.0\.1:\d+), read only\n/.exec(outcome.out) ?? [];
  expect(url).not.toBe('');
  expect(await readFile(file, 'utf8')).toContain(`server: ${url}\n`);
  await writeFile(file, 'apiVersion: v1\n');
  const other = await kubist(['snapshot', 'serve', demo, '--write-kubeconfig', file]);
  expect(other.err).toContain('exists and was not written by --write-kubeconfig');
});

test('a dump is served, and takes no changes', async () => {
  const dump = join(folder, 'dump');
  const line = `cluster-info dump --namespaces shop --snapshot ${demo} --output-directory ${dump}`;
  await kubist(line);
  const stop = new AbortController();
  stop.abort();
  const served = await kubist(['snapshot', 'serve', dump], { signal: stop.signal });
  expect(served.out).toMatch(/^Serving the cluster of /);
  const refused = await kubist(['snapshot', 'serve', dump, '--writable']);
  expect(refused.err).toMatch(/^error: a dump takes no changes/);
});
