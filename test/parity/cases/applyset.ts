import type { Fault, ParityCase } from '../case.ts';

const L = 'applyset.kubernetes.io';

const map = (name: string, metadata = ''): string =>
  `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: ${name}${metadata}}\ndata: {a: b}\n`;
const secret = (name: string): string =>
  `apiVersion: v1\nkind: Secret\nmetadata: {name: ${name}}\n`;

const files: Readonly<Record<string, string>> = {
  'a.yaml': map('a'),
  'changed.yaml': map('a').replace('b}', 'c}'),
  'b.yaml': secret('b'),
  'new.yaml': 'apiVersion: v1\nkind: Service\nmetadata: {name: s}\nspec: {clusterIP: None}\n',
  'parent.yaml': secret('web'),
  'member.yaml': map('m', `, labels: {${L}/part-of: other}`),
  'labelled.yaml': map('m', `, labels: {x: z}, annotations: {${L}/tooling: me}`),
  'role.yaml':
    'apiVersion: rbac.authorization.k8s.io/v1\nkind: ClusterRole\nmetadata: {name: "{ns}"}\nrules: []\n',
  'no-such.yaml': 'apiVersion: no.such/v1\nkind: Thing\nmetadata: {name: t}\n',
  'generate.yaml': 'apiVersion: v1\nkind: ConfigMap\nmetadata: {generateName: x}\n',
  'empty.yaml': '',
  'everywhere.yaml': `${map('x', ', namespace: parity-set')}---\n${map('x', ', namespace: parity-set-2')}`,
  'namespaced/a.yaml': map('a'),
  'kustomization.yaml': 'resources: [a.yaml]\nnamePrefix: k-\n',
};

const on = { KUBECTL_APPLYSET: 'true' };
/** IDs depend on the namespace; that they are right shows where a parent is there already. */
const mask = [
  'klog',
  'uid',
  'time',
  'resourceVersion',
  /applyset-[\w-]{43}-v1/,
  /(?<="value": )"\d+"/,
] as const;
/** The reference asks whether an unknown kind is a custom one, and for the namespace of each new object again. */
const ASKED =
  /^\/apis\/apiextensions\.k8s\.io\/v1\/customresourcedefinitions$|^\/api\/v1\/namespaces\/\{ns\}$/;

/** The alpha is off, or the command line is wrong: nothing is changed. */
const refusals: readonly string[] = [
  'apply -f a.yaml --applyset=web',
  'apply --prune --applyset=web',
  'apply --applyset=foo/web',
  'apply -f a.yaml --applyset=foo/web',
  'apply -f a.yaml --prune --applyset=',
  'apply -f a.yaml --prune --applyset=foo/web',
  'apply -f a.yaml --prune --applyset=foo.bar.com/web',
  'apply -f a.yaml --prune --applyset=foo/web --prune-allowlist=foo',
  'apply -f a.yaml --prune --applyset=a/b/c',
  'apply -f a.yaml --prune --applyset=/web',
  'apply -f a.yaml --prune --applyset=.apps/web',
  'apply -f a.yaml --prune --applyset=secrets/',
  'apply -f a.yaml --prune --applyset=secrets/b/c',
  'apply -f a.yaml --prune --applyset=secrets.v1./web',
  'apply -f a.yaml --prune --applyset=Deployment.v1.apps/web',
  'apply -f a.yaml --prune --applyset=po.apps/web',
  'apply -f a.yaml --prune --applyset=pods/web',
  'apply -f a.yaml --prune --applyset=deploy/web',
  'apply -f a.yaml --prune --applyset=crd/web',
  'apply -f a.yaml --prune --applyset=pods/web --as=nobody',
  'apply -f a.yaml --prune --applyset=pods/web --all',
  'apply -f a.yaml --prune --applyset=web --all',
  'apply -f a.yaml --prune --applyset=web -l a=b',
  'apply -f a.yaml --prune --applyset=web --all -l a=b',
  'apply -f a.yaml --prune --applyset=web --prune-allowlist=core/v1/ConfigMap',
  'apply -f a.yaml --prune --applyset=web --prune-allowlist=foo',
  'apply -f a.yaml --prune --applyset=web --force',
  'apply -f a.yaml --prune --applyset=web --subresource=status',
  'apply -f a.yaml --prune --applyset=web --server-side --dry-run=client',
  'apply -f a.yaml --prune --applyset=web --force-conflicts',
  'apply -f a.yaml --prune --applyset=web --validate=x',
  'apply -f a.yaml --prune --applyset=web --as=nobody',
  'apply -f empty.yaml --prune --applyset=web',
  'apply -f a.yaml --prune --applyset=web --dry-run=client',
  'apply -f a.yaml --prune --applyset=web --dry-run=server',
  'apply -f a.yaml --prune --applyset=cm/web --dry-run=server -o yaml',
  'apply -f a.yaml --prune --applyset=SECRET/web --dry-run=client',
  'apply -f a.yaml --prune --applyset=X_ --dry-run=server',
  'apply -f a.yaml --prune --dry-run=server',
];

export const refused: readonly ParityCase[] = [
  ...refusals.map((line): ParityCase => ({
    name: line,
    covers: 'apply',
    line: `${line} -n parity-read`,
    files,
    env: on,
    mask,
    requests: true,
  })),
  ...['apply -f a.yaml --prune --applyset=web', 'apply -f a.yaml --prune --applyset=pods/web'].map(
    (line): ParityCase => ({
      name: `${line} without a namespace`,
      covers: 'apply',
      line,
      files,
      env: on,
      requests: true,
    }),
  ),
  ...['', 'false', '1', 'TRUE'].map((value): ParityCase => ({
    name: `--applyset where KUBECTL_APPLYSET=${value}`,
    covers: 'apply',
    line: 'apply -f a.yaml --applyset=web -n parity-read',
    files,
    env: { KUBECTL_APPLYSET: value },
    requests: true,
  })),
];

const lists = [
  'get configmaps,secrets -n {ns} -o yaml --show-managed-fields',
  `get deployments.apps,services,clusterroles -n {ns} -l ${L}/part-of -o jsonpath={range .items[*]}{.kind}{.metadata.name}{.metadata.labels}{"\\n"}{end}`,
];

/** `state` tells what is there before. */
const set = (line: string, state: string, more: Partial<ParityCase> = {}): ParityCase => ({
  name: `${line}, ${state}`,
  covers: 'apply',
  line: line.includes('-n ') ? line : `${line} -n {ns}`,
  files,
  env: on,
  settleEnv: on,
  mutates: true,
  requests: true,
  ignorePath: ASKED,
  // The reference lists and prunes in any order.
  unordered: true,
  mask,
  followUp: lists,
  ...more,
});

const fresh: readonly string[] = [
  'apply -f a.yaml --prune --applyset=web',
  'apply -f a.yaml -f b.yaml -f new.yaml --prune --applyset=secrets/web',
  'apply -f a.yaml --prune --applyset=configmaps/web',
  'apply -f a.yaml --prune --applyset=cm/web -o yaml',
  'apply -f a.yaml --prune --applyset=Secret/web -o name',
  'apply -f a.yaml -f b.yaml --prune --applyset=web --server-side',
  'apply -f a.yaml -f b.yaml --prune --applyset=web --validate=warn --field-manager=me',
  'apply -f a.yaml -f b.yaml --prune --applyset=web --dry-run=server',
  'apply -f a.yaml -f b.yaml --prune --applyset=web --dry-run=client -o json',
  'apply -f a.yaml --prune --applyset=X_',
  'apply -f labelled.yaml --prune --applyset=web',
  'apply -f member.yaml -f a.yaml --prune --applyset=web',
  'apply -f a.yaml -f member.yaml -f no-such.yaml --prune --applyset=web',
  'apply -f parent.yaml --prune --applyset=web',
  'apply -f no-such.yaml -f a.yaml --prune --applyset=web',
  'apply -f generate.yaml -f a.yaml --prune --applyset=web',
  'apply -k . --prune --applyset=web',
];

export const created: readonly ParityCase[] = [
  ...fresh.map((line) => set(line, 'a new set')),
  set('apply -f a.yaml -f role.yaml --prune --applyset=web', 'a new set', {
    followUp: [...lists, 'delete clusterrole {ns}'],
  }),
];

/** A set `web` of three members is there. */
const MEMBERS = 'apply -f fixtures/manifests/applyset/members.yaml --prune --applyset=web -n {ns}';
const again: readonly string[] = [
  'apply -f a.yaml --prune --applyset=web',
  'apply -f b.yaml --prune --applyset=web',
  'apply -f changed.yaml -f b.yaml --prune --applyset=web',
  'apply -f new.yaml --prune --applyset=web',
  'apply -f a.yaml --prune --applyset=web -o yaml',
  'apply -f b.yaml --prune --applyset=web -o name',
  'apply -f a.yaml --prune --applyset=web --dry-run=client',
  'apply -f new.yaml --prune --applyset=web --dry-run=server',
  'apply -f a.yaml --prune --applyset=web --cascade=orphan --grace-period=1 --timeout=5s',
  'apply -f a.yaml --prune --applyset=web --cascade=foreground',
  'apply -f a.yaml --prune --applyset=web --server-side',
  'apply -f a.yaml --prune --applyset=other',
  'apply -f member.yaml --prune --applyset=web',
  'apply -f no-such.yaml -f a.yaml --prune --applyset=web',
  'apply -f parent.yaml --prune --applyset=web',
  'apply -f a.yaml --prune --applyset=web --as=half',
  'apply -f b.yaml --prune --applyset=web --as=half',
  'apply -f a.yaml --prune --applyset=web --as=half --dry-run=client',
];

export const applied: readonly ParityCase[] = [
  ...again.map((line) =>
    set(line, 'a set of three', {
      settle: [MEMBERS, 'apply -f fixtures/manifests/applyset/half.yaml -n {ns}'],
    }),
  ),
  set('apply -f nope.yaml --prune --applyset=web', 'without its manifest', {
    settle: [MEMBERS],
  }),
  set('apply -f a.yaml -f b.yaml --prune --applyset=web', 'whose parent was a member', {
    settle: ['apply -f fixtures/manifests/applyset/parent.yaml --prune --applyset=web -n {ns}'],
  }),
];

/** What was done to the parent since. */
const spoilt: readonly (readonly [what: string, change: string])[] = [
  ['of another tool', `annotate secret web ${L}/tooling=helm/v3 --overwrite`],
  ['of no tool', `annotate secret web ${L}/tooling-`],
  ['of an empty tool', `annotate secret web ${L}/tooling= --overwrite`],
  ['of an older version', `annotate secret web ${L}/tooling=kubectl/v0.1 --overwrite`],
  ['without an ID', `label secret web ${L}/id-`],
  ['with another ID', `label secret web ${L}/id=x --overwrite`],
  ['without kinds', `annotate secret web ${L}/contains-group-kinds-`],
  ['with no kinds', `annotate secret web ${L}/contains-group-kinds= --overwrite`],
  ['with unknown kinds', `annotate secret web ${L}/contains-group-kinds=Foo.x --overwrite`],
  ['with spaces', `annotate secret web '${L}/contains-group-kinds=Secret, ConfigMap' --overwrite`],
  ['with a comma', `annotate secret web ${L}/contains-group-kinds=Secret, --overwrite`],
  ['with a kind twice', `annotate secret web ${L}/contains-group-kinds=Secret,Secret --overwrite`],
  [
    'with resources instead of kinds',
    `annotate secret web ${L}/contains-group-resources=secrets,deployments.apps ${L}/contains-group-kinds- --overwrite`,
  ],
  [
    'with unknown resources',
    `annotate secret web ${L}/contains-group-resources=foos ${L}/contains-group-kinds- --overwrite`,
  ],
  [
    'with resources and kinds',
    `annotate secret web ${L}/contains-group-resources=foos ${L}/contains-group-kinds=Secret --overwrite`,
  ],
  ['with namespaces', `annotate secret web ${L}/additional-namespaces=b,a,{ns} --overwrite`],
];

export const parents: readonly ParityCase[] = spoilt.map(([what, change]) =>
  set('apply -f a.yaml --prune --applyset=web', `whose parent is ${what}`, {
    settle: [MEMBERS, `${change} -n {ns}`],
  }),
);

const refusal = (code: number, reason: string): Fault['answer'] => ({
  code,
  reason,
  message: `no, ${reason}`,
});

const wrong: readonly (readonly [what: string, fault: Fault])[] = [
  ['nobody may read the parent', { on: /^GET .*\/web$/, answer: refusal(403, 'Forbidden') }],
  ['the parent cannot be read', { on: /^GET .*\/web$/, answer: refusal(500, 'InternalError') }],
  ['nobody may write the parent', { on: /^PATCH .*\/web\?/, answer: refusal(403, 'Forbidden') }],
  [
    'the parent conflicts once',
    { on: /^PATCH .*\/web\?/, times: 1, answer: refusal(409, 'Conflict') },
  ],
  ['the parent conflicts always', { on: /^PATCH .*\/web\?/, answer: refusal(409, 'Conflict') }],
  ['nobody may delete', { on: /^DELETE/, answer: refusal(403, 'Forbidden') }],
  ['what is deleted is gone', { on: /^DELETE/, times: 1, answer: refusal(404, 'NotFound') }],
  ['nobody may list', { on: /^GET .*secrets\?labelSelector/, answer: refusal(403, 'Forbidden') }],
  ['a member is refused', { on: /^GET .*\/configmaps\/a/, answer: refusal(403, 'Forbidden') }],
];

export const faulty: readonly ParityCase[] = wrong.map(([what, fault]) =>
  set('apply -f a.yaml -f new.yaml --prune --applyset=web', what, {
    // One member is left to prune, so that the order is sure.
    settle: [MEMBERS, 'delete deployment d -n {ns}'],
    faults: [fault],
  }),
);

const custom: readonly string[] = [
  'apply -f everywhere.yaml --prune --applyset=bundles.sets.kubist.example/wide',
  'apply -f everywhere.yaml --prune --applyset=bundle.sets.kubist.example/wide --dry-run=client',
  'apply -f namespaced/a.yaml --prune --applyset=bundles.sets.kubist.example/wide -n parity-set',
  'apply -f namespaced/a.yaml --prune --applyset=bundles.sets.kubist/wide -n parity-set-2',
  'apply -f everywhere.yaml --prune --applyset=bundles.sets.kubist.example/bare',
  'apply -f everywhere.yaml --prune --applyset=bundles.sets.kubist.example/none',
  'apply -f everywhere.yaml --prune --applyset=boxes.sets.kubist.example/x',
  'apply -f namespaced/a.yaml --prune --applyset=packs.sets.kubist.example/narrow -n parity-set',
  'apply -f namespaced/a.yaml --prune --applyset=packs.sets.kubist.example/narrow',
  'apply -f namespaced/a.yaml --prune --applyset=packs.sets.kubist.example/narrow -n parity-set --as=nobody',
];

/** Custom resources as parents, in dry runs: both sides see the same ones. */
export const customParents: readonly ParityCase[] = custom.map((line) => ({
  name: line,
  covers: 'apply',
  line: line.includes('--dry-run') ? line : `${line} --dry-run=server`,
  files,
  env: on,
  settle: [
    'apply --server-side -f fixtures/manifests/applyset/crds.yaml',
    'wait --for=condition=Established -f fixtures/manifests/applyset/crds.yaml',
    'apply --server-side --force-conflicts -f fixtures/manifests/applyset/sets.yaml',
  ],
  mask: ['klog', 'uid', 'time', 'resourceVersion'],
  requests: true,
  unordered: true,
}));
