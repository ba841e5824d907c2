import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';

import { needProgram, SHELLS, ShellSession, type ShellName } from './shell-session.ts';
import { execute } from '../parity/execute.ts';

const kubeconfig = process.env.KUBIST_TEST_KUBECONFIG ?? '';
const script = fileURLToPath(new URL('../../bin/kubist.js', import.meta.url));
const TAB = '\t';

describe.each(Object.keys(SHELLS) as ShellName[])('in %s', (shell) => {
  let home = '';
  let session: ShellSession | undefined;

  beforeAll(async () => {
    if (!kubeconfig)
      throw new Error('KUBIST_TEST_KUBECONFIG is not set: `npm run test:cluster` sets it');
    needProgram('script');
    needProgram(shell);
    home = mkdtempSync(join(tmpdir(), 'kubist-shell-'));
    for (const folder of ['real', 'hostile']) mkdirSync(join(home, folder));
    program('real', `exec '${process.execPath}' '${script}' "$@"`);
    // Answers with a name that a shell must not run, and says its arguments when it is run itself.
    program(
      'hostile',
      `if [ "$1" = __complete ]; then printf '%s\\n:4\\n' '$(touch pwned);'"\\\`touch pwned\\\`'"; else printf 'got [%s]\\n' "$@"; fi`,
    );
    const { stdout, code } = await execute([process.execPath, script], ['completion', shell], {
      env: { PATH: process.env['PATH'] ?? '', HOME: home },
    });
    if (code !== 0) throw new Error(`there is no script for ${shell}`);
    writeFileSync(join(home, 'completion'), stdout);
    writeFileSync(join(home, 'manifest.yaml'), '');
    writeFileSync(join(home, 'manifest.txt'), '');
  }, 60_000);
  afterEach(() => session?.close());
  afterAll(() => rmSync(home, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 }));

  function program(folder: string, line: string): void {
    writeFileSync(join(home, folder, 'kubist'), `#!/bin/sh\n${line}\n`, { mode: 0o755 });
  }

  /** A shell that knows kubist, at its prompt in the home folder. */
  async function open(folder: string): Promise<ShellSession> {
    session = new ShellSession(shell, {
      PATH: [join(home, folder), process.env['PATH'] ?? ''].join(':'),
      HOME: home,
      KUBECONFIG: kubeconfig,
      WHERE: 'kube-public',
    });
    await session.type(`cd; ${SHELLS[shell].prompt}; source ./completion\n`, /ready> /);
    return session;
  }

  it.each([
    ['get podte', /get podtemplates /],
    ['get --namespace=kube-publ', /--namespace=kube-public /],
    ['get pods -o jsonpath-a', /-o jsonpath-as-json /],
    ['-n $WHERE describe configmap kube-ro', /kube-root-ca\.crt /],
    ['get clusterrole system:controller:att', /:attachdetach-controller /],
    ['get ns/kube-no', /ns\/kube-node-lease /],
    ['apply -f mani', /manifest\.yaml /],
    // Nothing of what is typed is run.
    ['-n "$(touch pwned)" get podte', /get podtemplates /],
  ])('kubist %s', async (line, until) => {
    const terminal = await open('real');
    await terminal.type(`kubist ${line}${TAB}`, until);
    expect(existsSync(join(home, 'pwned'))).toBe(false);
  });

  it('several candidates are shown with what they are for', async () => {
    const terminal = await open('real');
    const shown = await terminal.type(
      `kubist config get-${TAB}${TAB}`,
      /get-users\s.*Display users/s,
    );
    expect(shown).toMatch(/get-contexts\s.*Describe/s);
  });

  it('a name is inserted as text, whatever it is', async () => {
    const terminal = await open('hostile');
    await terminal.type(`kubist get clusterrole ${TAB}`, /touch\\ pwned/);
    const shown = await terminal.type('\n', /ready> /);
    expect(shown).toContain("got [$(touch pwned);`touch pwned`']");
    expect(existsSync(join(home, 'pwned'))).toBe(false);
  });
});
