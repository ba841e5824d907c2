/**
 * `npm run screens`: types command lines in a real terminal and draws what it shows, in colour, to docs/screens/.
 * The first four read the demo's snapshot; the last two need a cluster of `npm run cluster -- up`, whose kubeconfig
 * KUBIST_TEST_KUBECONFIG names.
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { capture, type Step } from './capture.ts';
import { Screen } from './screen.ts';
import { toSVG } from './svg.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const folder = join(root, 'docs/screens');
const manifests = join(root, 'fixtures/manifests/screens');
const snapshot = join(root, 'fixtures/snapshots/demo');
const kubeconfig = process.env.KUBIST_TEST_KUBECONFIG ?? '';
const COLUMNS = 104;
const NAMESPACE = 'screens';

const home = mkdtempSync(join(tmpdir(), 'kubist-screens-'));
const kubist = [process.execPath, join(root, 'src/exe.ts')];
const env = { PATH: process.env.PATH, HOME: home, KUBECONFIG: kubeconfig };

/** Draws what a command line shows; `rows` are those that fit into the picture. */
async function draw(
  name: string,
  args: string,
  { steps, rows, hidden = '' }: { steps?: readonly Step[]; rows?: number; hidden?: string } = {},
): Promise<void> {
  const line = [...kubist.map((word) => `'${word}'`), args, hidden].join(' ');
  const { lines } = await capture(line, COLUMNS, env, steps);
  const prompt = new Screen().write(`\u001b[2m$\u001b[22m \u001b[1mkubist ${args}\u001b[22m`);
  const more = new Screen().write('\u001b[2m…\u001b[22m').lines;
  const shown = [...lines.slice(0, rows), ...(lines.length > (rows ?? Infinity) ? more : [])];
  writeFileSync(
    join(folder, `${name}.svg`),
    toSVG([...prompt.lines, ...shown], COLUMNS, `kubist ${args}`),
  );
  console.log(`docs/screens/${name}.svg`);
}

/** Runs kubist for the set-up. */
function run(...args: readonly string[]): void {
  const { status, stderr } = spawnSync(kubist[0] as string, [kubist[1] as string, ...args], {
    env,
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`${args.join(' ')}: ${stderr}`);
}

/** Lets a pod that was evicted go. */
function release(...pods: readonly string[]): void {
  const patch = '{"metadata":{"finalizers":null}}';
  run('patch', '-n', NAMESPACE, 'pod', ...pods, '--type=merge', '-p', patch);
}

mkdirSync(folder, { recursive: true });
try {
  const demo = `--snapshot '${snapshot}'`;
  await draw('diagnose', 'diagnose deploy/mailer deploy/search', { hidden: demo });
  await draw('get', 'get pods -A', { hidden: demo });
  await draw('describe', 'describe pod payments', { hidden: demo, rows: 60 });
  await draw('yaml', 'get deploy web -o yaml', { hidden: demo, rows: 40 });
  if (kubeconfig === '') {
    throw new Error('KUBIST_TEST_KUBECONFIG is not set: see npm run cluster -- kubeconfig');
  }
  run('create', 'namespace', NAMESPACE);
  run('apply', '-n', NAMESPACE, '-f', join(manifests, 'web.yaml'));
  await draw('rollout', 'rollout status deployment/web', {
    hidden: `-n ${NAMESPACE}`,
    steps: [{ when: /rollout of deployment\/web \(\ds\)/, picture: true }],
  });
  run('apply', '-n', NAMESPACE, '-f', join(manifests, 'shelf.yaml'));
  await draw('drain', 'drain shelf-2 --force', {
    steps: [
      { when: /3 of 3 pods left/, act: () => release('search-1') },
      { when: /2 of 3 pods left \(\ds\)/, picture: true, act: () => release('cart-1', 'cart-2') },
    ],
  });
} finally {
  if (kubeconfig !== '') {
    run('delete', 'node', 'shelf-2', '--ignore-not-found');
    run('delete', 'namespace', NAMESPACE, '--ignore-not-found', '--wait=false');
  }
  rmSync(home, { recursive: true, force: true });
}
