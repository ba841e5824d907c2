import { setTimeout as delay } from 'node:timers/promises';
import type { ParityCase } from './case.ts';
import { compare, type Difference } from './compare.ts';
import { reference, MANIFESTS } from './fixtures.ts';
import { makeSide, type Result, runSide, type Side } from './side.ts';
import { call, type Target } from './target.ts';
import { words } from './words.ts';

/** A case and what differed with one program; nothing when the two were equal. */
export interface Verdict {
  test: ParityCase;
  program: string;
  differences: Difference[];
}

/** How to run a suite. */
export interface SuiteOptions {
  target: Target;
  /** What stands against the reference, side by side: bin/kubist.js, an executable. */
  programs: readonly string[];
  /** A scratch folder. */
  work: string;
  /** Cases at once. Those that change the cluster wait for it most of the time, so there may be one more of them. */
  jobs: number;
  /** The cluster ends with the run: namespaces of cases are left in it, without what runs in them. */
  throwaway: boolean;
  onVerdict: (verdict: Verdict) => void;
}

/** Runs that a difference must survive: a live cluster changes between the two sides of one run. */
const ATTEMPTS = 3;

/** Runs all cases: first those that read, then those that change the cluster. */
export async function runSuite(
  cases: readonly ParityCase[],
  options: SuiteOptions,
): Promise<Verdict[]> {
  const { target } = options;
  const reading = cases.filter((test) => !test.mutates);
  const once = new Map(
    reading.map((test) => [JSON.stringify([test.setup, test.settle, test.settleEnv]), test]),
  );
  for (const test of once.values()) await setUp(target, test, 'default');
  const changing = cases.filter((test) => test.mutates);
  const verdicts = [
    ...(await pool(reading, options.jobs, options, readCase)),
    ...(await pool(changing, options.jobs + 1, options, mutateCase(options))),
  ];
  return lookAgain(verdicts, options);
}

/** So many differences may be the machine's fault; more are not. */
const MANY = 40;

/** What differed is run once more, alone: beside others a case may have been too late for what it waits for. */
async function lookAgain(verdicts: Verdict[], options: SuiteOptions): Promise<Verdict[]> {
  const differed = verdicts.filter(({ differences }) => differences.length > 0);
  const cases = [...new Set(differed.map(({ test }) => test))];
  if (cases.length === 0 || cases.length > MANY) return verdicts;
  const again = [
    ...(await pool(
      cases.filter((test) => !test.mutates),
      1,
      options,
      readCase,
    )),
    ...(await pool(
      cases.filter((test) => test.mutates),
      1,
      options,
      mutateCase(options),
    )),
  ];
  return verdicts.map(
    (verdict) =>
      again.find(({ test, program }) => test === verdict.test && program === verdict.program) ??
      verdict,
  );
}

/** Runs a case on some sides, and gives the results in that order. */
type RunCase = (test: ParityCase, sides: readonly Side[]) => Promise<Result[]>;

async function pool(
  cases: readonly ParityCase[],
  jobs: number,
  options: SuiteOptions,
  run: RunCase,
): Promise<Verdict[]> {
  const verdicts: Verdict[] = [];
  const queue = cases.values();
  const worker = async (): Promise<void> => {
    const { target, work, programs } = options;
    const make = (program: string, index: number): Promise<Side> =>
      makeSide(LETTERS[index] ?? 'z', program, target, work);
    const sides = await Promise.all([target.kubectl, ...programs].map(make));
    for (const test of queue) {
      for (const verdict of await judge(test, sides, run)) {
        verdicts.push(verdict);
        options.onVerdict(verdict);
      }
    }
    await Promise.all(sides.flatMap(({ proxy }) => (proxy === undefined ? [] : [proxy.close()])));
  };
  await Promise.all(Array.from({ length: Math.min(jobs, cases.length) }, worker));
  return verdicts;
}

const LETTERS = 'abcdefgh';

/** A verdict for each program. The reference runs once for all, and again only with those that differ. */
async function judge(
  test: ParityCase,
  [reference, ...programs]: readonly Side[],
  run: RunCase,
): Promise<Verdict[]> {
  const differences = new Map<Side, Difference[]>();
  let left = programs;
  try {
    for (let attempt = 0; attempt < ATTEMPTS && left.length > 0; attempt++) {
      const [wanted, ...got] = await run(test, [reference as Side, ...left]);
      left.forEach((side, index) =>
        differences.set(side, compare(test, wanted as Result, got[index] as Result)),
      );
      left = left.filter((side) => differences.get(side)?.length !== 0);
    }
  } catch (error) {
    const diff = error instanceof Error ? (error.stack ?? error.message) : String(error);
    for (const side of left) differences.set(side, [{ what: 'the case could not be run', diff }]);
  }
  return programs.map((side) => ({
    test,
    program: side.program,
    differences: differences.get(side) ?? [],
  }));
}

const readCase: RunCase = (test, sides) =>
  Promise.all(sides.map((side) => runSide(side, test, 'default')));

let namespaces = 0;
const session = Math.random().toString(36).slice(2, 7);

const mutateCase =
  ({ throwaway }: SuiteOptions): RunCase =>
  (test, sides) => {
    const number = String(++namespaces).padStart(4, '0');
    return Promise.all(
      sides.map(async (side) => {
        const namespace = `parity-${side.letter}-${session}-${number}`;
        await createNamespace(side.target, namespace);
        try {
          await setUp(side.target, test, namespace);
          return await runSide(side, test, namespace);
        } finally {
          await (throwaway ? stopAll : remove)(side.target, namespace);
        }
      }),
    );
  };

/** What keeps a node or a controller at work, or has an address. */
const RUNNING = [
  ...['cronjobs', 'jobs'].map((resource) => ['apis/batch/v1', resource]),
  ...['daemonsets', 'deployments', 'replicasets', 'statefulsets'].map((resource) => [
    'apis/apps/v1',
    resource,
  ]),
  ['apis/autoscaling/v2', 'horizontalpodautoscalers'],
  ...['replicationcontrollers', 'persistentvolumeclaims', 'services', 'pods'].map((resource) => [
    'api/v1',
    resource,
  ]),
];

/** Ends what runs in a namespace. To delete the namespace itself takes the cluster 20 times as long. */
async function stopAll(target: Target, namespace: string): Promise<void> {
  for (const [api, resource] of RUNNING) {
    const query = 'propagationPolicy=Background&gracePeriodSeconds=0';
    await call(target, 'DELETE', `/${api}/namespaces/${namespace}/${resource}?${query}`);
  }
}

async function remove(target: Target, namespace: string): Promise<void> {
  await call(target, 'DELETE', `/api/v1/namespaces/${namespace}`);
}

/** Creates a namespace and waits for what the server adds to it: the default account and the root certificate. */
async function createNamespace(target: Target, name: string): Promise<void> {
  await call(target, 'POST', '/api/v1/namespaces', { metadata: { name } });
  // Not by the reference's own `wait --for=create`, which sometimes looks once too often.
  const end = Date.now() + 60_000;
  for (const path of ['serviceaccounts/default', 'configmaps/kube-root-ca.crt']) {
    while ((await call(target, 'GET', `/api/v1/namespaces/${name}/${path}`)).status !== 200) {
      if (Date.now() > end) throw new Error(`the namespace ${name} did not get its ${path}`);
      await delay(50);
    }
  }
}

async function setUp(target: Target, test: ParityCase, namespace: string): Promise<void> {
  const fill = (text: string): string => text.replaceAll('{ns}', namespace);
  for (const manifest of together(test.setup ?? [])) {
    const from = manifest.includes('\n') ? '-' : MANIFESTS + manifest;
    // Without -n, manifests of reading cases may name a namespace of their own.
    const place = test.mutates ? ['-n', namespace] : [];
    await reference(
      target,
      ['apply', '--server-side', '--force-conflicts', ...place, '-f', from],
      fill(manifest),
    );
  }
  for (const line of test.settle ?? [])
    await reference(target, patient(words(fill(line))), undefined, test.settleEnv);
}

/** A busy cluster needs longer than the half minute that `wait` takes by itself. */
function patient(args: readonly string[]): readonly string[] {
  const asks = args[0] === 'wait' && !args.some((arg) => arg.startsWith('--timeout'));
  return asks ? [...args, '--timeout=170s'] : args;
}

/** Manifests that are written out after each other as one stream: each start of the reference takes its time. */
function together(manifests: readonly string[]): string[] {
  const joined: string[] = [];
  for (const manifest of manifests) {
    const last = joined.at(-1);
    if (last?.includes('\n') && manifest.includes('\n')) {
      joined[joined.length - 1] = `${last}\n---\n${manifest}`;
    } else joined.push(manifest);
  }
  return joined;
}
