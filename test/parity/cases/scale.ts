import type { ParityCase } from '../case.ts';

const files = {
  'web.yaml':
    'apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web}\nspec: {replicas: 9}\n---\napiVersion: v1\nkind: ConfigMap\nmetadata: {name: plain}\n',
};

const lines: readonly string[] = [
  'scale',
  'scale --replicas=1',
  'scale deployments.apps web -n parity-read',
  'scale deployments.apps web --replicas=-1 -n parity-read',
  'scale deployments.apps web --replicas=x -n parity-read',
  'scale deployments.apps web --replicas=1 --current-replicas=-2 -n parity-read',
  'scale deployments.apps web --replicas=1 --dry-run=client -n parity-read',
  'scale deployments.apps web --replicas=1 --dry-run=server -n parity-read',
  'scale deployments.apps web --replicas=1 --dry-run=client -n parity-read -o yaml',
  'scale deployments.apps web --replicas=1 --dry-run=server -n parity-read -o json',
  'scale deployments.apps web --replicas=1 --dry-run=server -n parity-read -o name',
  'scale deployments.apps web --replicas=1 --dry-run=server -n parity-read -o jsonpath={.spec.replicas}',
  'scale deployments.apps web --replicas=1 --dry-run=server -n parity-read -o bad',
  'scale deployments.apps web --replicas=1 --dry-run=server -n parity-read --current-replicas=77',
  'scale deployments.apps web --replicas=1 --dry-run=client -n parity-read --current-replicas=77',
  'scale deployments.apps web --replicas=1 --dry-run=server -n parity-read --resource-version=1',
  'scale deployments.apps web --replicas=1 --dry-run=maybe -n parity-read',
  'scale deployments.apps web idle --replicas=1 --dry-run=server -n parity-read --resource-version=1',
  'scale deployments.apps web idle --replicas=1 --dry-run=server -n parity-read',
  'scale deployments.apps web nope idle --replicas=1 --dry-run=server -n parity-read',
  'scale deployments.apps nope --replicas=1 -n parity-read',
  'scale deployments.apps nope --replicas=1 -n parity-nothing',
  'scale deployments.apps --replicas=1 -n parity-read',
  'scale deployments.apps --all --replicas=1 --dry-run=server -n parity-read',
  'scale deployments.apps,statefulsets --all --replicas=1 --dry-run=server -n parity-read -o name',
  'scale deployments.apps web --all --replicas=1 --dry-run=server -n parity-read',
  'scale deployments.apps -l nope=nope --replicas=1 -n parity-read',
  'scale deployments.apps -l app=web --replicas=1 --dry-run=server -n parity-read',
  'scale -l app=web --replicas=1 -n parity-read',
  'scale cm plain --replicas=1 -n parity-read',
  'scale cm plain --replicas=1 --dry-run=client -o yaml -n parity-read',
  'scale cm/plain deployments.apps/web --replicas=1 --dry-run=server -n parity-read',
  'scale deployments.apps/web cm/plain --replicas=1 --dry-run=server -n parity-read',
  'scale node nope --replicas=1',
  'scale nosuch x --replicas=1',
  'scale -f web.yaml --replicas=1 -n parity-read --dry-run=server',
  'scale -f web.yaml --replicas=1 -n parity-read --dry-run=client -o yaml',
  'scale -f web.yaml deployments.apps --replicas=1 -n parity-read',
  'scale -f nope.yaml --replicas=1 -n parity-read',
];

export const dry: readonly ParityCase[] = lines.map((line) => ({
  name: line,
  covers: 'scale',
  line,
  files,
  mask: ['time', 'resourceVersion'],
  requests: true,
}));

const setup = [
  `apiVersion: apps/v1
kind: Deployment
metadata: {name: one}
spec:
  replicas: 0
  selector: {matchLabels: {app: one}}
  template:
    metadata: {labels: {app: one}}
    spec: {containers: [{name: c, image: 'localhost/busybox:1'}]}
---
apiVersion: apps/v1
kind: StatefulSet
metadata: {name: two}
spec:
  replicas: 0
  selector: {matchLabels: {app: two}}
  template:
    metadata: {labels: {app: two}}
    spec: {containers: [{name: c, image: 'localhost/busybox:1'}]}
---
apiVersion: v1
kind: ResourceQuota
metadata: {name: none}
spec: {hard: {pods: 0}}
`,
];

const changes: readonly string[] = [
  'scale deployments.apps one --replicas=2 -n {ns}',
  'scale deployments.apps one --replicas=2 --current-replicas=0 -n {ns}',
  'scale deployments.apps one --replicas=0 --current-replicas=0 --timeout=5s -n {ns}',
  'scale deployments.apps one --replicas=2 --current-replicas=1 -n {ns}',
  'scale deployments.apps/one sts/two cm/nope --replicas=1 -n {ns}',
  'scale sts two --replicas=2 --timeout=2500ms -n {ns}',
];

export const kept: readonly ParityCase[] = changes.map((line) => ({
  name: line,
  covers: 'scale',
  line,
  mutates: true,
  setup,
  mask: ['uid', 'time', 'resourceVersion'],
  // The reference sends a Scale without saying that it is JSON.
  requests: !/current-replicas=0/.test(line),
  followUp: [
    'get deployments.apps,sts -n {ns} -o custom-columns=N:.metadata.name,R:.spec.replicas,M:.metadata.managedFields[*].manager',
  ],
}));
