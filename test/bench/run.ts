/** `npm run bench`: kubist, on Node and as an executable, timed against the reference kubectl on one cluster. */
import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

import { down, up } from '../cluster/lifecycle.ts';
import { readTarget, type Target } from '../parity/target.ts';
import { BENCHMARKS, FEW, MANY, OBJECTS, type Benchmark, type Load } from './benchmarks.ts';
import { floors } from './floors.ts';
import {
  calibrate,
  measure,
  measureForward,
  median,
  type Program,
  type Sample,
} from './measure.ts';
import { createNamespace, removeNamespace, writeManifest } from './objects.ts';
import { createCrds, createPods, removeAll } from './populate.ts';
import { createShop } from './shop.ts';
import { createStreams, fetchThrough, StreamFiles } from './streams.ts';
import { floorTable, resultTable, verdicts, type Row } from './table.ts';
import { timeVerdict, VERDICT, type Verdict, verdictGoals, verdictTable } from './verdict.ts';

const HELP = `Times kubist against the reference kubectl, in alternating runs; prints medians and their ratios.

  --only REGEX        only benchmarks and floors whose name matches
  --quick             3 runs of each, 500 pods, 50 CRDs, a tenth of other objects and of what is streamed: to see that
                      it works, not how fast
  --runs N, --pods N, --crds N
  --kubeconfig FILE   a cluster that is up; default: a control plane of its own, cleared afterwards, and a node where
                      benchmarks that stream are selected (needs root)
  --kubectl FILE      the reference for that cluster; default $KUBIST_TEST_KUBECTL, then kubectl of PATH
`;

const { values } = parseArgs({
  options: {
    only: { type: 'string', default: '' },
    quick: { type: 'boolean', default: false },
    runs: { type: 'string' },
    pods: { type: 'string' },
    crds: { type: 'string' },
    kubeconfig: { type: 'string' },
    kubectl: { type: 'string', default: process.env.KUBIST_TEST_KUBECTL ?? 'kubectl' },
    help: { type: 'boolean', short: 'h' },
  },
});
const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const INSTANCE = 'bench';
const only = new RegExp(values.only);
const pods = Number(values.pods ?? (values.quick ? 500 : 10_000));
const crds = Number(values.crds ?? (values.quick ? 50 : 500));
const runs = (wanted: number): number => Number(values.runs ?? (values.quick ? 3 : wanted));

type Name = 'reference' | 'node' | 'exe';

/** The three programs; each has a home of its own, so that no discovery cache is shared. */
function programs(target: Target, work: string): Record<Name, Program> {
  const make = (name: Name, ...command: [string, ...string[]]): Program => {
    const home = join(work, name);
    mkdirSync(home);
    return {
      command,
      env: { PATH: process.env.PATH ?? '', HOME: home, KUBECONFIG: target.kubeconfigPath },
    };
  };
  return {
    reference: make('reference', target.kubectl),
    node: make('node', process.execPath, join(ROOT, 'bin/kubist.js')),
    exe: make('exe', join(ROOT, 'dist-exe/kubist')),
  };
}

const selected = BENCHMARKS.filter(({ name }) => only.test(name));

/** Megabytes that a benchmark streams. */
function sizeOf({ stream }: Benchmark): number {
  return (stream?.megabytes ?? 0) / (values.quick ? 10 : 1);
}

/** Runs the three in turn, so that a change of the machine's speed meets all of them. */
async function compare(
  benchmark: Benchmark,
  sides: Record<Name, Program>,
  target: Target,
  work: string,
): Promise<Row> {
  const samples: Record<Name, Sample[]> = { reference: [], node: [], exe: [] };
  const { args, objects, stream } = benchmark;
  const files = new StreamFiles(work, sizeOf(benchmark));
  const once = (program: Program): Promise<Sample> =>
    stream?.forwards === true
      ? measureForward(program, work, (port) => fetchThrough(port, sizeOf(benchmark)))
      : measure(program, work, stream?.stdin === true ? files.large : undefined);
  const count = Math.ceil((objects?.count ?? 0) / (values.quick ? 10 : 1));
  const file = writeManifest(work, count);
  const fill = (namespace: string): string[] =>
    args.map((arg) => files.fill(arg.replace('{file}', file).replace('{namespace}', namespace)));
  const applied = objects?.state === 'applied';
  if (applied) {
    await createNamespace(target, OBJECTS);
    await measure({ command: [...sides.exe.command, ...fill(OBJECTS)], env: sides.exe.env }, work);
  }
  const counted = runs(benchmark.runs);
  // The first run fills caches and is not counted.
  for (let round = counted > 1 && stream === undefined ? 0 : 1; round <= counted; round++) {
    for (const name of ['reference', 'node', 'exe'] as const) {
      const { command, env } = sides[name];
      if (benchmark.cold)
        rmSync(join(env['HOME'] ?? work, '.kube'), { recursive: true, force: true });
      const own = objects?.state === 'new';
      if (own) await createNamespace(target, OBJECTS);
      const sample = await once({ command: [...command, ...fill(OBJECTS)], env });
      if (own) await removeNamespace(target, OBJECTS);
      if (round > 0) samples[name].push(sample);
    }
  }
  if (applied) await removeNamespace(target, OBJECTS);
  return {
    benchmark,
    reference: median(samples.reference),
    node: median(samples.node),
    exe: median(samples.exe),
  };
}

async function bench(target: Target, work: string): Promise<boolean> {
  await calibrate(work);
  const sides = programs(target, work);
  const loaded = new Set<Load>();
  const load = async (wanted: Load | undefined): Promise<void> => {
    if (wanted === undefined || loaded.has(wanted)) return;
    loaded.add(wanted);
    console.error(
      `bench: creating ${{ few: '20 pods', many: `${pods} pods`, crds: `${crds} CRDs`, streams: 'pods to stream with' }[wanted]}`,
    );
    if (wanted === 'few') await createPods(target, FEW, 20);
    if (wanted === 'many') await createPods(target, MANY, pods);
    if (wanted === 'crds') await createCrds(target, crds);
    if (wanted === 'streams') {
      const streaming = selected.filter(({ stream }) => stream !== undefined);
      const logs = streaming.find(({ stream }) => stream?.logs);
      await createStreams(target, sides.reference, {
        files: [...new Set(streaming.map(sizeOf))],
        logs: logs && sizeOf(logs),
      });
    }
  };
  await removeAll(target);
  const measured = new Map<string, Sample>();
  const rows: Row[] = [];
  let diagnosed: readonly Verdict[] = [];
  try {
    for (const floor of floors(target, sides.reference.env, work).filter(({ name }) =>
      only.test(name),
    )) {
      // The small floors are measured on an empty cluster.
      await load(floor.load);
      const samples: Sample[] = [];
      for (let round = 0; round < runs(floor.runs); round++)
        samples.push(await measure(floor.program, work));
      measured.set(floor.name, median(samples));
    }
    for (const benchmark of selected) {
      await load(benchmark.load);
      console.error(`bench: ${benchmark.name}`);
      rows.push(await compare(benchmark, sides, target, work));
    }
    if (only.test(VERDICT)) {
      console.error('bench: creating a shop of 200 pods');
      await createShop(target);
      console.error(`bench: ${VERDICT}`);
      const { node, exe } = sides;
      diagnosed = await timeVerdict({ node, exe }, runs(11), work);
    }
  } finally {
    await removeAll(target);
  }
  if (rows.length + measured.size > 0) {
    console.log(`${pods} pods, ${crds} CRDs; medians; in brackets the part of the reference\n`);
    console.log(`${resultTable(rows, measured)}\n\n${floorTable(measured)}`);
  }
  if (diagnosed.length > 0) console.log(`\n${verdictTable(diagnosed)}`);
  const goals = [
    ...rows.flatMap((row) => verdicts(row, measured)).map(({ met }) => met),
    ...diagnosed.flatMap(verdictGoals),
  ];
  const met = goals.filter(Boolean).length;
  const note = values.quick ? ' (a quick run says nothing about them)' : '';
  console.log(`\n${met} of ${goals.length} goals met${note}`);
  return met === goals.length;
}

async function main(): Promise<void> {
  if (values.help) {
    process.stdout.write(HELP);
    return;
  }
  for (const [path, script] of [
    ['dist', 'build'],
    ['dist-exe', 'build:exe'],
  ] as const) {
    if (!existsSync(join(ROOT, path)))
      throw new Error(`${path} is missing: run \`npm run ${script}\``);
  }
  const work = mkdtempSync(join(tmpdir(), 'kubist-bench-'));
  const own = values.kubeconfig === undefined;
  try {
    const cluster = own
      ? await up({
          name: INSTANCE,
          node: selected.some(({ stream }) => stream !== undefined),
          install: false,
        })
      : { kubeconfig: resolve(values.kubeconfig ?? ''), kubectl: values.kubectl };
    const target = await readTarget(cluster.kubeconfig, cluster.kubectl, work);
    // Figures of a quick run say nothing about goals.
    if (!(await bench(target, work)) && !values.quick) process.exitCode = 1;
  } finally {
    if (own) await down(INSTANCE);
    rmSync(work, { recursive: true, force: true });
  }
}

main().then(
  () => process.exit(),
  (error: unknown) => {
    console.error(`bench: ${error instanceof Error ? error.message : String(error)}`);
    process.exit(1);
  },
);
