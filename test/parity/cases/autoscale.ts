import type { ParityCase } from '../case.ts';

const web = `apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec:
  replicas: 0
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec: {containers: [{name: c, image: i}]}
`;
const other = web.replaceAll('web', 'other');
const map = 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: map}\n';

const lines: readonly string[] = [
  'deployment web --max=3',
  'deployment/web --max=3 --min=2 --cpu=80% -o json',
  'deployment web --max=3 --cpu=500m --memory=50% -o yaml',
  'deployment web --max=3 --cpu=80 --memory=200 --name=mine',
  'deployment web --max=3 --cpu=80% --save-config --field-manager=someone',
  'deployment web other --max=3',
  'deployment web nosuch --max=3',
  'deployment web --max=3 --dry-run=server',
  'deployment web --max=3 --name=Bad_ --cpu=80%',
  'deployment web --max=3 -o name',
  'cm/map deployment/web --max=3',
  '-f web.yaml --max=3',
  '-f web.yaml --max=3 --dry-run=client -o yaml',
];

const dry: readonly string[] = [
  '--max=3',
  '--max=3 --min=0 -o json',
  '--max=3 --min=2 --cpu=80% -o json --save-config',
  '--max=3 --cpu=0% -o json',
  '--max=3 --cpu=+5% -o yaml',
  '--max=3 --cpu=-500m -o yaml',
  '--max=3 --cpu=0 -o yaml',
  '--max=3 --cpu=2.5 -o yaml',
  '--max=3 --cpu=1000m --memory=1e3 -o yaml',
  '--max=3 --memory=1Gi --name=foo -o json',
  '--max=3 --cpu-percent=80 -o json',
  '--max=3 --cpu-percent=0 -o json',
  '--max=3 --cpu-percent=-5 --cpu= -o yaml',
  '',
  '--max=0',
  '--max=-1',
  '--max=3 --min=5',
  '--max=3 --cpu=x',
  '--max=3 --cpu=-5%',
  '--max=3 --cpu=1.5%',
  '--max=3 --memory=x%',
  '--max=3 --memory=x',
  '--max=3 --cpu-percent=80 --cpu=5%',
  '--max=3 --cpu=5% --cpu-percent=-1',
  '--max=x',
];

const mistakes: readonly string[] = [
  'autoscale --max=3',
  'autoscale deployment --max=3',
  'autoscale nosuch/x --max=3',
  'autoscale -f nosuch --max=3',
  'autoscale deployment nosuch --max=3',
  'autoscale deployment web --max=3 --dry-run=foo',
];

const common = {
  covers: 'autoscale',
  files: { 'web.yaml': web },
  setup: [web, other, map],
  mutates: true,
} as const;

export const real: ParityCase[] = lines.map((line) => ({
  ...common,
  name: `autoscale ${line}`,
  line: `autoscale ${line} -n {ns}`,
  requests: 'heads',
  mask: ['uid', 'time', 'resourceVersion'],
  followUp: ['get hpa -n {ns} -o yaml'],
}));

export const dryRuns: ParityCase[] = dry.map((flags) => ({
  ...common,
  name: `autoscale ${flags} (dry run)`,
  line: `autoscale deployment web ${flags} --dry-run=client -n {ns}`,
}));

export const wrong: ParityCase[] = mistakes.map((line) => ({
  ...common,
  name: `${line} (mistake)`,
  line: `${line} -n {ns}`,
}));

export const twice: ParityCase[] = ['--cpu=80%', '', '--memory=80%'].map((flags) => ({
  ...common,
  name: `autoscale what is scaled already ${flags}`,
  line: `autoscale deployment web --max=3 ${flags} -n {ns}`,
  setup: [
    ...common.setup,
    'apiVersion: autoscaling/v2\nkind: HorizontalPodAutoscaler\nmetadata: {name: web}\nspec: {maxReplicas: 1, scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: web}}\n',
  ],
  requests: 'heads',
}));
