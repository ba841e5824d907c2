import type { ParityCase } from '../case.ts';

/** Events in the order of their names; what they say of times differs. */
const EVENTS = [
  `apiVersion: v1
kind: Event
metadata: {name: a}
involvedObject: {apiVersion: v1, kind: Pod, name: p, namespace: '{ns}'}
type: Normal
reason: One
message: "  padded  "
count: 1
firstTimestamp: "2026-01-01T00:00:00Z"
lastTimestamp: "2026-01-02T00:00:00Z"
`,
  `apiVersion: v1
kind: Event
metadata: {name: b}
involvedObject: {apiVersion: v1, kind: Pod, name: p, namespace: '{ns}', fieldPath: 'spec.containers{x}'}
type: Warning
reason: Two
message: "tab\\there\\nline"
count: 4
firstTimestamp: "2026-01-01T00:00:00Z"
lastTimestamp: "2026-03-02T00:00:00Z"
source: {component: c, host: h}
related: {kind: Node, name: node-1}
`,
  `apiVersion: v1
kind: Event
metadata: {name: c}
involvedObject: {kind: Deployment, name: d, apiVersion: apps/v1, namespace: '{ns}'}
type: Odd
reason: Three
`,
  `apiVersion: v1
kind: Event
metadata: {name: d}
involvedObject: {kind: Deployment, name: d, apiVersion: apps/v1, namespace: '{ns}'}
type: Normal
reason: Four
count: 5
lastTimestamp: "2026-01-02T00:00:00Z"
`,
  `apiVersion: v1
kind: Event
metadata: {name: e}
involvedObject: {namespace: '{ns}'}
type: Normal
reason: Five
count: 1
firstTimestamp: "2026-01-02T00:00:00Z"
`,
  `apiVersion: events.k8s.io/v1
kind: Event
metadata: {name: f}
eventTime: "2026-01-04T00:00:00.000000Z"
regarding: {apiVersion: v1, kind: ConfigMap, name: plain, namespace: '{ns}'}
type: Normal
reason: Repeated
action: Repeat
note: A new-style event
reportingController: example.com/parity
reportingInstance: parity-1
series: {count: 7, lastObservedTime: "2026-01-05T00:00:00.000000Z"}
`,
  `apiVersion: events.k8s.io/v1
kind: Event
metadata: {name: g}
eventTime: "2026-01-04T00:00:00.123456Z"
regarding: {apiVersion: v1, kind: ConfigMap, name: plain, namespace: '{ns}'}
type: Normal
reason: Single
action: Repeat
note: A new-style event
reportingController: example.com/parity
reportingInstance: parity-1
`,
].join('---\n');

const lines: readonly string[] = [
  'events',
  'events --no-headers',
  'events --types=Warning',
  'events --types=warning,NORMAL',
  'events --types=Normal --types=Warning',
  'events --types=',
  'events --for=pod/p',
  'events --for=po/p --types=Normal',
  'events --for=deployment/d',
  'events --for=deployments.v1.apps/d',
  'events --for=cm/plain -o json',
  'events --for=pod/none',
  'events --for=pod/',
  'events ignored words',
  'events -o json',
  'events -o yaml',
  'events -o kyaml',
  'events -o json --types=Warning --show-managed-fields',
  'events -o jsonpath={.items[*].count}',
  'events -o jsonpath-as-json={.items[*].reason}',
  'events -o go-template={{range.items}}{{.reason}}{{.count}}{{end}}',
  'events -o jsonpath={range.items[*]}{.reason}{"\\t"}{.count}{"\\n"}{end}',
  'events -o go-template=\'{{range .items}}{{.type}}{{"\\t"}}{{.reason}}{{"\\n"}}{{end}}\'',
  'events -o go-template --template={{len(.items)}}',
];

export const listed: readonly ParityCase[] = lines.map((line) => ({
  name: line,
  covers: 'events',
  line: `${line} -n {ns}`,
  mutates: true,
  setup: [EVENTS],
  mask: ['time', 'uid', 'resourceVersion'],
  requests: 'heads',
}));

export const mistakes: readonly ParityCase[] = [
  'events -n parity-no-such',
  'events -n parity-no-such -o json',
  'events -A --for=pod/no-such-pod',
  'events --for=p',
  'events --for=pod',
  'events --for=pod/a/b',
  'events --for=nosuch/p',
  'events --for=all/p',
  'events --for=p -o bad',
  'events --for=p --types=bad',
  'events --types=bad',
  'events --types=Normal,bad',
  'events --types=bad -o bad',
  'events -o wide',
  'events -o custom-columns=A:.metadata.name',
  'events -o go-template',
  'events --nope',
  'events -n parity-read --for=pod/none',
  'events -n parity-read --for=deployments.apps/web',
  'events -n parity-read --for=configmap/plain -A',
  'events -n parity-read --for=job/done --types=Normal --no-headers',
].map((line) => ({ name: line, covers: 'events', line, mask: ['age'], requests: 'heads' }));

/** A change is shown, a removal is not. */
const watches: readonly (readonly [string, RegExp])[] = [
  ['events -w', /One[^]*One/],
  ['events -w --for=pod/p --no-headers', /One[^]*One/],
  ['events --watch -o yaml --for=pod/p', /name: a\n[^]*name: a\n[^]*type: Normal/],
  ['events -w -o json --types=Normal', /"name": "a"[^]*"name": "a"[^]*\n}\n/],
  ['events -w -o name', /event\/a[^]*event\/a/],
];

export const watched: readonly ParityCase[] = watches.map(([line, until]) => ({
  name: line,
  covers: 'events',
  line: `${line} -n {ns}`,
  mutates: true,
  setup: [EVENTS],
  meanwhile: {
    when: /One|name: a$|"a"|event\/a/m,
    run: ['delete event b -n {ns}', 'annotate event a -n {ns} x=y'],
  },
  interruptWhen: until,
  mask: ['time', 'uid', 'resourceVersion'],
  requests: 'heads',
}));
