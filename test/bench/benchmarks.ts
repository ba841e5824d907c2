/** The namespaces of the bench: many pods, and few. */
export const MANY = 'kubist-bench';
export const FEW = 'kubist-bench-few';
/** The namespace that benchmarks write to. */
export const OBJECTS = 'kubist-bench-objects';
/** The namespace that is diagnosed. */
export const SHOP = 'kubist-bench-shop';
/** The namespace with the pods that benchmarks stream to and from; these need a node. */
export const STREAMS = 'kubist-bench-streams';

/** What the cluster must hold before a benchmark runs. */
export type Load = 'few' | 'many' | 'crds' | 'streams';

/** At most this part of the reference, in time and in memory. */
export interface Goal {
  node?: number;
  exe?: number;
  memory?: number;
  /** Node may take this many milliseconds more than the floor: bare Node with what the command cannot do without. */
  overFloor?: { floor: string; ms: number };
}

/** A command line that is timed on every side. */
export interface Benchmark {
  name: string;
  args: readonly string[];
  load?: Load;
  /** Runs of each side; fewer where one takes long. */
  runs: number;
  /** Empty the discovery cache before each run. */
  cold?: boolean;
  /**
   * Objects in the file `{file}`, which the command writes into the namespace `{namespace}`: a new one for each
   * run, or where all of them have been applied before.
   */
  objects?: { count: number; state: 'new' | 'applied' };
  /**
   * So many megabytes go through: `{large}` is a file of this machine that is so large, `{remote}` one in the pod `box`,
   * `{back}` a file that does not matter.
   */
  stream?: {
    megabytes: number;
    /** The program gets `{large}` on its standard input. */
    stdin?: true;
    /** The program forwards a port to the pod, and `{remote}` is fetched through it: only that is timed. */
    forwards?: true;
    /** The pod that prints so much: `{talker}`. */
    logs?: true;
  };
  goal: Goal;
}

const START: Goal = { node: 1.5, exe: 0.5 };
const TABLE: Goal = { node: 0.1, exe: 0.1, memory: 0.4 };
const WHOLE: Goal = { node: 0.25, exe: 0.25, memory: 0.4 };
const NEW: Goal = { node: 0.5, exe: 0.5 };
const STREAM: Goal = { node: 1, exe: 1, memory: 1 };
const pods = (...flags: string[]): string[] => ['get', 'pods', '-n', MANY, ...flags];

const write = (command: string): string[] => [command, '-f', '{file}', '-n', '{namespace}'];

/** All benchmarks, in the order they run: the cluster fills up as they go. */
export const BENCHMARKS: readonly Benchmark[] = [
  {
    name: 'version --client',
    args: ['version', '--client'],
    runs: 21,
    goal: { ...START, overFloor: { floor: 'node: nothing', ms: 20 } },
  },
  {
    name: 'get ns',
    args: ['get', 'ns'],
    runs: 21,
    goal: { ...START, overFloor: { floor: 'node: one request', ms: 20 } },
  },
  {
    name: 'get pods (20)',
    args: ['get', 'pods', '-n', FEW],
    load: 'few',
    runs: 21,
    goal: { ...START, overFloor: { floor: 'node: one request', ms: 20 } },
  },
  { name: 'api-resources, warm cache', args: ['api-resources'], runs: 11, goal: {} },
  { name: 'api-resources, cold cache', args: ['api-resources'], runs: 11, cold: true, goal: {} },
  { name: 'many pods: table', args: pods(), load: 'many', runs: 5, goal: TABLE },
  { name: 'many pods: -o wide', args: pods('-o', 'wide'), load: 'many', runs: 5, goal: TABLE },
  {
    name: 'many pods: -A',
    args: ['get', 'pods', '-A'],
    load: 'many',
    runs: 5,
    goal: { node: 0.5, exe: 0.5, memory: 0.4 },
  },
  { name: 'many pods: -o json', args: pods('-o', 'json'), load: 'many', runs: 3, goal: WHOLE },
  { name: 'many pods: -o yaml', args: pods('-o', 'yaml'), load: 'many', runs: 3, goal: WHOLE },
  { name: 'many pods: -o name', args: pods('-o', 'name'), load: 'many', runs: 3, goal: WHOLE },
  {
    name: 'many pods: -o jsonpath',
    args: pods(
      '-o',
      'jsonpath={range .items[*]}{.metadata.name}{"\\t"}{.spec.containers[*].image}{"\\n"}{end}',
    ),
    load: 'many',
    runs: 3,
    goal: WHOLE,
  },
  {
    name: 'many pods: -o custom-columns',
    args: pods(
      '-o',
      'custom-columns=NAME:.metadata.name,IMAGES:.spec.containers[*].image,PHASE:.status.phase',
    ),
    load: 'many',
    runs: 3,
    goal: WHOLE,
  },
  {
    name: 'create 2,000 objects',
    args: write('create'),
    objects: { count: 2000, state: 'new' },
    runs: 3,
    goal: NEW,
  },
  {
    name: 'apply 2,000 new objects',
    args: write('apply'),
    objects: { count: 2000, state: 'new' },
    runs: 3,
    goal: NEW,
  },
  {
    name: 'apply 600 unchanged objects',
    args: write('apply'),
    objects: { count: 600, state: 'applied' },
    // The reference takes most of a minute.
    runs: 1,
    goal: { node: 0.05, exe: 0.05 },
  },
  {
    name: 'stream: logs, 200 MB',
    args: ['logs', '-n', STREAMS, '{talker}'],
    load: 'streams',
    stream: { megabytes: 200, logs: true },
    runs: 3,
    goal: STREAM,
  },
  {
    name: 'stream: exec -i, 1 GB there',
    args: ['exec', '-i', '-n', STREAMS, 'box', '--', 'wc', '-c'],
    load: 'streams',
    stream: { megabytes: 1000, stdin: true },
    runs: 3,
    goal: STREAM,
  },
  {
    name: 'stream: cp, 500 MB there',
    args: ['cp', '{large}', `${STREAMS}/box:/tmp/in`],
    load: 'streams',
    stream: { megabytes: 500 },
    runs: 3,
    goal: STREAM,
  },
  {
    name: 'stream: cp, 500 MB back',
    args: ['cp', `${STREAMS}/box:{remote}`, '{back}'],
    load: 'streams',
    stream: { megabytes: 500 },
    runs: 3,
    goal: STREAM,
  },
  {
    name: 'stream: port-forward, 500 MB',
    args: ['port-forward', '-n', STREAMS, 'pod/box', ':8080'],
    load: 'streams',
    stream: { megabytes: 500, forwards: true },
    runs: 3,
    goal: STREAM,
  },
  {
    name: 'many CRDs: api-resources, warm cache',
    args: ['api-resources'],
    load: 'crds',
    runs: 7,
    goal: {},
  },
  {
    name: 'many CRDs: api-resources, cold cache',
    args: ['api-resources'],
    load: 'crds',
    runs: 7,
    cold: true,
    goal: {},
  },
  {
    name: 'many CRDs: get ns, cold cache',
    args: ['get', 'ns'],
    load: 'crds',
    runs: 7,
    cold: true,
    goal: {},
  },
];
