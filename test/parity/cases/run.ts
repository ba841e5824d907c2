import type { ParityCase } from '../case.ts';

const digest = '0123456789012345678901234567890123456789012345678901234567890123';

/** What would be created, in the order of Go's types. */
const dry: readonly string[] = [
  '--image=i -o json',
  '--image=i -o yaml',
  '--image=i -o kyaml',
  '--image=i -o name',
  '--image=i',
  '--image=i --template={{.kind}}',
  '--image=i -o jsonpath={.spec.containers[0].name}',
  '--image=i -o jsonpath={.nosuch} --allow-missing-template-keys=false',
  '--image=i -o foo',
  '--image=i --port=80 --env=A=b --env=C=d=e --labels=a=b,c=d --annotations=x=y --annotations=b= --image-pull-policy=Always --privileged --restart=Never -o json --command -- a b',
  '--image=i -o yaml -- a b',
  '--image=i -o yaml y z -- a b',
  '--image=i -o yaml y z',
  '--image=i -o json --command',
  '--image=i -o yaml -- --foo -b',
  '--image=i --port=99999 -o yaml',
  '--image=i --port=0 -o yaml',
  '--image=i --port=foo',
  '--image=i --port=-1 -o yaml',
  '--image=i --expose',
  '--image=i --expose --port=80',
  '--image=i --expose --port=80 -o yaml',
  '--image=i --expose --port=80 -o json',
  '--image=i --expose --port=80 -o kyaml',
  '--image=i --expose --port=80 -o name',
  '--image=i --expose --port=80 -o jsonpath={.kind}',
  '--image=i --expose --port=80 --labels=c=d,a=b -o yaml',
  '--image=i --expose --port=foo',
  `--image=i --expose --port=80 --overrides='{"metadata":{"name":"q"}}' -o yaml`,
  '--image=i --annotations=b=c --annotations=a=d,e=f --annotations=g=h=i -o json',
  '--image=i --annotations=b,c=d -o json',
  '--image=i --annotations= -o json',
  '--image=i --annotations==a',
  '--image=i --annotations=a',
  '--image=i --annotations=a-',
  '--image=i --env=A=b,C=d --env=a.b=c --env=C= --env=A=2 -o json',
  '--image=i --env=A=b --env=',
  '--image=i --annotations=a=b --annotations=',
  '--image=i --env= -o json',
  '--image=i --env=A',
  '--image=i --env=1A=b',
  '--image=i --env==b',
  "--image=i --env=' D=1'",
  '--image=i --labels=a',
  '--image=i --labels=a=b=c',
  '--image=i --labels==a',
  '--image=i --labels=a=b,,',
  '--image=i --labels=a= -o jsonpath={.metadata.labels}',
  "--image=i -l 'a=b, c=d' -o jsonpath={.metadata.labels}",
  '--image=i -l a=b -l c=d -o jsonpath={.metadata.labels}',
  "--image=i --labels='' -o yaml",
  '--image=i --privileged=false -o json',
  '--image=i --save-config -o json',
  '--image=i --restart=Never -it --attach=false -o json',
  '--image=i --restart=OnFailure -i -t --attach=false --leave-stdin-open -o json',
  "--image=i --restart='' -o yaml",
  '--image=i --restart=never',
  '--image=i --image-pull-policy=never',
  '--image=i --image-pull-policy=never --restart=never',
  '--image=i --rm',
  '--image=i --rm --restart=never',
  '--image=i -t',
  '--image=i -t --expose',
  '--image=i --attach',
  '--image=i -i --rm',
  '--image=i --attach=false --rm -i',
  '--image=i --quiet',
  '--image=i --force --grace-period=0 --timeout=3s --wait --cascade=orphan',
  '--image=i --cascade=foo',
  '--image=i --cascade=foo -o foo',
  '--image=i --cascade=true',
  '--image=i --detach-keys=foo --field-manager=me',
  '--image=i --pod-running-timeout=0s',
  '--image=i --pod-running-timeout=-1s --port=foo',
  '--image=i --show-managed-fields -o yaml',
  '--image=i --override-type=foo -o name',
  '--image=i --override-type=foo --overrides=x',
  `--image=i --overrides='{"spec":{"nodeName":"n","foo":1,"containers":[{"name":"y","image":"z"}]},"metadata":{"labels":{"a":"b"}}}' -o json`,
  `--image=i --overrides='{"apiVersion":"v2"}'`,
  `--image=i --overrides='{"kind":"Foo"}'`,
  `--image=i --overrides='{"kind":"Deployment","apiVersion":"apps/v1"}' -o yaml`,
  `--image=i --overrides='{"spec":{"nodeName":1}}'`,
  `--image=i --overrides='{"spec":{"containers":null,"tolerations":[{"key":"a"}],"volumes":[{"name":"v","emptyDir":{}}]}}' -o json`,
  "--image=i --overrides='[]'",
  `--image=i --overrides='"a"'`,
  '--image=i --overrides=null',
  "--image=i --overrides='{'",
  `--image=i --overrides='{"spec":{"containers":[{"name":"x","env":[{"name":"A","value":"b"}]}]}}' --override-type=strategic -o yaml --env=B=c`,
  "--image=i --overrides='{' --override-type=strategic",
  "--image=i --overrides='[]' --override-type=strategic",
  "--image=i --overrides='{' --override-type=json",
  "--image=i --overrides='{}' --override-type=json",
  `--image=i --overrides='[{"op":"replace","path":"/spec/nope/x","value":1}]' --override-type=json`,
  `--image=i --overrides='[{"op":"add","path":"/spec/hostNetwork","value":true}]' --override-type=json -o json`,
  '--image=',
  '',
  ...[
    `localhost:5000/a/b@sha256:${digest}`,
    'localhost:5000/a/b@sha256:abc',
    'a//b',
    'a:b:c',
    'A',
    'a_b.c-d:T_1.2',
    '/a',
    'a/',
    'HOST/a',
    '[::1]:80/a',
    '::1/a',
    'a---b__c',
    'a--',
    'a___b',
    'a..b',
    'a.b-c/d:e@sha256:x',
  ].map((image) => `--image=${image}`),
  "--image='a b'",
];

export const dryRuns: ParityCase[] = dry.map((line) => ({
  name: `run ${line} (dry run)`,
  covers: 'run',
  // What follows -- would swallow the flags.
  line: `run x -n some --dry-run=client ${line}`,
}));

const odd: readonly string[] = [
  '',
  '--image=i',
  "'' --image=i --dry-run=client",
  '--image=i --dry-run=client -o yaml -- x',
  '--image=i --dry-run=client -o yaml -- x y',
  'x --image=i --dry-run=foo',
  'x --image=i --dry-run=foo -o foo',
  'x --image=i --dry-run',
  'x --image=i --dry-run=client -o yaml',
  'x --image=i --dry-run=client --expose --port=80 -o json',
  'x --image=i -i --dry-run=server',
  'X_Y --image=i --dry-run=client -o yaml',
  'x --image=i --nosuch',
];

export const odds: ParityCase[] = odd.map((line) => ({
  name: `run: ${line}`,
  covers: 'run',
  line: `run ${line}`,
  mask: ['klog'],
}));

const image = '--image=localhost/busybox:1 --image-pull-policy=Never';
const service =
  'apiVersion: v1\nkind: Service\nmetadata: {name: x}\nspec: {selector: {x: z}, ports: [{port: 81}]}\n';

const written: readonly (string | { line: string; setup: readonly string[] })[] = [
  'x --image=i',
  'x --image=i --port=80 --env=A=b --labels=a=b --annotations=x=y --privileged --restart=OnFailure --command -- a b',
  'x --image=i -i --attach=false',
  'x --image=i -o yaml',
  'x --image=i -o json --save-config',
  'x --image=i -o name --field-manager=me',
  'x --image=i --expose --port=80',
  'x --image=i --expose --port=80 --save-config -o yaml',
  'x --image=i --dry-run=server',
  'x --image=i --dry-run=server -o yaml --save-config',
  'x --image=i --dry-run=server --expose --port=80 --labels=a=b',
  'x --image=i --expose --port=99999',
  'x_3 --image=i --expose --port=80',
  { line: 'x --image=i --expose --port=80', setup: [service] },
  { line: 'x --image=i --expose --port=80 -o yaml', setup: [service] },
  'x --image=i --as=nobody',
  'x --image=i --attach --rm --as=nobody',
  `x --image=i --overrides='{"spec":{"terminationGracePeriodSeconds":1,"hostname":"h"}}'`,
  `x --image=i --overrides='{"kind":"ConfigMap","spec":null}'`,
  `x --image=i --overrides='{"metadata":{"namespace":"default"}}'`,
  `x --image=i --overrides='{"metadata":{"name":"y"}}'`,
];

const SHOWN =
  '{range .items[*]}{.kind} {.metadata.name} {.metadata.labels} {.metadata.annotations} {.spec.containers} {.spec.restartPolicy} {.spec.hostname} {.spec.ports} {.spec.selector}{end}';

export const writes: ParityCase[] = written.map((one) => {
  const { line, setup } = typeof one === 'string' ? { line: one, setup: undefined } : one;
  const [before = '', after] = line.split(' -- ');
  return {
    name: `run ${line}${setup === undefined ? '' : ' beside a service'}, for real`,
    covers: 'run',
    line: `run ${before} -n {ns}${after === undefined ? '' : ` -- ${after}`}`,
    ...(setup === undefined ? {} : { setup }),
    mutates: true,
    requests: 'heads',
    mask: ['uid', 'time', 'resourceVersion', 'ip', /kube-api-access-\w+/],
    // What the cluster adds comes when it comes.
    followUp: [
      `get pods,services -n {ns} -o jsonpath='${SHOWN}'`,
      'get configmaps -n {ns} --field-selector metadata.name!=kube-root-ca.crt -o name',
    ],
  };
});

interface Session {
  readonly line: string;
  readonly script: string;
  readonly stdin?: string;
}

/** Pods that run. Those that read first wait for the session, however busy the machine is. */
const sessions: readonly Session[] = [
  { line: '-i --restart=Never --rm', script: 'read a; echo $a; exit 0', stdin: 'word\n' },
  { line: '-i --restart=Never', script: 'echo early; read a; echo late >&2; exit 3', stdin: 'x\n' },
  { line: '-i --restart=Never --rm -q', script: 'cat; exit 4', stdin: 'to the container\n' },
  {
    line: '-i --restart=Never --rm --cascade=foreground',
    script: 'read a; echo bye > /dev/termination-log; exit 7',
    stdin: 'x\n',
  },
  { line: '-i --restart=OnFailure --rm -q', script: 'cat', stdin: 'to the container\n' },
  { line: '-i --rm --expose --port=80 --restart=Never', script: 'cat', stdin: 'x\n' },
  { line: '-i --rm -o yaml --restart=Never', script: 'read a; echo $a', stdin: 'x\n' },
  { line: '--attach --restart=Never --rm', script: 'echo early; sleep 3; echo late; exit 3' },
];

export const attached: ParityCase[] = sessions.map(({ line, script, stdin }) => ({
  name: `run: a session, ${line} -- ${script}`,
  covers: 'run',
  args: [...`run x ${image} -n {ns} ${line} -- sh -c`.split(' '), script],
  ...(stdin === undefined ? {} : { stdin }),
  mutates: true,
  followUp: ['get pods,services -n {ns} -o name'],
}));

export const waits: ParityCase[] = [
  {
    name: 'run: a pod that does not come up in time',
    covers: 'run',
    line: 'run x --image=localhost/nosuch:1 --image-pull-policy=Never --attach --rm --pod-running-timeout=1s -n {ns}',
    mutates: true,
    followUp: ['get pods -n {ns} -o name'],
  },
  {
    name: 'run: overrides name the pod',
    covers: 'run',
    args: [
      'run',
      'x',
      '--image=i',
      '--attach',
      '--rm',
      '--pod-running-timeout=1s',
      '-n',
      '{ns}',
      '--overrides={"metadata":{"name":"other"}}',
    ],
    mutates: true,
    followUp: ['get pods -n {ns} -o name'],
  },
];
