import type { ParityCase } from '../case.ts';

/** A pod that no node takes: nothing about it changes but what is changed. */
const parked = `apiVersion: v1
kind: Pod
metadata: {name: parked, labels: {app: web, tier: x}, annotations: {note: hi}}
spec:
  nodeSelector: {parity: nowhere}
  initContainers:
    - {name: prepare, image: i, command: ["true"]}
    - {name: sidecar, image: i, restartPolicy: Always, startupProbe: {exec: {command: ["true"]}}}
  containers:
    - name: main
      image: i
      command: [s]
      args: [q, r]
      env: [{name: A, value: b}, {name: D, value: e}]
      livenessProbe: {exec: {command: ["true"]}}
      readinessProbe: {exec: {command: ["true"]}}
      startupProbe: {exec: {command: ["true"]}}
      terminationMessagePolicy: FallbackToLogsOnError
    - {name: side, image: j, imagePullPolicy: IfNotPresent, stdin: true, tty: true}
`;

/** One with users and rights of its own, and an ephemeral container. */
const guarded = `apiVersion: v1
kind: Pod
metadata: {name: guarded, labels: {app: web}}
spec:
  nodeSelector: {parity: nowhere}
  shareProcessNamespace: false
  hostname: h
  securityContext: {runAsUser: 5}
  initContainers:
    - {name: prepare, image: i}
  containers:
    - name: main
      image: i
      securityContext: {capabilities: {add: [X], drop: [Z]}, runAsUser: 7, seccompProfile: {type: Unconfined}}
    - name: privileged
      image: i
      securityContext: {privileged: true, capabilities: {add: [SYS_PTRACE]}}
    - name: plain
      image: i
      securityContext: {allowPrivilegeEscalation: true, runAsNonRoot: false}
`;

/** Pods in the words of their makers; the API server's part is the same for both sides. */
const SHOWN =
  '{range .items[*]}{.metadata.name} {.metadata.labels} {.metadata.annotations} {.metadata.ownerReferences} {.spec}{end}';

const mask: ParityCase['mask'] = ['hash', /kube-api-access-\w+/, 'uid'];

const base: Pick<ParityCase, 'covers' | 'mask' | 'setup' | 'mutates' | 'followUp' | 'requests'> = {
  covers: 'debug',
  mutates: true,
  setup: [parked],
  mask,
  followUp: [`get pods -n {ns} -o jsonpath='${SHOWN}'`],
  // Of pods that are created the reference speaks protobuf.
  requests: 'heads',
};

/** Where nothing is to change: the server's answer to the patch is another one, and the patch is compared. */
const refused: Pick<ParityCase, 'covers' | 'mask' | 'setup' | 'faults' | 'requests'> = {
  covers: 'debug',
  setup: [
    `apiVersion: v1\nkind: Namespace\nmetadata: {name: parity-debug}\n`,
    within(parked),
    within(guarded),
  ],
  mask,
  faults: [
    {
      on: /^PATCH /,
      answer: { code: 403, reason: 'Forbidden', message: 'not in this test' },
    },
  ],
  requests: true,
};

function within(pod: string): string {
  return pod.replace('metadata: {', 'metadata: {namespace: parity-debug, ');
}

/** The command line with a namespace before `--`. */
function inNamespace(line: string, namespace = '{ns}'): string {
  const [before = '', after] = line.split(' -- ');
  return `debug ${before} -n ${namespace}${after === undefined ? '' : ` -- ${after}`}`;
}

const files: Readonly<Record<string, string>> = {
  'env.json':
    '{"env":[{"name":"C","value":"d"}],"securityContext":{"capabilities":{"drop":["ALL"],"add":["X"]},"runAsUser":1000},"workingDir":"/w"}',
  'limits.yaml':
    'resources: {limits: {cpu: 1, memory: 1024Mi}}\nvolumeMounts: [{name: v, mountPath: /v}]\n',
  'root.yaml': 'securityContext: {runAsUser: 0}\n',
  'user.yaml': 'securityContext: {runAsUser: 3}\n',
  'args.yaml': 'args: [x]\nstdin: true\nterminationMessagePath: /t\nnosuch: 3\nworkingDir: 7\n',
  'same.yaml': 'env: [{name: A, value: z}, {name: N, value: 5}]\n',
  'empty.yaml': '',
  'open.json': '{',
  'list.json': '[]',
  'text.json': '"a"',
  'name.yaml': 'name: x\n',
  'image.yaml': 'image: 3\n',
  'command.yaml': 'command: [x]\n',
  'lifecycle.yaml': 'lifecycle: {}\n',
  'devices.yaml': 'volumeDevices: [{name: x, devicePath: /y}]\n',
  'wrong.yaml': 'env: 3\n',
  'nested.yaml': 'env: [{name: {}}]\n',
  'quantity.yaml': 'resources: {limits: {cpu: x}}\n',
  'broken.yaml': 'a: b: c\n',
};

// What is wrong on the command line, and which of two wrongs is told.
const wrong: readonly string[] = [
  '',
  'p',
  '--image=a',
  '--image=a -- sh',
  '-- sh',
  'p -- sh',
  'p --copy-to=x',
  'p --copy-to=x -c main',
  'p --copy-to=x -- sh',
  'p --copy-to=x -t',
  'node/node-1',
  'node/node-1 --copy-to=x -- sh',
  'p --image=A//b',
  "p --image='a b'",
  'p --image=a --profile=foo',
  'p --image=a --profile=auto',
  "p --image=a --profile=''",
  'p --profile=foo --custom=nope -n x --context=nosuch',
  'p --custom=nope --context=nosuch',
  'p --context=nosuch',
  'p --image=a -t',
  'p --image=a -t --target=x',
  'p --image=a -t --target=x -q',
  'p --image=a --env=A',
  'p --image=a --env=',
  'p --image=a --env=A=b,C=d,E',
  `p --image=a --env='A"b=c,D=e'`,
  'p --image=A// --env=A=b,C',
  `p --image=A// --env='"A=b,c",D=e'`,
  'p --image=a --set-image=a',
  'p --image=a --set-image=a=b',
  'p --image=a --image-pull-policy=foo',
  'p --image=a --image-pull-policy=foo --target=x -t',
  'p --image=A// --image-pull-policy=foo',
  '--image=a --image-pull-policy=foo',
  '--image=A//',
  'p --image=a --same-node',
  'p --image=a --replace',
  'p --replace --same-node --set-image=a=b --image=A//',
  'p --same-node --set-image=a=b',
  'p --image=A// --same-node',
  'p --copy-to=x --image=a --target=t',
  'p --copy-to=x --image=a --target=t -t',
  'p --copy-to=x --image=A// --target=t',
  'p --copy-to=x --set-image=a=A//',
  'p --copy-to=x --set-image=a=A// --target=t -t',
  'p --copy-to=x --set-image=a= --image=a',
  'p --copy-to=x --set-image==b --image=a -t',
  'p --profile=legacy',
  'p --profile=legacy --custom=nope --image=a',
  'p --image=a --nosuch',
  'p --image=a --share-processes=x',
];

export const misuse: ParityCase[] = wrong.map((line) => ({
  name: `debug ${line}`.trim(),
  covers: 'debug',
  line: `debug ${line}`.trim(),
}));

export const customMisuse: ParityCase[] = [
  'nope.json',
  '/',
  'open.json',
  'list.json',
  'text.json',
  'name.yaml',
  'image.yaml',
  'command.yaml',
  'lifecycle.yaml',
  'devices.yaml',
  'wrong.yaml',
  'nested.yaml',
  'quantity.yaml',
  'broken.yaml',
].map((file) => ({
  name: `debug --custom=${file}`,
  covers: 'debug',
  line: `debug p --image=a --custom=${file}`,
  files,
}));

// What cannot be debugged, and how it is named.
const targets: readonly string[] = [
  'nope --image=a',
  'pod/nope --image=a',
  'pod nope --image=a',
  'node/nope --image=a',
  'nosuch/x --image=a',
  'x/y/z --image=a',
  'pod/ --image=a',
  "'' --image=a",
  'pods,nodes/x --image=a',
  'deploy.apps/x --image=a',
  'svc/mysvc --image=a',
  'cm/kube-root-ca.crt --image=a',
  'cm/kube-root-ca.crt nope --image=a',
  'nope cm/kube-root-ca.crt --image=a --profile=legacy --target=main',
  'nope -f pod.yaml --image=a',
  '-f nope.yaml --image=a',
  '-f map.yaml --image=a',
  '-f wrong.yaml --image=a',
  '-f other.yaml --image=a -n default',
];

export const unknown: ParityCase[] = targets.map((line) => ({
  name: `debug ${line} (target)`,
  covers: 'debug',
  line: line.includes(' -n ') ? `debug ${line}` : `debug ${line} -n parity-read`,
  files: {
    'pod.yaml':
      'apiVersion: v1\nkind: Pod\nmetadata: {name: p}\nspec: {containers: [{name: a, image: b}]}\n',
    'map.yaml': 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: p}\n',
    'wrong.yaml': 'apiVersion: v1\nkind: Pod\nmetadata: {name: p}\nspec: {containers: 3}\n',
    'other.yaml':
      'apiVersion: v1\nkind: Pod\nmetadata: {name: p, namespace: parity-read}\nspec: {containers: [{name: a, image: b}]}\n',
  },
  requests: true,
}));

const PROFILES = ['legacy', 'general', 'baseline', 'restricted', 'netadmin', 'sysadmin'];

const ephemeral: readonly string[] = [
  ...PROFILES.flatMap((profile) => [
    `parked --image=foo --profile=${profile}`,
    `guarded --image=foo -c tools --profile=${profile}`,
    `guarded --image=foo -c privileged --profile=${profile}`,
  ]),
  'pod/parked --image=foo -c tools',
  'parked --image=foo -q',
  'parked --image=foo -c tools -- sh -c x',
  'parked --image=foo -c tools --arguments-only -- sh -c x',
  'parked --image=foo -c tools --arguments-only',
  "parked --image=foo -c tools -- '' x",
  'parked --image=foo -c tools --env=A=b=c',
  'parked --image=foo -c tools --env=A=b --env=A=c',
  `parked --image=foo -c tools --env='"A=b,c"'`,
  'parked --image=foo -c tools -i -t --attach=false',
  'parked --image=foo -c tools --attach=false --image-pull-policy=Never',
  'parked --image=foo -c tools --target=main',
  'parked --image=foo -c tools --target=main -q',
  'parked --image=foo -c main',
  'parked --image=foo -c prepare',
  'parked --image=foo --keep-labels --keep-annotations --keep-liveness --keep-readiness --keep-startup --keep-init-containers=false --share-processes=false',
  'parked --image=foo -c tools --custom=env.json',
  'parked --image=foo -c tools --custom=env.json --env=A=b',
  'parked --image=foo -c tools --custom=same.yaml --env=A=b',
  'parked --image=foo -c tools --custom=args.yaml',
  'parked --image=foo -c tools --custom=args.yaml -- sh',
  'parked --image=foo -c tools --custom=empty.yaml',
  'parked --image=foo -c tools --custom=limits.yaml',
  'parked --image=foo -c tools --custom=env.json --profile=restricted',
  'parked nope --image=foo',
  'guarded --image=foo -c tools -q',
  'guarded --image=foo -c tools --custom=root.yaml',
  'guarded --image=foo -c tools --custom=user.yaml',
  'guarded --image=foo -c tools --custom=env.json --profile=baseline',
  '-f guarded.yaml --image=foo -c tools',
];

export const ephemerals: ParityCase[] = ephemeral.map((line) => ({
  ...refused,
  name: `debug ${line}`,
  line: inNamespace(line, 'parity-debug'),
  files: { ...files, 'guarded.yaml': guarded },
}));

/** Servers that do not have the subresource, and others that say no. */
export const refusals: ParityCase[] = [
  { code: 404, reason: '', message: '404 page not found' },
  { code: 405, reason: 'MethodNotAllowed', message: 'the server does not allow this method' },
  { code: 409, reason: 'Conflict', message: 'changed meanwhile' },
].map((answer) => ({
  ...refused,
  name: `debug: the patch is answered with ${answer.code} ${answer.reason}`,
  line: 'debug parked --image=foo -n parity-debug',
  faults: [{ on: /^PATCH /, answer }],
}));

const added: readonly string[] = [
  'parked parked --image=foo --env=A=b -i -t --attach=false --target=main --profile=restricted',
  'parked node/nope --image=foo -c tools -- sh -c x',
  'parked --image=foo -c Bad_Name --target=nope',
];

export const additions: ParityCase[] = added.map((line) => ({
  ...base,
  name: `debug ${line}, for real`,
  line: inNamespace(line),
  requests: true,
}));

export const laterContainers: ParityCase[] = ['tools', 'second'].map((name) => ({
  ...base,
  name: `debug: an ephemeral container ${name} after the first`,
  line: inNamespace(`parked --image=bar -c ${name} -- sh`),
  settle: ['debug parked -n {ns} --image=foo -c tools'],
  requests: true,
}));

const copies: readonly string[] = [
  ...PROFILES.flatMap((profile) => [
    `guarded --profile=${profile} --image=foo`,
    `guarded --profile=${profile} --image=foo -c main`,
  ]),
  'guarded --image=foo -c privileged -i -t --attach=false --env=A=b --image-pull-policy=Never --replace',
  'parked --image=foo -q -i -t --attach=false --env=A=b --image-pull-policy=Never -- sh -c x',
  'parked --image=foo -c tools --keep-labels --keep-liveness --share-processes=false --arguments-only -- sh',
  'parked --image=foo -c tools --keep-annotations --keep-readiness --keep-init-containers=false --same-node',
  'parked --image=foo -c tools --keep-startup --custom=limits.yaml --replace',
  'parked --image=foo -c tools --profile=legacy --keep-labels --keep-annotations=false --keep-init-containers=false --share-processes',
  "parked --image=foo -c tools --set-image='*=q,main=z,tools=w,prepare=p' --custom=env.json",
  'parked --image=foo -c side',
  'parked --image=foo -c prepare',
  'parked -c main --env=Q=z -i --attach=false -- sh -c x',
  'parked -c main --arguments-only --custom=same.yaml --set-image=main=z,side=y -- sh -c x',
  'parked -c nope -- sh',
  'parked -c nope --set-image=main=z -i',
  'parked -c main --set-image=side=z',
  "parked --set-image='*=q' --profile=sysadmin --custom=env.json --keep-init-containers=false --env=A=b",
  'parked --set-image=main=z,nope=y --share-processes --same-node --replace',
];

export const copied: ParityCase[] = copies.map((line) => ({
  ...base,
  name: `debug --copy-to ${line}`,
  line: inNamespace(`--copy-to=copy ${line}`),
  setup: [line.startsWith('guarded') ? guarded : parked],
  files,
}));

/** What a server refuses is refused in the namespace of all. */
export const uncopied: ParityCase[] = [
  '--copy-to=parked --image=foo -c tools',
  '--copy-to=Bad_Name --image=foo -c tools',
  '--copy-to=copy --image=foo -c Bad_Name',
  '--copy-to=copy --image=foo --custom=limits.yaml --replace',
  '--copy-to=copy -c nope -- sh',
  '--copy-to=copy --image=foo --as=nobody',
  '--image=foo --as=nobody',
].map((line) => ({
  ...refused,
  name: `debug ${line}`,
  line: inNamespace(`parked ${line}`, 'parity-debug'),
  files: { 'limits.yaml': 'volumeMounts: [{name: v, mountPath: /v}]\n' },
  faults: [],
  requests: 'heads',
}));

const node: readonly string[] = [
  ...PROFILES.map((profile) => `node/node-1 --profile=${profile}`),
  'no/node-1 -q -c tools --env=A=b -i -t --attach=false --custom=env.json -- sh -c x',
  'nodes/node-1 --arguments-only --copy-to=x --same-node --replace --set-image=a=b --keep-labels -- sh',
];

export const nodes: ParityCase[] = node.map((line) => ({
  ...base,
  name: `debug ${line}`,
  line: inNamespace(line.replace(/^\S+/, '$& --image=foo --image-pull-policy=Never')),
  setup: [],
  files,
}));

export const refusedNodes: ParityCase[] = [
  'node/node-1 -c Bad_Name --target=x',
  'node/node-1 --custom=limits.yaml',
  'node/node-1 --custom=user.yaml --profile=sysadmin -c Bad_Name',
  'node/node-1 --as=nobody',
  'node/node-1 -n parity-nowhere',
].map((line) => ({
  name: `debug ${line}`,
  covers: 'debug',
  line: `debug ${line} --image=foo${line.includes(' -n ') ? '' : ' -n parity-read'}`,
  files,
  mask,
  requests: 'heads',
}));

/** A pod that runs. */
const live = `apiVersion: v1
kind: Pod
metadata: {name: live}
spec:
  terminationGracePeriodSeconds: 0
  containers:
    - {name: main, image: "localhost/busybox:1", imagePullPolicy: Never, command: [sleep, "600"]}
`;

const shared: Pick<ParityCase, 'covers' | 'mutates' | 'mask' | 'requests' | 'ignorePath'> = {
  covers: 'debug',
  mutates: true,
  mask,
  requests: 'heads',
  // The reference waits with a watch alone.
  ignorePath: /\/pods\?/,
};
const running = { setup: [live], settle: ['wait pod/live --for=condition=Ready -n {ns}'] };
const image = '--image=localhost/busybox:1 --image-pull-policy=Never -n {ns}';

/** What a container prints is seen until it is told to end: by then the session is there. */
export const watched: ParityCase[] = [
  ['live', 'live -c tools --attach'],
  ['live', 'live -c tools --attach -q --target=main --profile=sysadmin'],
  ['copy', 'live -c tools --attach --copy-to=copy'],
].map(([pod, line]) => ({
  ...shared,
  ...running,
  name: `debug: a session, ${line}`,
  args: [
    ...`debug ${line} ${image} -- sh -c`.split(' '),
    'until test -e /tmp/end; do echo tick; sleep 0.2; done; echo out; echo err >&2; exit 3',
  ],
  meanwhile: { when: /tick/, run: [`exec ${pod} -n {ns} -c tools -- touch /tmp/end`] },
  ignoreLines: /^tick$/,
}));

/** The runtime ends a session with its input: what is printed afterwards may be lost. */
export const fed: ParityCase[] = [
  'live -c tools -i',
  'live -c main -i --copy-to=copy',
  'node/node-1 -i',
  'node/node-1 -i -q',
].map((line) => ({
  ...shared,
  ...(line.startsWith('live') ? running : {}),
  name: `debug: a session with input, ${line}`,
  args: [...`debug ${line} ${image} -- sh -c`.split(' '), 'cat > /dev/null'],
  stdin: 'word\n',
}));
