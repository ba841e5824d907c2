import type { ParityCase } from '../case.ts';

const MANY = `apiVersion: x/v1
kind: Foo
metadata: {name: f, labels: {a: b}}
---
apiVersion: v1
kind: Pod
metadata: {name: p, namespace: other, annotations: {a: b}}
---
apiVersion: v1
kind: List
items:
- {apiVersion: v1, kind: Pod, metadata: {name: q}}
`;
const files = { 'many.yaml': MANY };

/** Nothing is kept of these: dry runs, lists, local changes and mistakes. `WORD` is either command. */
const lines: readonly string[] = [
  'WORD',
  'WORD a=b',
  'WORD cm',
  'WORD cm plain',
  'WORD cm x=1',
  'WORD cm plain x=1 -n parity-read --dry-run=client',
  'WORD cm plain x=1 -n parity-read --dry-run=server',
  'WORD cm plain x=1 -n parity-read --dry-run=client -o yaml',
  'WORD cm plain x=1 -n parity-read --dry-run=server -o json',
  'WORD cm plain x=1 -n parity-read --dry-run=server -o yaml --show-managed-fields',
  'WORD cm plain x=1 -n parity-read --dry-run=server -o name',
  'WORD cm plain x=1 -n parity-read --dry-run=server -o jsonpath={.metadata.name}',
  'WORD cm plain x=1 -n parity-read --dry-run=server --template={{.metadata.name}}',
  'WORD cm plain x=1 -n parity-read --dry-run=server -o wide',
  'WORD cm plain x=1 -n parity-read --dry-run=server -o custom-columns=A:.metadata.name',
  'WORD cm plain x=1 -n parity-read --dry-run',
  'WORD cm plain x=1 -n parity-read --dry-run=true',
  'WORD cm plain x=1 -n parity-read --dry-run=maybe',
  'WORD cm plain awkward x=1 -n parity-read --dry-run=server',
  'WORD cm plain awkward x=1 -n parity-read --dry-run=server -o json',
  'WORD cm plain nope awkward x=1 -n parity-read --dry-run=server',
  'WORD cm/plain secret/opaque sa/nope x=1 -n parity-read --dry-run=server',
  'WORD cm,secret --all x=1 -n parity-read --dry-run=server',
  'WORD cm --all x=1 -n parity-read --dry-run=client -o name',
  'WORD svc -l app=web x=1 -n parity-read --dry-run=server',
  'WORD svc --field-selector metadata.name=web x=1 -n parity-read --dry-run=server',
  'WORD svc -l nope=nope x=1 -n parity-read --dry-run=server',
  'WORD svc -l nope=nope x=1 -A --dry-run=server',
  'WORD cm plain x=1 -A',
  'WORD cm x=1 -A',
  'WORD ns parity-read x=1 --dry-run=server',
  'WORD cm plain x=1 y- -n parity-read --dry-run=client',
  'WORD cm plain x=1 y- -n parity-read --dry-run=server',
  'WORD cm plain y- z- -n parity-read --dry-run=server',
  'WORD cm plain =1',
  'WORD cm plain x=1 plain',
  'WORD cm plain x=1 x-',
  'WORD cm plain x=1 y=2 x- y- -n parity-read --dry-run=server',
  'WORD cm plain x=1 x=2 -n parity-read --dry-run=server -o yaml',
  'WORD cm plain x= -n parity-read --dry-run=server -o yaml',
  'WORD cm plain x=1=2 -n parity-read --dry-run=server -o yaml',
  "WORD cm plain 'x=a b' -n parity-read --dry-run=server -o yaml",
  "WORD cm plain 'x y=a' -n parity-read --dry-run=server",
  'WORD cm plain /x=a -n parity-read --dry-run=server',
  'WORD cm plain x/=a -n parity-read --dry-run=server',
  'WORD cm plain __proto__=a -n parity-read --dry-run=server',
  'WORD cm plain __proto__=a constructor=b -n parity-read --dry-run=client -o yaml',
  'WORD cm plain x=1 -n parity-read --resource-version=1 --dry-run=server',
  'WORD cm plain x=1 -n parity-read --resource-version=1 --dry-run=client -o yaml',
  'WORD cm plain x=1 -n parity-read --resource-version=y --dry-run=server',
  'WORD cm plain y- -n parity-read --resource-version=1 --dry-run=server',
  'WORD cm plain awkward x=1 -n parity-read --resource-version=1 --dry-run=server',
  'WORD cm --all x=1 -n parity-read --resource-version=1 --dry-run=server',
  'WORD cm --all -l a=b x=1',
  'WORD cm --all --field-selector a=b x=1',
  'WORD cm plain x=1 --all -n parity-read --dry-run=server',
  'WORD cm plain --list -n parity-read',
  'WORD cm plain awkward --list -n parity-read',
  'WORD cm,svc,deployments.apps --all --list -n parity-read',
  'WORD svc web x=1 --list -n parity-read',
  'WORD svc web --list -n parity-read -o json',
  'WORD svc web --list -n parity-read --template={{.kind}}',
  'WORD svc web --list -n parity-read --dry-run=server',
  'WORD nosuch x y=1',
  'WORD svc nope x=1 -n parity-read',
  'WORD svc nope x=1 -n parity-nothing',
  'WORD -f many.yaml c=d --local',
  'WORD -f many.yaml c=d --local -n own',
  'WORD -f many.yaml c=d a- --local -o yaml',
  'WORD -f many.yaml c=d --local -o json --resource-version=4',
  'WORD -f many.yaml c=d --local -o name',
  'WORD -f many.yaml c=d --local --list',
  'WORD -f many.yaml c=d --local --list -l a=b',
  'WORD -f many.yaml a=c --local',
  'WORD -f many.yaml a=c --local --overwrite',
  'WORD -f many.yaml c=d --local --dry-run=server',
  'WORD -f many.yaml c=d --local --dry-run=client',
  'WORD -f many.yaml c=d --dry-run=server',
  'WORD -f many.yaml pods c=d',
  'WORD -f many.yaml',
  'WORD -f nope.yaml c=d --local',
  'WORD pod q c=d --local',
  'WORD --local c=d',
];

const verbs = ['label', 'annotate'] as const;

export const dry: readonly ParityCase[] = verbs.flatMap((verb) =>
  lines.map((line) => {
    const words = line.replace(/^WORD/, verb);
    return {
      name: words,
      covers: verb,
      line: words,
      files,
      mask: ['klog', 'time'],
      requests: true,
      // Labels are listed in the order of a Go map.
      unordered: line.includes('--list'),
    };
  }),
);

const setup = [
  `apiVersion: v1
kind: ConfigMap
metadata: {name: one, labels: {a: b, c: d}, annotations: {a: b, c: d}}
---
apiVersion: v1
kind: ConfigMap
metadata: {name: two}
`,
];

/** The state afterwards counts too. */
const changes: readonly string[] = [
  'WORD cm one x=1 -n {ns}',
  'WORD cm one a=1 -n {ns}',
  'WORD cm one a=b -n {ns}',
  'WORD cm one a=1 --overwrite -n {ns} --field-manager=me',
  'WORD cm one a- -n {ns}',
  'WORD cm one a- c- nope- -n {ns}',
  'WORD cm one a- x=1 -n {ns} -o json',
  'WORD cm one two nope a=2 -n {ns}',
  'WORD cm --all a=2 --overwrite -n {ns}',
  'WORD cm one two z=9 -n {ns} -o bad',
  'WORD cm one a=3 --overwrite -n {ns} --resource-version=1',
];

export const kept: readonly ParityCase[] = verbs.flatMap((verb) =>
  changes.map((line) => {
    const words = line.replace(/^WORD/, verb);
    return {
      name: words,
      covers: verb,
      line: words,
      mutates: true,
      setup,
      mask: ['uid', 'time', 'resourceVersion'],
      requests: true,
      followUp: ['get cm -n {ns} -o json --show-managed-fields'],
    };
  }),
);
