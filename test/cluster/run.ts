/**
 * `npm run test:cluster`: parity of the Node build and of the executable with the reference, then the end-to-end
 * tests, on a real cluster. `KUBIST_TEST_KUBECONFIG` names a cluster of your own; else one is built, started,
 * and cleared again. `KUBIST_TEST_KUBECTL` names the reference; else it is built.
 */
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

import { build, buildMetricsServer, isBuilt, metricsServer } from './build.ts';
import { ClusterError } from './errors.ts';
import { down, up } from './lifecycle.ts';
import { checkPrerequisites } from './prerequisites.ts';

/** Passed and failed tests of a suite. */
interface Count {
  passed: number;
  failed: number;
}

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const NAME = 'test';

const { values } = parseArgs({
  options: {
    /** Leave the cluster up, for a look at it. */
    keep: { type: 'boolean', default: false },
    install: { type: 'boolean', default: process.env.CI === 'true' },
  },
});

/** Runs a program with its output passed on, and returns that with its exit code. */
function pass(
  file: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv = {},
): Promise<{ code: number; stdout: string }> {
  return new Promise((settle, reject) => {
    const child = spawn(file, args, {
      cwd: ROOT,
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let stdout = '';
    child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
      stdout += chunk;
      process.stdout.write(chunk);
    });
    child.on('error', reject);
    child.on('close', (code) => settle({ code: code ?? 1, stdout }));
  });
}

/** Both builds against one run of the reference. */
async function parity(env: NodeJS.ProcessEnv, throwaway: boolean): Promise<Count> {
  console.log('\n== parity: the Node build and the executable');
  const args = ['--exe', 'bin/kubist.js', '--exe', 'dist-exe/kubist'];
  if (throwaway) args.push('--throwaway');
  const { stdout } = await pass(process.execPath, ['test/parity/run.ts', ...args], env);
  const [, passed, failed] = /(\d+) passed, (\d+) failed\s*$/.exec(stdout) ?? [];
  return passed === undefined
    ? { passed: 0, failed: 1 }
    : { passed: Number(passed), failed: Number(failed) };
}

async function endToEnd(env: NodeJS.ProcessEnv): Promise<Count> {
  console.log('\n== end to end');
  const work = mkdtempSync(join(tmpdir(), 'kubist-e2e-'));
  const report = join(work, 'report.json');
  try {
    await pass(
      'vitest',
      [
        'run',
        '--project',
        'cluster',
        '--reporter=default',
        '--reporter=json',
        `--outputFile.json=${report}`,
      ],
      env,
    );
    const { numPassedTests, numFailedTests, numFailedTestSuites, success } = JSON.parse(
      readFileSync(report, 'utf8'),
    ) as Record<string, number>;
    // A file that cannot be loaded has no tests that could fail.
    const broken = success ? 0 : Math.max(1, numFailedTests ?? 0, numFailedTestSuites ?? 0);
    return { passed: numPassedTests ?? 0, failed: broken };
  } catch (error) {
    console.error(`end to end: ${String(error)}`);
    return { passed: 0, failed: 1 };
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

async function suites(
  kubeconfig: string,
  kubectl: string,
  { throwaway, more = {} }: { throwaway: boolean; more?: NodeJS.ProcessEnv },
): Promise<Count[]> {
  const env = {
    ...more,
    KUBIST_TEST_KUBECONFIG: kubeconfig,
    KUBIST_TEST_KUBECTL: kubectl,
    PATH: `${join(ROOT, 'node_modules', '.bin')}:${process.env.PATH ?? ''}`,
  };
  for (const script of ['build', 'build:exe']) {
    const { code } = await pass('npm', ['run', '--silent', script], env);
    if (code !== 0) throw new ClusterError(`the build of kubist failed: npm run ${script}`);
  }
  return [await parity(env, throwaway), await endToEnd(env)];
}

async function main(): Promise<Count[]> {
  checkPrerequisites({ node: false, build: false, shells: true, install: values.install });
  const own = process.env.KUBIST_TEST_KUBECONFIG;
  if (own) {
    let kubectl = process.env.KUBIST_TEST_KUBECTL;
    if (!kubectl) {
      checkPrerequisites({ node: false, build: !isBuilt(), install: values.install });
      kubectl = build().kubectl;
    }
    return await suites(resolve(own), resolve(kubectl), { throwaway: false });
  }
  try {
    const cluster = await up({ name: NAME, node: true, install: values.install });
    const { install } = values;
    checkPrerequisites({ node: false, build: !existsSync(metricsServer()), install });
    return await suites(cluster.kubeconfig, process.env.KUBIST_TEST_KUBECTL ?? cluster.kubectl, {
      throwaway: true,
      more: { KUBIST_TEST_METRICS_SERVER: buildMetricsServer() },
    });
  } finally {
    if (!values.keep) await down(NAME);
  }
}

// Ctrl-C ends the suite that runs, which has the signal too; then the cluster is cleared.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => undefined);
const counts = await main().catch((error: unknown): Count[] => {
  console.error(error instanceof ClusterError ? `cluster: ${error.message}` : error);
  return [{ passed: 0, failed: 1 }];
});
const sum = (key: keyof Count): number => counts.reduce((total, count) => total + count[key], 0);
console.log(`\n${sum('passed')} passed, ${sum('failed')} failed`);
process.exitCode = sum('failed') === 0 ? 0 : 1;
