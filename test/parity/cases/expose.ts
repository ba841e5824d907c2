import type { ParityCase } from '../case.ts';

const deployment = (name: string, ports: string): string => `apiVersion: apps/v1
kind: Deployment
metadata: {name: ${name}, labels: {tier: front, app: ${name}}}
spec:
  replicas: 0
  selector: {matchLabels: {app: ${name}}}
  template:
    metadata: {labels: {app: ${name}}}
    spec: {containers: [{name: c, image: i${ports}}]}
`;
const web = deployment('web', ', ports: [{containerPort: 80}]');
const dns = deployment('dns', ', ports: [{containerPort: 53, protocol: UDP}, {containerPort: 80}]');
const bare = deployment('bare', '');
const service =
  'apiVersion: v1\nkind: Service\nmetadata: {name: svc, labels: {a: b}}\nspec: {selector: {x: z}, ports: [{port: 81}]}\n';
const map = 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: map}\n';

const dry: readonly string[] = [
  'deployment web',
  'deployment dns',
  'deployment bare',
  'deployment bare --port=80',
  'deployment bare --port=80,443 --target-port=http --name=foo --type=NodePort -l a=b',
  'deployment web --port=80 --protocol=UDP --external-ip=1.2.3.4,5.6.7.8 --load-balancer-ip=9.9.9.9 --type=LoadBalancer --session-affinity=ClientIP --cluster-ip=1.1.1.1 --selector=x=z --save-config',
  'deployment web --cluster-ip=None',
  'deployment bare --cluster-ip=None',
  `deployment web --overrides='{"spec":{"ports":[{"port":81,"protocol":"TCP"}]},"metadata":{"labels":{"z":"q"}}}'`,
  `deployment web --overrides='{"spec":{"ports":[{"port":81,"protocol":"TCP"}]}}' --override-type=strategic`,
  `deployment web --overrides='[{"op":"add","path":"/metadata/labels/q","value":"w"}]' --override-type=json`,
  "deployment web --overrides='{'",
  'deployment web --override-type=foo --overrides={}',
  "deployment web --selector='a in (b)'",
  'deployment web --selector=a',
  'deployment web -l a',
  'deployment web --type=Foo',
  'deployment web --session-affinity=Foo',
  'cm map --port=80',
  'service svc --name=b',
  'deployment web --port=x',
  'deployment web --port=99999 --target-port=99999 --protocol=Foo',
  '-f web.yaml',
];

const real: readonly string[] = [
  'deployment web',
  'deployment web --name=other --type=NodePort -o yaml',
  'deployment dns --save-config --field-manager=someone',
  'deployment web nosuch --port=80',
  'service svc',
  'deployment web -o name',
  'deployment web --dry-run=server',
  'deployment web --port=99999',
  'deployment web --dry-run=foo',
  'deployment',
  '',
  'nosuch/x',
  'deployment nosuch',
];

const common = {
  covers: 'expose',
  files: { 'web.yaml': web },
  setup: [web, dns, bare, service, map],
  mutates: true,
} as const;

export const dryRuns: ParityCase[] = dry.map((line) => ({
  ...common,
  name: `expose ${line} (dry run)`,
  line: `expose ${line} --dry-run=client -o json -n {ns}`,
}));

export const writes: ParityCase[] = real.map((line) => ({
  ...common,
  name: `expose ${line}`,
  line: `expose ${line} -n {ns}`,
  requests: true,
  mask: ['uid', 'time', 'resourceVersion', 'ip', /(?<=nodePort: )3\d{4}/],
  followUp: ['get services -n {ns} -o yaml'],
}));
