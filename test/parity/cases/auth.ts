import type { ParityCase } from '../case.ts';

const RBAC = 'apiVersion: rbac.authorization.k8s.io/v1\n';

/** A document of a manifest. */
const object = (kind: string, name: string, rest: string, namespaced = true): string =>
  `${RBAC}kind: ${kind}\nmetadata: {name: "${name}"${namespaced ? ', namespace: {ns}' : ''}}\n${rest}\n`;

const roleRef = (name: string, kind = 'Role'): string =>
  `roleRef: {kind: ${kind}, name: ${name}, apiGroup: rbac.authorization.k8s.io}`;
const jane = 'subjects: [{kind: User, name: jane, apiGroup: rbac.authorization.k8s.io}]';

/** What jane may do, and a binding to a role that is gone for her and the group testers. */
const access = [
  object(
    'Role',
    'reader',
    `rules:
- {apiGroups: [""], resources: [pods, pods/log], verbs: [get, list]}
- {apiGroups: [""], resources: [pods], verbs: [get, watch]}
- {apiGroups: ["", apps], resources: ["*", "*/scale", deployments], verbs: [get]}
- {apiGroups: [""], resources: [secrets], verbs: [delete], resourceNames: [a, b]}
- {apiGroups: [apps], resources: [secrets], verbs: ["*"], resourceNames: [a]}`,
  ),
  object('RoleBinding', 'reader', `${roleRef('reader')}\n${jane}`),
  object(
    'RoleBinding',
    'gone',
    `${roleRef('gone')}
subjects:
- {kind: User, name: jane, apiGroup: rbac.authorization.k8s.io}
- {kind: Group, name: testers, apiGroup: rbac.authorization.k8s.io}`,
  ),
];

const asked: readonly string[] = [
  'create pods',
  'create pods -A',
  'get pods/x',
  'get pods x',
  'get',
  '',
  'get pods a b',
  'get /healthz',
  'get /healthz --subresource=foo',
  'get nosuch',
  'foo pods',
  'foo nosuch.bar',
  'foo nodes',
  'foo /x',
  'foo /x -A',
  'foo pods -A',
  'foo nosuch -A',
  'foo users',
  "foo '*'",
  'foo nodes --no-headers',
  'foo /x --no-headers',
  'list /x',
  'put /x',
  'put pods',
  'approve certificatesigningrequests',
  'approve certificates.k8s.io',
  'get pods --subresource=log',
  'get pods/log',
  'get pods/x/y',
  'get pods/',
  'list nodes',
  'list nodes -A',
  'list nodes -n foo',
  'get deployments.apps/foo',
  'get deploy.v1.apps',
  'get deployments.V1.Apps',
  'get PODS',
  'get Pod',
  'get pods.',
  'get .x',
  "'*' '*'",
  "'*' pods",
  "get '*'",
  "get '*.*'",
  "get '*/log'",
  'get pods -q',
  'get nosuch -q',
  'foo nodes -q',
  'get pods --as=nobody',
  'get pods --as=nobody -q',
  'get nosuch --as=nobody',
  'get /foo --as=nobody',
  'get /version --as=nobody',
  'get /foo --as=nobody -A',
  'get users',
  'get users.foo',
  'impersonate groups',
  'impersonate serviceaccounts',
  'get all',
  "get ''",
  "'' pods",
  'bind clusterroles',
  'create tokenreviews',
  'sign signers.certificates.k8s.io',
  'get pods --list',
  '--list x',
  'get pods --no-headers',
  'get /x --no-headers',
  'get /x --no-headers --subresource=s',
  'foo pods --no-headers -A',
  'get pods --no-headers=true --list=false',
  '--list -q',
  '--list -A',
  '--list --subresource=x',
  '--list',
  '--list --no-headers',
  '--list --as=nobody',
  '--list -n parity-read --as=system:kube-scheduler',
  '--list --as=system:serviceaccount:kube-system:deployment-controller --no-headers',
  '--list -o yaml',
  'get pods --token=bad',
  'get pods -s http://127.0.0.1:1',
  '--list -s http://127.0.0.1:1',
];

export const questions: ParityCase[] = asked.map((line) => ({
  name: `auth can-i ${line}`,
  covers: 'auth can-i',
  line: `auth can-i ${line}`,
  requests: 'heads',
  mask: ['klog'],
}));

const ofJane: readonly string[] = [
  'get pods --as=jane',
  'delete pods --as=jane',
  'delete pods -q --as=jane',
  'delete secrets/a --as=jane',
  'delete secrets/c --as=jane',
  'delete secrets --as=jane',
  'get deployments.apps --as=jane',
  'list deployments.apps --as=jane',
  'get deployments --subresource=scale --as=jane',
  'update deployments --subresource=scale --as=jane',
  'get pods/x --subresource=log --as=jane',
  'get pods/x --subresource=log --as=x --as-group=testers',
  'delete nodes --as=x --as-group=testers',
  'delete nosuch.foo --as=jane',
  'delete /foo --as=jane',
  'get pods -A --as=jane',
  '--list --as=jane',
  '--list --no-headers --as=x --as-group=testers',
  '--list --as=x --as-group=system:masters',
];

export const answers: ParityCase[] = ofJane.map((line) => ({
  name: `auth can-i ${line} with a role`,
  covers: 'auth can-i',
  line: `auth can-i ${line} -n {ns}`,
  setup: access,
  mutates: true,
}));

const selves: readonly string[] = [
  '',
  '-o json',
  '-o yaml',
  '-o kyaml',
  '-o name',
  '-o wide',
  '-o go-template',
  '-o jsonpath={.status.userInfo.username}',
  '-o jsonpath={.nosuch}',
  '-o jsonpath={.nosuch} --allow-missing-template-keys=false',
  "-o go-template='{{.status.userInfo.groups}}{{.kind}}'",
  "--template='{{.kind}}'",
  '--show-managed-fields -o yaml',
  'x',
  '--as=nobody',
  '--as=nobody --as-group=a --as-group=b --as-uid=7 --as-user-extra=scopes=a --as-user-extra=scopes=b --as-user-extra=foo=b',
  '--as=nobody --as-group=a --as-user-extra=scopes=a --as-user-extra=foo=b -o json',
  '--as=system:serviceaccount:default:default',
  '--as=system:anonymous',
  '-s http://127.0.0.1:1',
];

export const identities: ParityCase[] = selves.map((line) => ({
  name: `auth whoami ${line}`,
  covers: 'auth whoami',
  line: `auth whoami ${line}`,
  requests: 'heads',
  mask: ['time'],
}));

export const families: ParityCase[] = [
  { name: 'auth with an unknown command', covers: 'auth', line: 'auth foo' },
];

const pods = 'rules: [{apiGroups: [""], resources: [pods, services], verbs: [get, list]}]';
const role = (rules = pods): string => object('Role', 'r', rules);
const clusterRole = (rest: string): string => object('ClusterRole', '{ns}', rest, false);
const binding = (subjects: string, ref = roleRef('r')): string =>
  object('RoleBinding', 'b', `${ref}\n${subjects}`);
const user = (name: string): string =>
  `{kind: User, name: ${name}, apiGroup: rbac.authorization.k8s.io}`;
const aggregated = (label: string): string =>
  `aggregationRule: {clusterRoleSelectors: [{matchLabels: {x: ${label}}}, {matchExpressions: [{key: k, operator: In, values: [v]}]}]}`;

interface Reconciling {
  readonly title: string;
  /** What is there before, and what is wanted. */
  readonly from?: readonly string[];
  readonly to: string;
  readonly flags?: string;
  readonly clusterScoped?: boolean;
}

const changes: readonly Reconciling[] = [
  { title: 'a new role', to: role() },
  { title: 'a new role as JSON', to: role(), flags: '-o json' },
  { title: 'a role that is as it should be', from: [role()], to: role() },
  {
    title: 'a role as it should be, as YAML',
    from: [role()],
    to: role(),
    flags: '-o yaml',
  },
  {
    title: 'a role that lacks a verb',
    from: [role()],
    to: role(pods.replace('list', 'list, watch')),
  },
  {
    title: 'a role that lacks a verb, as YAML',
    from: [role()],
    to: role(pods.replace('list', 'list, watch')),
    flags: '-o yaml',
  },
  {
    title: 'a role that allows too much',
    from: [role()],
    to: role(pods.replace('list', 'watch')),
  },
  {
    title: 'a role that allows too much, to be cut',
    from: [role()],
    to: role(pods.replace('list', 'watch')),
    flags: '--remove-extra-permissions',
  },
  {
    title: 'a role that only allows too much, to be cut',
    from: [role()],
    to: role(pods.replace('pods, services', 'pods')),
    flags: '--remove-extra-permissions -o json',
  },
  {
    title: 'a role that allows too much, with the flag for subjects',
    from: [role()],
    to: role(pods.replace('pods, services', 'pods')),
    flags: '--remove-extra-subjects',
  },
  {
    title: 'a role that is to allow nothing',
    from: [role()],
    to: role('rules: []'),
    flags: '--remove-extra-permissions -o yaml',
  },
  { title: 'a role without rules', to: role('rules: []'), flags: '-o json' },
  { title: 'a role with no word of rules', to: role(''), flags: '-o yaml' },
  {
    title: 'rules with names, groups and twice the same',
    from: [role('rules: [{apiGroups: [""], resources: [pods], verbs: [get], resourceNames: [a]}]')],
    to: role(
      'rules: [{apiGroups: ["", apps], resources: [pods, "x/y"], verbs: [get, list], resourceNames: [a, b]}, {apiGroups: [""], resources: [pods], verbs: [get]}, {apiGroups: [""], resources: [pods], verbs: [get]}]',
    ),
  },
  {
    title: 'stars cover what they stand for',
    from: [
      role(
        'rules: [{apiGroups: ["*"], resources: ["*/log", x], verbs: ["*"]}, {apiGroups: [""], resources: [deployments/*, pods/status], verbs: [get]}]',
      ),
    ],
    to: role(
      'rules: [{apiGroups: [""], resources: [pods/log, deployments/scale, "*/status", x], verbs: [get]}, {apiGroups: ["*"], resources: [x], verbs: ["*"]}]',
    ),
  },
  {
    title: 'labels and annotations that differ',
    from: [
      role().replace('namespace:', 'labels: {a: b}, annotations: {x: old, gone: "1"}, namespace:'),
    ],
    to: role().replace(
      'namespace:',
      'labels: {a: c, d: e}, annotations: {x: new, q: w}, namespace:',
    ),
    flags: '-o yaml',
  },
  {
    title: 'a role that wants no updates',
    from: [
      role().replace(
        'namespace:',
        'annotations: {rbac.authorization.kubernetes.io/autoupdate: "false"}, namespace:',
      ),
    ],
    to: role(pods.replace('list', 'watch')),
    flags: '--remove-extra-permissions',
  },
  {
    title: 'a role that wants no updates, as JSON',
    from: [
      role().replace(
        'namespace:',
        'annotations: {rbac.authorization.kubernetes.io/autoupdate: "false"}, namespace:',
      ),
    ],
    to: role(pods.replace('list', 'watch')),
    flags: '-o json',
  },
  {
    title: 'a role, dry',
    from: [role()],
    to: role(pods.replace('list', 'watch')),
    flags: '--dry-run=client -o json',
  },
  {
    title: 'a role, dry, the old way',
    from: [role()],
    to: role(pods.replace('list', 'watch')),
    flags: '--dry-run --remove-extra-permissions',
  },
  { title: 'a new role, dry', to: role(), flags: '--dry-run=client -o yaml' },
  {
    title: 'a new role with more than Go knows, dry',
    to: `${role().replace('namespace:', 'finalizers: [a.b/c], foo: bar, generation: 3, uid: u, creationTimestamp: "2020-01-01T02:00:00+02:00", namespace:')}bla: blub\n`,
    flags: '--dry-run=client -o json',
  },
  {
    title: 'a new role with finalizers',
    to: role().replace('namespace:', 'finalizers: [], namespace:'),
  },
  { title: 'a new role, name only', to: role(), flags: '-o name' },
  {
    title: 'a new role, by template',
    to: role(),
    flags: '-o go-template=\'{{.kind}}/{{.rules}}{{"\\n"}}\'',
  },
  { title: 'a new role, by path', to: role(), flags: '-o jsonpath={.rules[0].verbs}' },
  {
    title: 'managed fields',
    from: [role()],
    to: role(),
    flags: '-o jsonpath={.metadata.managedFields[*].operation} --show-managed-fields',
  },
  {
    title: 'a new binding',
    to: binding(`subjects: [${user('a')}, {kind: ServiceAccount, name: s, namespace: {ns}}]`),
  },
  { title: 'a new binding as YAML', to: binding(jane), flags: '-o yaml' },
  { title: 'a new binding without subjects', to: binding(''), flags: '-o json' },
  {
    title: 'a binding that lacks a subject',
    from: [binding(`subjects: [${user('a')}]`)],
    to: binding(`subjects: [${user('b')}, ${user('b')}, ${user('a')}]`),
  },
  {
    title: 'a binding with a subject too many',
    from: [binding(`subjects: [${user('a')}, ${user('b')}]`)],
    to: binding(`subjects: [${user('b')}]`),
  },
  {
    title: 'a binding with a subject too many, to be cut',
    from: [binding(`subjects: [${user('a')}, ${user('b')}]`)],
    to: binding(`subjects: [${user('b')}, ${user('c')}]`),
    flags: '--remove-extra-subjects -o yaml',
  },
  {
    title: 'a binding whose subject has no group',
    from: [binding(`subjects: [${user('a')}]`)],
    to: binding('subjects: [{kind: User, name: a}]'),
  },
  {
    title: 'a binding to another role',
    from: [binding(`subjects: [${user('a')}]`)],
    to: binding(`subjects: [${user('b')}]`, roleRef('view', 'ClusterRole')),
  },
  {
    title: 'a binding to another role, dry',
    from: [binding(`subjects: [${user('a')}]`)],
    to: binding(`subjects: [${user('b')}]`, roleRef('view', 'ClusterRole')),
    flags: '--dry-run=client -o json',
  },
  {
    title: 'a binding that wants no updates, to another role',
    from: [
      binding(`subjects: [${user('a')}]`).replace(
        'namespace:',
        'annotations: {rbac.authorization.kubernetes.io/autoupdate: "false"}, namespace:',
      ),
    ],
    to: binding(`subjects: [${user('b')}]`, roleRef('view', 'ClusterRole')),
    flags: '-o yaml',
  },
  {
    title: 'labels of a binding',
    from: [binding(jane)],
    to: binding(jane).replace('namespace:', 'labels: {b: c, a: b}, namespace:'),
    flags: '-o json',
  },
  {
    title: 'a new cluster role with paths',
    to: clusterRole('rules: [{verbs: [get, post], nonResourceURLs: [/healthz, "/x/*"]}]'),
    clusterScoped: true,
  },
  {
    title: 'a cluster role that lacks paths',
    from: [clusterRole('rules: [{verbs: [get], nonResourceURLs: [/healthz, "/x/*"]}]')],
    to: clusterRole('rules: [{verbs: [get, post], nonResourceURLs: [/healthz, /x/y, "/x/z*", /]}]'),
    clusterScoped: true,
  },
  {
    title: 'a cluster role with paths too many, to be cut',
    from: [clusterRole('rules: [{verbs: [get, post], nonResourceURLs: [/healthz, "/x/*", "*"]}]')],
    to: clusterRole('rules: [{verbs: [get], nonResourceURLs: [/healthz]}]'),
    flags: '--remove-extra-permissions',
    clusterScoped: true,
  },
  {
    title: 'a new cluster role that gathers',
    to: clusterRole(aggregated('a')),
    flags: '-o json',
    clusterScoped: true,
  },
  {
    title: 'a cluster role that gathers more',
    from: [clusterRole(aggregated('a'))],
    to: clusterRole(`${aggregated('b')}\nrules: []`),
    flags: '-o yaml',
    clusterScoped: true,
  },
  {
    title: 'a cluster role that gathers something else',
    from: [clusterRole(aggregated('a'))],
    to: clusterRole(`${aggregated('b')}\nrules: []`),
    flags: '--remove-extra-permissions -o json',
    clusterScoped: true,
  },
  {
    title: 'a cluster role that gathers no more',
    from: [clusterRole(aggregated('a'))],
    to: clusterRole(pods),
    clusterScoped: true,
  },
  {
    title: 'a cluster role that gathers from now on',
    from: [clusterRole(pods)],
    to: clusterRole(`${aggregated('a')}\nrules: []`),
    flags: '--remove-extra-permissions --dry-run=client -o yaml',
    clusterScoped: true,
  },
  {
    title: 'a new cluster role binding',
    to: object('ClusterRoleBinding', '{ns}', `${roleRef('view', 'ClusterRole')}\n${jane}`, false),
    clusterScoped: true,
  },
  {
    title: 'a cluster role binding to another role',
    from: [
      object('ClusterRoleBinding', '{ns}', `${roleRef('view', 'ClusterRole')}\n${jane}`, false),
    ],
    to: object('ClusterRoleBinding', '{ns}', `${roleRef('edit', 'ClusterRole')}\n${jane}`, false),
    flags: '-o yaml',
    clusterScoped: true,
  },
];

const cleanUp = ['delete clusterrole,clusterrolebinding {ns} --ignore-not-found'];

export const reconciled: ParityCase[] = changes.map(
  ({ title, from, to, flags = '', clusterScoped = false }) => ({
    name: `auth reconcile: ${title}`,
    covers: 'auth reconcile',
    line: `auth reconcile -f - ${flags}`,
    stdin: to,
    ...(from === undefined ? {} : { setup: from }),
    mutates: true,
    requests: 'heads',
    mask: ['klog', 'uid', 'time', 'resourceVersion'],
    followUp: clusterScoped
      ? ['get clusterrole,clusterrolebinding {ns} --ignore-not-found -o yaml', ...cleanUp]
      : ['get role,rolebinding -n {ns} -o yaml'],
  }),
);

const D = '---\n';
const unknown = 'apiVersion: e/v1\nkind: Bar\nmetadata: {name: x}\n';
const map = 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: x}\n';

interface Words {
  readonly title: string;
  readonly stdin?: string;
  readonly line?: string;
}

const words: readonly Words[] = [
  { title: 'nothing', line: '' },
  { title: 'an argument', line: '-f - x', stdin: role() },
  { title: 'an argument alone', line: 'x' },
  { title: 'a file that is not there', line: '-f nosuch.yaml' },
  { title: 'a file and a kustomization', line: '-f r.yaml -k .' },
  { title: 'server-side dry run', line: '-f - --dry-run=server', stdin: role() },
  { title: 'a dry run of another kind', line: '-f - --dry-run=foo -o foo', stdin: role() },
  { title: 'a format of another kind', line: '-f - -o foo', stdin: role() },
  { title: 'a format and a file of another kind', line: '-f nosuch.yaml -o foo' },
  { title: 'the namespace of another', line: '-f - -n default', stdin: role() },
  { title: 'its own namespace', line: '-f - -n {ns}', stdin: role() },
  { title: 'a file and a folder', line: '-f r.yaml -f folder' },
  { title: 'folders in a folder', line: '-f folder -R' },
  { title: 'a kustomization', line: '-k kust' },
  { title: 'other kinds', stdin: map + D + role() },
  { title: 'an unknown kind', stdin: unknown + D + role() },
  { title: 'unknown kinds', stdin: unknown + D + role() + D + unknown.replace('Bar', 'Foo') },
  {
    title: 'unknown kinds and a bad name',
    stdin:
      unknown + D + role().replace('"r"', 'b/d') + D + unknown.replace('Bar', 'Foo') + D + role(),
  },
  { title: 'bad names', stdin: role().replace('"r"', 'b/d') + D + role().replace('"r"', 'b%c') },
  { title: 'v1beta1', stdin: role().replace('/v1', '/v1beta1') + D + role() },
  { title: 'v1alpha1', stdin: binding(jane).replace('/v1', '/v1alpha1') },
  { title: 'v1beta2', stdin: role().replace('/v1', '/v1beta2') },
  { title: 'no apiVersion', stdin: 'kind: Role\nmetadata: {name: x}\n' },
  { title: 'no kind', stdin: 'apiVersion: v1\nmetadata: {name: x}\n' },
  { title: 'nothing in it', stdin: '' },
  { title: 'an empty object', stdin: '{}' },
  { title: 'no namespace', stdin: role().replace(', namespace: {ns}', '') },
  { title: 'no name', stdin: role().replace('name: "r", ', '') },
  {
    title: 'an invalid role',
    stdin: role('rules: [{verbs: [], apiGroups: [""], resources: [pods]}]'),
  },
  { title: 'rules of another type', stdin: role('rules: x') },
  { title: 'a rule of another type', stdin: role('rules: [x]') },
  { title: 'verbs of another type', stdin: role('rules: [{verbs: get}]') },
  { title: 'a verb of another type', stdin: role('rules: [{verbs: [1]}]') },
  {
    title: 'no rule in the rules',
    stdin: role('rules: [null]'),
    line: '-f - --dry-run=client -o json',
  },
  { title: 'subjects of another type', stdin: binding('subjects: [{kind: 1}]') },
  { title: 'a role reference of another type', stdin: binding('', 'roleRef: []') },
  {
    title: 'an aggregation rule of another type',
    stdin: clusterRole('aggregationRule: {clusterRoleSelectors: [{matchLabels: {a: 1}}]}'),
  },
  {
    title: 'labels of another type',
    stdin: role().replace('namespace:', 'labels: {a: 1}, namespace:'),
  },
  {
    title: 'a list',
    stdin: `apiVersion: v1\nkind: List\nitems:\n- ${role().trim().replaceAll('\n', '\n  ')}\n- ${map.trim().replaceAll('\n', '\n  ')}\n`,
  },
  {
    title: 'JSON',
    stdin:
      '{"apiVersion":"rbac.authorization.k8s.io/v1","kind":"Role","metadata":{"name":"j","namespace":"{ns}"},"rules":[{"verbs":["get"],"apiGroups":[""],"resources":["pods"]}]}',
  },
  { title: 'who may not look', line: '-f - --as=nobody', stdin: role() + D + clusterRole(pods) },
  { title: 'trace of what is passed over', line: '-f - -v=1', stdin: map },
];

export const refused: ParityCase[] = words.map(({ title, stdin, line = '-f -' }) => ({
  name: `auth reconcile: ${title}`,
  covers: 'auth reconcile',
  line: `auth reconcile ${line}`,
  files: {
    'r.yaml': role(),
    'folder/b.yaml': binding(jane),
    'folder/more/r.yaml': role().replace('"r"', 'more'),
    'kust/kustomization.yaml': 'resources: [r.yaml]\nnamePrefix: k-\n',
    'kust/r.yaml': role(),
  },
  ...(stdin === undefined ? {} : { stdin }),
  mutates: true,
  requests: 'heads',
  mask: ['klog', 'uid', 'time', 'resourceVersion'],
  // Matters of client-go.
  ignoreLines: /Feature gate default state/,
  followUp: ['get role,rolebinding -n {ns} -o name'],
}));

export const namespaces: ParityCase[] = [
  {
    name: 'auth reconcile: the namespace of a role is made',
    covers: 'auth reconcile',
    line: 'auth reconcile -f -',
    stdin: `${object('Role', 'r', pods)}---\n${binding(jane)}`.replaceAll('{ns}', '{ns}-new'),
    mutates: true,
    requests: 'heads',
    mask: ['uid', 'time', 'resourceVersion'],
    followUp: [
      'get role,rolebinding -n {ns}-new -o name',
      'delete namespace {ns}-new --wait=false',
    ],
  },
  {
    name: 'auth reconcile: who may write roles and not see namespaces',
    covers: 'auth reconcile',
    line: 'auth reconcile -f - --as=writer',
    stdin: object('Role', 'new', 'rules: []'),
    setup: [
      object(
        'Role',
        'writer',
        'rules: [{apiGroups: [rbac.authorization.k8s.io], resources: [roles], verbs: ["*"]}]',
      ),
      object('RoleBinding', 'writer', `${roleRef('writer')}\nsubjects: [${user('writer')}]`),
    ],
    mutates: true,
    requests: 'heads',
    followUp: ['get role -n {ns} -o name'],
  },
];
