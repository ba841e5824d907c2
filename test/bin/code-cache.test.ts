import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';

const root = fileURLToPath(new URL('../../', import.meta.url));
const home = mkdtempSync(join(tmpdir(), 'kubist-code-'));
const bin = join(home, 'bin/kubist.js');
const kept = join(home, 'cache/kubist/code');

/** A program that says what it was called with, and whether its code came from the cache. */
const program = `exports.runProcess = () => { console.log(process.argv.slice(2).join(' ')); process.exit(3); };`;

beforeAll(() => {
  for (const [path, text] of [
    [bin, readFileSync(join(root, 'bin/kubist.js'), 'utf8')],
    [join(home, 'package.json'), '{"type":"module"}'],
    [join(home, 'dist/process.cjs'), program],
  ] as const) {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  }
});
afterAll(() => rmSync(home, { recursive: true }));

function start(args: readonly string[], env: NodeJS.ProcessEnv = {}): [string, number | null] {
  const { stdout, status } = spawnSync(process.execPath, [bin, ...args], {
    encoding: 'utf8',
    env: { XDG_CACHE_HOME: join(home, 'cache'), ...env },
  });
  return [stdout, status];
}

test('the first run of a command keeps its compiled code, for its user only; the next one uses it', () => {
  expect(start(['get', 'pods'])).toEqual(['get pods\n', 3]);
  const [file = ''] = readdirSync(kept);
  expect(file).toMatch(/^get-v\d+\.\d+\.\d+-\w+-\d+-\d+$/);
  const { mode, mtimeMs } = statSync(join(kept, file));
  expect(mode & 0o777).toBe(0o600);
  expect(start(['get', 'pods'])).toEqual(['get pods\n', 3]);
  expect(statSync(join(kept, file)).mtimeMs).toBe(mtimeMs);
});

test('code that others could have written, or that is damaged, is not run but written anew', () => {
  start(['get']);
  const [file = ''] = readdirSync(kept);
  const path = join(kept, file);
  for (const spoil of [() => chmodSync(path, 0o666), () => writeFileSync(path, 'nonsense')]) {
    spoil();
    expect(start(['get', 'pods'])).toEqual(['get pods\n', 3]);
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(readFileSync(path).length).toBeGreaterThan(100);
  }
});

test('no word of the command line gets into the name of a file', () => {
  start(['--token', 'secret']);
  expect(readdirSync(kept).join()).not.toContain('secret');
});

test('where nothing can be kept, the command runs all the same', () => {
  writeFileSync(join(home, 'file'), '');
  expect(start(['get'], { XDG_CACHE_HOME: join(home, 'file') })).toEqual(['get\n', 3]);
  expect(start(['get'], { XDG_CACHE_HOME: '', HOME: '' })).toEqual(['get\n', 3]);
});
