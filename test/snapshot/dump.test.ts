import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { packArchive } from '../../src/snapshot/archive/write.ts';
import { splitDump } from '../../src/snapshot/dump/logs.ts';
import { kubist, type Outcome } from '../helpers/run-kubist.ts';
import { demo } from './demo-client.ts';

let folder: string;
const at = (name: string): string => join(folder, name);

/** Dumps of the demo, in all forms that dumps have. */
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kubist-dump-'));
  const dump = ['cluster-info', 'dump', '--namespaces', 'shop,kube-system', '--snapshot', demo];
  for (const form of ['json', 'yaml']) {
    await kubist([...dump, '-o', form, '--output-directory', at(form)]);
    await writeFile(at(`dump.${form}`), (await kubist([...dump, '-o', form])).out);
  }
});
afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
});

const on = (line: string, snapshot: string): Promise<Outcome> =>
  kubist([...line.split(' '), '--snapshot', snapshot]);

/** The moment of a dump is the latest that it tells of. */
function withoutAges(text: string): string {
  return text.replaceAll(/\b(?:\d+[smhd]){1,2}\b/g, 'AGE').replaceAll(/ +/g, ' ');
}

const LINES = ['get pods -o wide', 'get pods -o json', 'events', 'logs deploy/web --all-pods=true'];

test.each([
  ...LINES,
  'get deploy,rs,svc -o wide',
  'get pods -l app=web --show-labels',
  'get pods --field-selector status.phase=Pending -o name',
  'get deploy web -o yaml',
  'get nodes -o wide',
  'describe deploy web',
])('a folder of JSON shows what the cluster did: %s', async (line) => {
  expect(await shown(line, at('json'))).toEqual(await shown(line, demo));
});

test.each(['yaml', 'dump.json', 'dump.yaml'])('and so does a dump as %s', async (form) => {
  for (const line of LINES) expect(await shown(line, at(form))).toEqual(await shown(line, demo));
});

async function shown(line: string, snapshot: string): Promise<Outcome> {
  const outcome = await on(line, snapshot);
  return { ...outcome, out: withoutAges(outcome.out) };
}

describe.each(['json', 'dump.yaml'])('a dump as %s', (form) => {
  test('the diagnosis names the causes, and what it could not see', async () => {
    const { out } = await on('diagnose deploy/payments deploy/checkout -o wide', at(form));
    expect(out).toContain('RUN-01 crash-loop');
    expect(out).toContain('PAYMENT_URL is not set');
    expect(out).toMatch(/IMG-\d+/);
    expect(out).toContain('list ingresses: Forbidden');
  });

  test('of what is not in it nothing is said, in particular not that there is none', async () => {
    expect(await on('get configmaps', at(form))).toEqual({
      out: '',
      err: 'Error from server (Forbidden): the dump holds no configmaps: nothing is known of them\n',
      exitCode: 1,
    });
    expect((await on('get all', at(form))).err).toBe('');
    expect((await on('logs deploy/web --timestamps', at(form))).err).toContain(
      'the lines of logs in a dump have no times',
    );
  });
});

test('its folder may be packed, and a folder of what get printed serves as well', async () => {
  await packArchive(folder, ['json'], at('packed.tgz'));
  for (const line of LINES) {
    expect(await on(line, at('packed.tgz'))).toEqual(await on(line, at('json')));
  }
  await mkdir(at('lists'));
  await writeFile(at('lists/all.yaml'), (await on('get all,cm -o yaml', demo)).out);
  const { out, err } = await on('get deploy,cm', at('lists'));
  expect(out).toMatch(/^deployment\.apps\/web +3\/3 +3 +3 /m);
  expect(out).toMatch(/^configmap\/shop-config +\S+$/m);
  expect(err).toBe('');
});

test('the log that a container did not have is refused with the words in the dump', async () => {
  const { out } = await on('get pods -l app=checkout -o name', at('json'));
  const { err, exitCode } = await on(`logs ${out.trim()}`, at('json'));
  expect(err).toMatch(/^Error from server \(BadRequest\): the server rejected our request/);
  expect(exitCode).toBe(1);
});

test('logs in a text: without a line feed at the end, cut off, and with marks of their own', () => {
  const start = (name: string): string =>
    `==== START logs for container ${name} of pod ns/p ====\n`;
  const end = (name: string): string => `==== END logs for container ${name} of pod ns/p ====\n`;
  const text = `{}\n${start('a')}no line feed${end('a')}{}\n${start('b')}x\n${end('a')}y\n${end('b')}${start('c')}cut`;
  const { objects, logs } = splitDump(text);
  expect(objects).toBe('{}\n{}\n');
  expect(Object.fromEntries(logs)).toEqual({
    'ns/p/a': { text: 'no line feed', failed: false },
    'ns/p/b': { text: `x\n${end('a')}y\n`, failed: false },
    'ns/p/c': { text: 'cut', failed: false },
  });
});

test('a broken file is told with its name, and what is no dump as well', async () => {
  const file = at('dump.json');
  await writeFile(at('cut.json'), (await readFile(file, 'utf8')).slice(0, 200));
  expect((await on('get pods', at('cut.json'))).err).toMatch(/^error: snapshot \S+cut\.json: /);
  await writeFile(at('notes.txt'), 'nothing of that kind');
  expect((await on('get pods', at('notes.txt'))).err).toMatch(
    /^error: snapshot \S+notes\.txt: not a snapshot, snapshot\.json is missing, and no dump/,
  );
});

test('values of Secrets that somebody added do not come out', async () => {
  const secret = {
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: { name: 's', namespace: 'shop' },
    data: { key: 'aHVudGVyMjI=' },
  };
  await writeFile(at('json/shop/secrets.json'), JSON.stringify(secret));
  const { out } = await on('get secret s -o yaml', at('json'));
  expect(out).toContain('key: ""');
  await rm(at('json/shop/secrets.json'));
});
