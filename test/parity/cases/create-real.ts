import type { ParityCase } from '../case.ts';

/** Generators against the server; what came of it is read back. */
const lines: readonly string[] = [
  'configmap a --from-literal=x=y',
  'configmap a --from-literal=x=y -o yaml',
  'configmap a --from-literal=x=y -o json --save-config --field-manager=someone',
  'configmap a --dry-run=server -o yaml',
  'configmap Bad_',
  'secret generic a --from-literal=x=y',
  'secret docker-registry a --docker-username=u --docker-password=p -o json',
  'deployment a --image=localhost/busybox:1 --replicas=0',
  'deployment a --image=localhost/busybox:1 --replicas=0 -o json',
  'deployment a --image=localhost/busybox:1 --replicas=-1',
  'service clusterip a --tcp=80:8080',
  'service clusterip a --tcp=80:8080 --clusterip=None -o yaml',
  'service clusterip a --tcp=80 --clusterip=bad',
  'service nodeport a --tcp=80 --node-port=1',
  'service externalname a --external-name=b.example',
  'service loadbalancer a --tcp=80 --dry-run=server',
  "cronjob a --image=i --schedule='0 3 * * *' -o json",
  'cronjob a --image=i --schedule=bad',
  'job a --image=i --dry-run=server -- x y',
  'job a --image=',
  'serviceaccount a -o json',
  'role a --verb=get,list --resource=pods,deployments -o json',
  'rolebinding a --role=a --user=u --serviceaccount={ns}:a -o yaml',
  'clusterrole parity-never --verb=get --resource=nodes --dry-run=server -o json',
  'clusterrolebinding parity-never --clusterrole=view --group=g --dry-run=server -o json',
  'namespace parity-never --dry-run=server',
  'namespace Bad_',
  'namespace default',
  "ingress a --rule='a.example/x*=s:80,tls=t' -o json",
  'ingress a --default-backend=S:80',
  'quota a --hard=cpu=1,pods=2 -o yaml',
  'quota a --hard=pods=1 --scopes=Foo',
  'pdb a --selector=a=b --min-available=50% -o json',
  'pdb a --selector=a=b --max-unavailable=1',
  'priorityclass parity-never --value=5 --dry-run=server -o json',
  'priorityclass parity-never --value=2000000001 --dry-run=server',
];

export const real: ParityCase[] = lines.map((line) => ({
  name: `create ${line} (real)`,
  covers: `create ${/^(?:secret|service) \S+|^\S+/.exec(line)?.[0] ?? ''}`.replace(
    'pdb',
    'poddisruptionbudget',
  ),
  line: `create ${line.replace(' -- ', ' -n {ns} -- ')}${line.includes(' -- ') ? '' : ' -n {ns}'}`,
  mutates: true,
  requests: 'heads',
  mask: ['uid', 'time', 'resourceVersion', 'ip', /(?<=nodePort"?: )3\d{4}/],
  followUp: [
    'get configmaps,secrets,deployments,services,cronjobs,serviceaccounts,roles,rolebindings,ingresses,quota,pdb -n {ns} -o yaml',
  ],
}));

const cron = `apiVersion: batch/v1
kind: CronJob
metadata: {name: full, labels: {x: "1"}}
spec:
  schedule: "@yearly"
  suspend: true
  jobTemplate:
    metadata: {labels: {l: m}, annotations: {n: o, a: b}}
    spec: {suspend: true, template: {spec: {restartPolicy: Never, containers: [{name: c, image: i}]}}}
`;

export const fromCronJob: ParityCase[] = [
  '',
  ' --dry-run=client -o json',
  ' --dry-run=client -o yaml --save-config',
  ' -o name',
].map((flags) => ({
  name: `create job --from=cronjob/full${flags}`,
  covers: 'create job',
  line: `create job j --from=cronjob/full -n {ns}${flags}`,
  setup: [cron],
  mutates: true,
  requests: 'heads',
  mask: ['uid', 'time', 'resourceVersion'],
  followUp: ['get jobs -n {ns} -o jsonpath={.items[*].metadata.annotations}'],
}));

const TOKEN = /eyJ[\w.-]+/;

export const tokens: ParityCase[] = [
  'default',
  'default --duration=10m -o json',
  'default --audience=https://a.example --audience=b -o yaml',
  'default --bound-object-kind=Secret --bound-object-name=s -o json',
  'default --bound-object-kind=Secret --bound-object-name=nosuch',
  'default --bound-object-kind=Secret --bound-object-name=s --bound-object-uid=x',
  'default --bound-object-kind=Secret',
  'default --bound-object-name=s',
  'default --bound-object-uid=s',
  'default --bound-object-kind=Foo --bound-object-name=x',
  'default --duration=-1s',
  'default --duration=1s',
  'default --duration=1500ms',
  'default --duration=x',
  'default --audience=',
  'default -o foo',
  'default -o name',
  'nosuch',
  "''",
  '',
  'a b',
].map((line) => ({
  name: `create token ${line}`,
  covers: 'create token',
  line: `create token ${line} -n {ns}`,
  setup: ['apiVersion: v1\nkind: Secret\nmetadata: {name: s}\n'],
  settle: ['wait serviceaccount/default --for=create -n {ns} --timeout=20s'],
  mutates: true,
  requests: 'heads',
  mask: ['uid', 'time', TOKEN],
}));
