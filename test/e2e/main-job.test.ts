import { mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { until } from '../cluster/wait.ts';
import { execute, type Launch, type Outcome } from '../parity/execute.ts';

const kubeconfig = process.env.KUBIST_TEST_KUBECONFIG ?? '';
const reference = process.env.KUBIST_TEST_KUBECTL ?? 'kubectl';
const script = fileURLToPath(new URL('../../bin/kubist.js', import.meta.url));

describe('looking at every pod of a cluster, with a trace', () => {
  let home = '';
  const run = (launch: Launch, ...args: string[]): Promise<Outcome> =>
    execute(launch, args, {
      env: { PATH: process.env.PATH ?? '', HOME: home, KUBECONFIG: kubeconfig },
    });

  beforeAll(() => {
    if (!kubeconfig)
      throw new Error('KUBIST_TEST_KUBECONFIG is not set: `npm run test:cluster` sets it');
    home = mkdtempSync(join(tmpdir(), 'kubist-e2e-'));
  });
  afterAll(() => rmSync(home, { recursive: true, force: true }));

  it('prints what kubectl prints and traces the request', async () => {
    const args = ['get', 'pods', '-A', '-o', 'wide', '-v=6'];
    // A pod may grow a second older between the two, and pods of other tests come and go.
    const ageless = ({ stdout }: Outcome): string =>
      stdout.replace(/\d+[smhd]/g, 'age').replace(/ +/g, ' ');
    const look = async (): Promise<readonly [Outcome, Outcome, Outcome]> => [
      await run([reference], ...args),
      await run([process.execPath, script], ...args),
      await run([reference], ...args),
    ];
    let [before, ours, after] = await look();
    await until('pods that stay', 45, async () => {
      if (ageless(before) === ageless(after)) return true;
      [before, ours, after] = await look();
      return false;
    });
    expect(ageless(ours)).toBe(ageless(before));
    expect(ours.stderr).toMatch(
      /^I\d{4} .*verb="GET" url="https:.*\/api\/v1\/pods\?.*" status="200 OK"/m,
    );
    expect(ours.code).toBe(0);
  });

  it('calls itself kubectl when it is started under that name', async () => {
    const link = join(home, 'kubectl');
    symlinkSync(script, link);
    expect((await run([process.execPath, link], 'get', '--no-such-flag')).stderr).toContain(
      "See 'kubectl get --help'",
    );
    expect((await run([process.execPath, script], 'get', '--no-such-flag')).stderr).toContain(
      "See 'kubist get --help'",
    );
  });
});
