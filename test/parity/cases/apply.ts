import { readFileSync } from 'node:fs';
import type { ParityCase } from '../case.ts';

/** What was applied before, from the client's side: `one`, `web` and `s`. */
const BASE = 'fixtures/manifests/apply/base.yaml';

const map = (name: string, rest = ''): string =>
  `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: ${name}, labels: {set: "1"}}\n${rest}`;

const deployment = (name: string, rest: string, app = 'one'): string => `apiVersion: apps/v1
kind: Deployment
metadata: {name: ${name}, labels: {set: "1"}}
spec:
  replicas: 0
  selector: {matchLabels: {app: ${app}}}
  template:
    metadata: {labels: {app: ${app}}}
    spec:
${rest}`;

const files = {
  'base.yaml': readFileSync(BASE, 'utf8'),
  'one.yaml': map('one', 'data: {a: b}\n'),
  'changed.yaml': map('one', 'data: {a: c, d: "<&>"}\n'),
  'two.yaml': map('two', 'data: {a: b}\n'),
  'new.yaml': map('new', 'data: {a: b}\n'),
  'nulls.yaml': map('nulls', 'data: {a: b, c: null}\nbinaryData: null\n'),
  'made.yaml': map('made', 'data: {a: b}\n'),
  'unknown.yaml': map('one', 'datas: {a: b}\n'),
  'unknown-new.yaml': map('new', 'datas: {a: b}\n'),
  'gone.yaml': map('gone'),
  'web.yaml': deployment(
    'web',
    '      containers: [{name: c, image: "localhost/busybox:1", env: [{name: A, value: "1"}]}]\n',
  ),
  'web-env.yaml': deployment(
    'web',
    '      containers: [{name: c, image: "localhost/busybox:1", env: [{name: B, value: "1"}], ports: [{containerPort: 80}]}]\n      hostNetwork: false\n',
  ),
  'web-two.yaml': deployment(
    'web',
    '      containers: [{name: d, image: "localhost/busybox:1"}, {name: c, image: "localhost/busybox:1"}]\n      volumes: [{name: v, emptyDir: {}}]\n',
  ),
  'web-other.yaml': deployment(
    'web',
    '      containers: [{name: c, image: "localhost/busybox:1"}]\n',
    'two',
  ),
  'service.yaml':
    'apiVersion: v1\nkind: Service\nmetadata: {name: s}\nspec: {clusterIP: None, ports: [{port: 80, name: http}, {port: 81, name: b}]}\n',
  'service-ports.yaml':
    'apiVersion: v1\nkind: Service\nmetadata: {name: s}\nspec: {clusterIP: None, ports: [{port: 82, name: b}, {port: 80, name: http}]}\n',
  'list.yaml': `apiVersion: v1
kind: List
items:
- {apiVersion: v1, kind: ConfigMap, metadata: {name: in-list}}
- {apiVersion: v1, kind: Secret, metadata: {name: in-list}, stringData: {a: b}}
`,
  'no-version.yaml': 'kind: ConfigMap\nmetadata: {name: x}\n',
  'no-kind.yaml': 'apiVersion: v1\nmetadata: {name: x}\n',
  'no-type.yaml': 'metadata: {name: x}\n',
  'no-name.yaml': 'apiVersion: v1\nkind: ConfigMap\nmetadata: {}\n',
  'generate.yaml': 'apiVersion: v1\nkind: ConfigMap\nmetadata: {generateName: x}\n',
  'no-such.yaml': 'apiVersion: no.such/v1\nkind: Thing\nmetadata: {name: t}\n',
  'broken.yaml': 'a: b: c\n',
  'empty.yaml': '',
  'folder/b.yaml': map('from-b'),
  'folder/a.yaml': map('from-a'),
  'folder/sub/c.yaml': map('from-c'),
  'folder/notes.txt': 'x',
};

/** The reference asks whether an unknown kind is a custom one before it looks for it. */
const DISCOVERY = /^\/apis\/apiextensions\.k8s\.io\/v1\/customresourcedefinitions$/;

/** Asked for once by kubist, where the reference asks for each new object again. */
const NAMESPACE = /^\/api\/v1\/namespaces\/(\{ns\}|parity-read)$/;

/** Nothing comes of these but words. */
const refusals: readonly string[] = [
  'apply',
  'apply x',
  'apply -f one.yaml x',
  'apply -f one.yaml --force-conflicts',
  'apply -f one.yaml --server-side --dry-run=client',
  'apply -f one.yaml --server-side --force',
  'apply -f one.yaml --dry-run=server --force',
  'apply -f one.yaml --all -l a=b',
  'apply -f one.yaml --prune',
  'apply -f one.yaml --prune --all --force',
  'apply -f one.yaml --prune --all --server-side',
  'apply -f one.yaml --prune --force --server-side',
  'apply -f one.yaml --subresource=status',
  'apply -f one.yaml --validate=x',
  'apply -f one.yaml --dry-run=x',
  'apply -f one.yaml --cascade=x',
  'apply -f one.yaml --prune --all --prune-allowlist=foo',
  'apply -f one.yaml --prune --all --prune-allowlist=core/v1/Foo',
  'apply -f nope.yaml',
  'apply -f one.yaml -k .',
  'apply -f one.yaml -l a=b',
  'apply -f one.yaml -l a=(',
  'apply -f one.yaml -n parity-nothing',
  'apply -f one.yaml -n parity-nothing --server-side',
  'apply -f no-version.yaml',
  'apply -f no-kind.yaml',
  'apply -f no-type.yaml',
  'apply -f no-type.yaml --validate=warn',
  'apply -f no-type.yaml --validate=ignore',
  'apply -f no-version.yaml --validate=false',
  'apply -f no-name.yaml',
  'apply -f no-name.yaml --server-side',
  'apply -f generate.yaml',
  'apply -f generate.yaml --server-side',
  'apply -f no-such.yaml',
  'apply -f broken.yaml',
  'apply -f empty.yaml',
  'apply -f folder --dry-run=client',
  'apply -f folder -R --dry-run=client',
  'apply -f new.yaml --dry-run=client -o yaml',
  'apply -f new.yaml --dry-run=server',
  'apply -f new.yaml -f web.yaml --dry-run=client -o json',
  'apply -f new.yaml -f web.yaml --dry-run=client -o yaml',
  'apply -f new.yaml -f web.yaml --dry-run=client -o jsonpath={.items[*].kind}',
  'apply -f new.yaml --dry-run',
  'apply -f unknown-new.yaml --dry-run=server',
  'apply -f unknown-new.yaml --dry-run=server --validate=warn',
  'apply -f unknown-new.yaml --dry-run=server --validate=ignore',
  'apply -f unknown-new.yaml --dry-run=client',
  'apply -f list.yaml --dry-run=server',
  'apply -f nulls.yaml --dry-run=server -o json',
  'apply -f nulls.yaml --dry-run=client -o yaml',
];

export const refused: readonly ParityCase[] = refusals.map((line) => ({
  name: line,
  covers: 'apply',
  line: line.includes('-n ') ? line : `${line} -n parity-read`,
  files,
  mask: ['klog', 'time', 'uid', 'resourceVersion'],
  requests: !line.includes('folder'),
  ignorePath: line.includes('list') ? NAMESPACE : DISCOVERY,
}));

/** The state afterwards counts too. `made` was created without apply. */
const changes: readonly string[] = [
  'apply -f new.yaml',
  'apply -f nulls.yaml',
  'apply -f list.yaml',
  'apply -f folder -R',
  'apply -f one.yaml',
  'apply -f one.yaml -o json',
  'apply -f one.yaml -o name',
  'apply -f one.yaml --template={{.kind}}',
  'apply -f one.yaml --field-manager=me',
  'apply -f changed.yaml',
  'apply -f changed.yaml --field-manager=me',
  'apply -f changed.yaml --dry-run=client',
  'apply -f changed.yaml --dry-run=client -o yaml',
  'apply -f changed.yaml --dry-run=server -o yaml --show-managed-fields',
  'apply -f changed.yaml -f new.yaml -o yaml',
  'apply -f changed.yaml --openapi-patch=false',
  'apply -f changed.yaml -o bad',
  'apply -f unknown.yaml',
  'apply -f unknown.yaml --validate=warn',
  'apply -f made.yaml',
  'apply -f made.yaml --dry-run=client',
  'apply -f gone.yaml',
  'apply -f gone.yaml --server-side',
  'apply -f no-such.yaml -f new.yaml -f generate.yaml -o name',
  'apply -f no-such.yaml -f new.yaml -o yaml',
  'apply -f broken.yaml -f one.yaml',
  'apply -f unknown-new.yaml -f one.yaml -f two.yaml',
  'apply -f web.yaml',
  'apply -f web-env.yaml',
  'apply -f web-two.yaml',
  'apply -f web-env.yaml --openapi-patch=false',
  'apply -f web-env.yaml --dry-run=client -o yaml',
  'apply -f web-other.yaml',
  'apply -f web-other.yaml --force',
  'apply -f web-other.yaml --force --cascade=foreground --timeout=5s',
  'apply -f service-ports.yaml',
  'apply -f service-ports.yaml --overwrite=false',
  'apply -f new.yaml --server-side',
  'apply -f one.yaml --server-side',
  'apply -f one.yaml --server-side --field-manager=me',
  'apply -f one.yaml --server-side --dry-run=server -o yaml',
  'apply -f changed.yaml --server-side',
  'apply -f made.yaml -f changed.yaml --server-side',
  'apply -f made.yaml --server-side --force-conflicts',
  'apply -f web-env.yaml --server-side',
  'apply -f unknown.yaml --server-side',
  'apply -f web.yaml --server-side --subresource=status',
  'apply -f one.yaml --server-side --subresource=status',
  'apply -f one.yaml --prune -l set=1 --prune-allowlist=core/v1/ConfigMap --prune-allowlist=apps/v1/Deployment',
  'apply -f one.yaml --prune --all --prune-allowlist=core/v1/ConfigMap --dry-run=client',
  'apply -f one.yaml --prune -l set=1 --prune-allowlist=apps/v1/Deployment --dry-run=server',
  'apply -f one.yaml --prune -l set=1 --prune-allowlist=apps/v1/Deployment -o name --cascade=orphan --grace-period=3',
  'apply -f one.yaml --prune -l set=1 --prune-allowlist=apps/v1/Deployment -o json',
  'apply -f no-such.yaml -f one.yaml --prune -l set=1 --prune-allowlist=apps/v1/Deployment',
];

/**
 * Several objects of a type are asked for side by side, so requests come in another order; and how often an object is
 * looked for until it is gone is a matter of time.
 */
const inAnyOrder = /folder|-f \S+ .*-f |foreground/;

export const kept: readonly ParityCase[] = changes.map((line) => ({
  name: `${line}, kept`,
  covers: 'apply',
  line: `${line} -n {ns}`,
  files,
  mutates: true,
  settle: [
    `apply -f ${BASE} -n {ns}`,
    ...(line.includes('made') ? ['create cm made --from-literal=a=z -n {ns}'] : []),
    ...(line.includes('gone')
      ? [
          'create -f fixtures/manifests/apply/gone.yaml -n {ns}',
          'delete cm gone --wait=false -n {ns}',
        ]
      : []),
  ],
  mask: ['klog', 'uid', 'time', 'resourceVersion', /(?<="value": )"\d+"/],
  requests: !inAnyOrder.test(line),
  ignorePath: line.includes('list') ? NAMESPACE : DISCOVERY,
  // Owners of fields are ordered by the second in which they came.
  unordered: /server-side|field-manager/.test(line),
  followUp: [
    /server-side|field-manager/.test(line)
      ? 'get cm -n {ns} -o json --show-managed-fields'
      : 'get cm,secrets,svc -n {ns} -o json',
    'get deployments.apps -n {ns} -o jsonpath={.items[*].spec}',
    // A finalizer keeps it in its namespace.
    ...(line.includes('gone')
      ? ['patch cm gone --type=merge -p {"metadata":{"finalizers":null}} -n {ns}']
      : []),
  ],
}));

const views: readonly string[] = [
  'apply view-last-applied cm/one',
  'apply view-last-applied cm one -o json',
  'apply view-last-applied cm',
  'apply view-last-applied cm --all',
  'apply view-last-applied cm one --all',
  'apply view-last-applied cm one -l a=b --all',
  'apply view-last-applied -f one.yaml',
  'apply view-last-applied cm/one cm/nope',
  'apply view-last-applied cm/one -o bad',
  'apply view-last-applied cm -l set=1 -o json',
  'apply view-last-applied',
  'apply set-last-applied',
  'apply set-last-applied -f one.yaml',
  'apply set-last-applied -f changed.yaml',
  'apply set-last-applied -f changed.yaml --dry-run=client -o yaml',
  'apply set-last-applied -f changed.yaml --dry-run=server -o yaml',
  'apply set-last-applied -f changed.yaml -o name',
  'apply set-last-applied -f made.yaml',
  'apply set-last-applied -f made.yaml --create-annotation',
  'apply set-last-applied -f changed.yaml -f new.yaml',
];

export const lastApplied: readonly ParityCase[] = views.map((line) => ({
  name: line,
  covers: line.split(' ').slice(0, 2).join(' '),
  line: `${line} -n {ns}`,
  files,
  mutates: true,
  settle: [
    `apply -f ${BASE} -n {ns}`,
    ...(line.includes('made') ? ['create cm made --from-literal=a=z -n {ns}'] : []),
  ],
  mask: ['uid', 'time', 'resourceVersion'],
  requests: true,
  followUp: ['get cm -n {ns} -o json'],
}));
