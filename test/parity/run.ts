/** Runs parity cases against a cluster that is up: `node test/parity/run.ts --kubeconfig X --kubectl Y`. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative, resolve } from 'node:path';
import { parseArgs } from 'node:util';

import { applyReadSet } from './fixtures.ts';
import { loadCases } from './load.ts';
import { describeFailure, table } from './report.ts';
import { runSuite } from './suite.ts';
import { readTarget } from './target.ts';

const HELP = `Runs kubist and the reference kubectl against one cluster and compares them.

  --kubeconfig FILE  the cluster; default $KUBIST_TEST_KUBECONFIG
  --kubectl FILE     the reference; default $KUBIST_TEST_KUBECTL, then kubectl of PATH
  --exe FILE         run this executable or script (src/exe.ts: unbuilt) instead of bin/kubist.js; may be repeated
  --only REGEX       only cases whose name or command line matches
  --command NAME     only cases that cover this command
  --jobs N           reading cases at once; default 2
  --throwaway        the cluster ends with the run: leave the namespaces of the cases in it, which saves minutes
  --list             print the names and stop
`;

const { values } = parseArgs({
  options: {
    kubeconfig: { type: 'string', default: process.env.KUBIST_TEST_KUBECONFIG ?? '' },
    kubectl: { type: 'string', default: process.env.KUBIST_TEST_KUBECTL ?? 'kubectl' },
    exe: { type: 'string', multiple: true, default: ['bin/kubist.js'] },
    only: { type: 'string' },
    command: { type: 'string' },
    jobs: { type: 'string', default: '2' },
    throwaway: { type: 'boolean', default: false },
    list: { type: 'boolean' },
    help: { type: 'boolean', short: 'h' },
  },
});

async function main(): Promise<number> {
  if (values.help) {
    process.stdout.write(HELP);
    return 0;
  }
  const only = new RegExp(values.only ?? '');
  const cases = (await loadCases()).filter(
    (test) =>
      (values.command === undefined || test.covers === values.command) &&
      (only.test(test.name) || only.test(test.line ?? test.args?.join(' ') ?? '')),
  );
  if (values.list) {
    for (const test of cases) console.log(`${test.covers}: ${test.name}`);
    return 0;
  }
  if (!values.kubeconfig)
    throw new Error('no cluster: give --kubeconfig or set KUBIST_TEST_KUBECONFIG');

  const programs = values.exe.map((program) => resolve(program));
  const work = mkdtempSync(join(tmpdir(), 'kubist-parity-'));
  try {
    const target = await readTarget(resolve(values.kubeconfig), values.kubectl, work);
    await applyReadSet(target);
    const verdicts = await runSuite(cases, {
      target,
      programs,
      work,
      jobs: Number(values.jobs),
      throwaway: values.throwaway,
      onVerdict: (verdict) => {
        if (verdict.differences.length > 0) console.log(`${describeFailure(verdict)}\n`);
      },
    });
    const failed = verdicts.filter(({ differences }) => differences.length > 0).length;
    for (const program of programs) {
      const own = verdicts.filter((verdict) => verdict.program === program);
      console.log(`${relative(process.cwd(), program)}\n${table(own)}\n`);
    }
    console.log(`${verdicts.length - failed} passed, ${failed} failed`);
    return failed === 0 ? 0 : 1;
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

main().then(
  (code) => process.exit(code),
  (error: unknown) => {
    console.error(
      `parity: ${error instanceof Error ? error.message : String(error)}\n\n0 passed, 1 failed`,
    );
    process.exit(1);
  },
);
