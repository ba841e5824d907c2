import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';

const root = mkdtempSync(join(tmpdir(), 'kubist-plugins-'));
const [first, second] = [join(root, 'first'), join(root, 'second')];
const exe = fileURLToPath(new URL('../../src/exe.ts', import.meta.url));

function program(path: string, mode = 0o755): void {
  writeFileSync(
    path,
    '#!/bin/sh\necho "$(basename "$0")" "$@"; echo "said $GREETING" >&2; exit 7\n',
  );
  chmodSync(path, mode);
}

beforeAll(() => {
  for (const folder of [first, second]) mkdirSync(folder);
  program(join(first, 'kubectl-foo'));
  program(join(first, 'kubectl-foo-bar_baz'));
  program(join(first, 'kubectl-get'));
  program(join(first, 'kubectl-create-thing'));
  program(join(first, 'kubectl-idle'), 0o644);
  program(join(second, 'kubectl-foo'));
});
afterAll(() => rmSync(root, { recursive: true }));

function kubist(...args: string[]): { out: string; err: string; code: number | null } {
  const { stdout, stderr, status } = spawnSync(process.execPath, [exe, ...args], {
    encoding: 'utf8',
    env: {
      PATH: [first, second, join(root, 'missing'), '/usr/bin', '/bin'].join(':'),
      HOME: root,
      GREETING: 'hello',
      KUBIST_PROGRAM: 'kubectl',
    },
  });
  return { out: stdout, err: stderr.replaceAll(root, ''), code: status };
}

test.each([
  ['foo x --y', 'kubectl-foo x --y\n'],
  ['foo bar-baz q', 'kubectl-foo-bar_baz q\n'],
  ['foo bar', 'kubectl-foo bar\n'],
  ['foo --help', 'kubectl-foo --help\n'],
  ['create thing z', 'kubectl-create-thing z\n'],
])('%s runs the plugin with the longest name, and ends as it ends', (line, out) => {
  expect(kubist(...line.split(' '))).toEqual({ out, err: 'said hello\n', code: 7 });
});

test('a command of our own is never replaced', () => {
  expect(kubist('get', '--help').out).toContain('Usage:');
  expect(kubist('create', 'deployment').err).toContain('required flag(s) "image" not set');
});

test('flags before the name could be anyone’s', () => {
  const err = 'Error: flags cannot be placed before plugin name: -n\n';
  expect(kubist('-n', 'x', 'foo')).toEqual({ out: '', err, code: 1 });
});

test('a file that may not be executed is no plugin', () => {
  expect(kubist('idle').err).toContain('error: unknown command "idle" for "kubectl"');
});

test('plugin list tells of every plugin, and what is wrong with it', () => {
  const { out, err, code } = kubist('plugin', 'list', '--name-only');
  expect(out).toBe(`The following compatible plugins are available:

kubectl-create-thing
kubectl-foo
kubectl-foo-bar_baz
kubectl-get
kubectl-idle
kubectl-foo
`);
  expect(err).toBe(`  - warning: kubectl-create-thing overwrites existing command: "kubectl create"
  - warning: kubectl-get overwrites existing command: "kubectl get"
  - warning: /first/kubectl-idle identified as a kubectl plugin, but it is not executable
  - warning: /second/kubectl-foo is overshadowed by a similarly named plugin: /first/kubectl-foo
Unable to read directory "/missing" from your PATH: open /missing: no such file or directory. Skipping...
error: 4 plugin warnings were found
`);
  expect(code).toBe(1);
});
