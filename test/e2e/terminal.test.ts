import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { stripVTControlCharacters } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { execute } from '../parity/execute.ts';
import { Screen } from '../screens/screen.ts';

const kubeconfig = process.env.KUBIST_TEST_KUBECONFIG ?? '';
const script = fileURLToPath(new URL('../../bin/kubist.js', import.meta.url));
const kubist = `'${process.execPath}' '${script}'`;

describe('on a real terminal', () => {
  let home = '';
  const env = (): Record<string, string> => ({
    PATH: process.env.PATH ?? '',
    HOME: home,
    KUBECONFIG: kubeconfig,
    SHELL: '/bin/sh',
    TERM: 'xterm',
    LANG: 'C.UTF-8',
  });
  /** What a terminal of 80 columns is sent while a shell runs a line; `script` gives it a pseudo-terminal. */
  const onTerminal = async (line: string): Promise<string> => {
    const { stdout } = await execute(['script'], ['-qec', `stty cols 80; ${line}`, '/dev/null'], {
      env: env(),
      cwd: home,
      timeout: 50,
    });
    return stdout;
  };

  beforeAll(() => {
    if (!kubeconfig)
      throw new Error('KUBIST_TEST_KUBECONFIG is not set: `npm run test:cluster` sets it');
    home = mkdtempSync(join(tmpdir(), 'kubist-e2e-'));
  });
  afterAll(() => rmSync(home, { recursive: true, force: true }));

  it('a command prints in colour what it prints to a pipe', async () => {
    const line = `${kubist} get namespace kube-system -o yaml`;
    const shown = await onTerminal(line);
    expect(shown).toContain('\u001b[36mapiVersion\u001b[39m');
    await onTerminal(`${line} > piped`);
    expect(stripVTControlCharacters(shown).replaceAll('\r', '')).toBe(
      readFileSync(join(home, 'piped'), 'utf8'),
    );
  });

  it('waiting shows that it is alive, and leaves only what it has to say', async () => {
    const shown = await onTerminal(
      `${kubist} wait --for=delete ns/kube-system --timeout=2s; echo code $?`,
    );
    expect(shown).toContain('⠋ waiting for namespace/kube-system\r');
    expect(new Screen().write(shown).text).toBe(
      'error: timed out waiting for the condition on namespaces/kube-system\ncode 1',
    );
  });

  it('nothing of it is on stderr when that is no terminal', async () => {
    await onTerminal(`${kubist} wait --for=delete ns/kube-system --timeout=1s 2> piped`);
    expect(readFileSync(join(home, 'piped'), 'utf8')).toBe(
      'error: timed out waiting for the condition on namespaces/kube-system\n',
    );
  });

  it.each(['INT', 'TERM'])(
    'SIG%s clears the line and ends the program with 1, as kubectl',
    async (signal) => {
      const shown = await onTerminal(
        `timeout --foreground --preserve-status -s ${signal} 5 ${kubist} wait --for=delete ns/kube-system; echo code $?`,
      );
      expect(shown).toContain('waiting for namespace/kube-system');
      expect(new Screen().write(shown).text).toBe('code 1');
    },
  );
});
