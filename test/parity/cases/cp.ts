import type { ParityCase } from '../case.ts';

/** A pod with things to copy, and pods that nothing can be copied to. */
const pod: Pick<ParityCase, 'setup' | 'settle'> = {
  setup: ['streams/cp.yaml'],
  settle: [
    'wait -n parity-cp pod/box pod/two --for=condition=Ready --timeout=60s',
    'wait -n parity-cp pod/done --for=jsonpath={.status.phase}=Succeeded --timeout=60s',
  ],
};

/** What comes over stderr beside the copy, at any moment of it. */
const aside = /^tar: removing leading/;

/** What is in the pod afterwards: modes, owners, names, link targets and sums. */
const look =
  'exec -n {ns} box -- sh -c \'cd /data && find . -exec stat -c "%A %u:%g %s %N" {} + | sort && find . -type f -exec sha256sum {} + | sort\'';

/** A pod with an empty folder /data. */
const box = `apiVersion: v1
kind: Pod
metadata: { name: box }
spec:
  terminationGracePeriodSeconds: 0
  volumes: [{ name: work, emptyDir: {} }]
  containers:
    - name: main
      image: localhost/busybox:1
      imagePullPolicy: IfNotPresent
      command: [sleep, "1000000"]
      volumeMounts: [{ name: work, mountPath: /data }]
`;

/** Files of this machine that cases copy. */
const files: ParityCase['files'] = {
  f: 'hello\n',
  empty: '',
  'with space': 'space\n',
  ünïcode: 'ü\n',
  '-dash': 'dash\n',
  'tree/a': 'a\n',
  'tree/sub/b c': 'b c\n',
  'tree/sub/deeper/c': 'c\n',
  [`${'long-name-of-a-folder/'.repeat(8)}file`]: 'far down\n',
  binary: Uint8Array.from({ length: 100_000 }, (_, index) => (index * 7) % 256),
};

const mistakes: readonly string[] = [
  'cp',
  'cp f',
  'cp a b c',
  'cp a b',
  'cp f box:',
  'cp box: x',
  'cp :x y',
  'cp f :',
  'cp box:x two:y',
  "cp '' box:/x",
  'cp a/b/c:x y',
  'cp nope box:/tmp/nope',
  'cp nope/nope box:/tmp/nope',
  'cp f nope:/tmp/f',
  'cp nope:/tmp/f g',
  'cp f pod/box:/tmp/f',
  'cp f parity-cp/nope:/tmp/f',
  'cp f box:/tmp/f -c nope',
  'cp box:/src/one g -c nope',
  'cp f done:/tmp/f',
  'cp done:/tmp/f g',
  'cp f box:/no-such-folder/f',
  'cp box:/src/one tree',
  'cp box:/src/one tree/',
  'cp box:/src f',
  'cp box:/src/one f/g',
  'cp box:/src/../src/one x',
  'cp f two:/tmp/f',
  'cp two:/etc/hostname x -c second',
  'cp -r f box:/x',
  'cp --retries=x box:/src/one y',
].map((line) => line.replace(/^cp/, 'cp -n parity-cp'));

/** Command lines that copy out of the pod, and what must be there afterwards. */
const out: readonly (readonly [line: string, ...after: string[]])[] = [
  ['box:/src/one one', 'one'],
  ['parity-cp/box:/src/one one', 'one'],
  ['box:src/one one', 'one'],
  ['box:../src/one one', 'one'],
  ['box:/src/one ./new/folder/one', 'new/folder/one'],
  ['box:/src/one f', 'f'],
  ['box:/src/one new/', 'new'],
  ['box:/src tree', 'tree/one', 'tree/in/two', 'tree/a', 'tree/link'],
  ['box:/src/ new', 'new/one', 'new/in/two'],
  ['box:/src/. new', 'new/one', 'new/in/two'],
  ['box:/src .', 'one', 'in/two'],
  ['box:/src/in {dir}/abs', 'abs/two'],
  ['box:/src/link x', 'x'],
  ["'box:/awkward/with space' x", 'x'],
  ['box:/awkward/ünï x', 'x'],
  ['box:/awkward/-dash x', 'x'],
  ['box:/awkward x', 'x/with space', 'x/ünï', 'x/-dash', 'x/empty'],
  ['box:/src/one x --retries=3', 'x'],
  ['box:/src/one x --retries=-1', 'x'],
  ['box:/src/one x --no-preserve', 'x'],
  ['box:/src/one x -c main', 'x'],
  ['box:/src/large x', 'x'],
];

/** Command lines that copy into a pod. Each has a pod of its own, so they are few. */
const into: readonly string[] = [
  'f box:/data/f',
  'f box:/data',
  'f {ns}/box:work/f -c main --retries=2',
  "'with space' 'box:/data/other space'",
  'ünïcode box:/data/',
  '-- -dash box:/data/',
  'tree box:/data/new/',
  'tree box:/data',
  'tree/. box:/data/new --no-preserve',
  'long-name-of-a-folder box:/data',
  'binary box:/data/binary --no-preserve',
  'empty box:/data/empty',
];

const here = [
  ...mistakes.map((line) => ({ name: line, line })),
  ...out.map(([line, ...filesAfter]) => ({
    name: `cp ${line}`,
    line: `cp -n parity-cp ${line}`,
    filesAfter,
  })),
].map((test): ParityCase => ({ ...test, covers: 'cp', files, ignoreLines: aside, ...pod }));

const there = into.map((line): ParityCase => ({
  name: `cp ${line}`,
  covers: 'cp',
  line: `cp -n {ns} ${line}`,
  files,
  mutates: true,
  setup: [box],
  settle: ['wait -n {ns} pod/box --for=condition=Ready --timeout=60s'],
  followUp: [look],
}));

export const copies: readonly ParityCase[] = [...here, ...there];
