import type { ParityCase } from '../case.ts';

/** What there is to change, by the words of a line that ask for it. */
const OBJECTS: readonly (readonly [RegExp, string])[] = [
  [
    /cm\/conf|configmap\/conf/,
    `apiVersion: v1
kind: ConfigMap
metadata: {name: conf}
data: {ONE: '1', TWO: '2', lower.key: '3'}
`,
  ],
  [
    /cm\/upper/,
    `apiVersion: v1
kind: ConfigMap
metadata: {name: upper}
data: {ONE: '1', TWO: '2'}
`,
  ],
  [
    /cm\/single/,
    `apiVersion: v1
kind: ConfigMap
metadata: {name: single}
data: {a-b.c: '1'}
`,
  ],
  [
    /secret\/hidden/,
    `apiVersion: v1
kind: Secret
metadata: {name: hidden}
stringData: {PASS: 'a b'}
`,
  ],
  [
    /deployments\.apps|deploy\.yaml|-k/,
    `apiVersion: apps/v1
kind: Deployment
metadata: {name: web, labels: {app: web}}
spec:
  replicas: 0
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec:
      initContainers:
      - {name: init, image: 'localhost/busybox:1'}
      containers:
      - name: web
        image: localhost/busybox:1
        ports: [{containerPort: 80}]
        env:
        - {name: OLD, value: '1'}
        - {name: NODE, valueFrom: {fieldRef: {fieldPath: spec.nodeName}}}
        - {name: NAME, valueFrom: {fieldRef: {fieldPath: metadata.name}}}
        - {name: PASS, valueFrom: {secretKeyRef: {name: hidden, key: PASS, optional: true}}}
      - {name: side, image: 'localhost/busybox:1', resources: {limits: {memory: 64Mi}}}
`,
  ],
  [
    /^(?!.*rolebinding).*(?:idle|--all|-l)/,
    `apiVersion: apps/v1
kind: Deployment
metadata: {name: idle, labels: {app: idle}}
spec:
  replicas: 0
  selector: {matchLabels: {app: idle}}
  template:
    metadata: {labels: {app: idle}}
    spec: {containers: [{name: web, image: 'localhost/busybox:1'}]}
`,
  ],
  [
    /\bsts\b/,
    `apiVersion: apps/v1
kind: StatefulSet
metadata: {name: db}
spec:
  replicas: 0
  serviceName: db
  selector: {matchLabels: {app: db}}
  template:
    metadata: {labels: {app: db}}
    spec: {containers: [{name: web, image: 'localhost/busybox:1'}]}
`,
  ],
  [
    /\bds\b/,
    `apiVersion: apps/v1
kind: DaemonSet
metadata: {name: agent}
spec:
  selector: {matchLabels: {app: agent}}
  template:
    metadata: {labels: {app: agent}}
    spec: {nodeSelector: {no: such}, containers: [{name: web, image: 'localhost/busybox:1'}]}
`,
  ],
  [
    /\brs\b/,
    `apiVersion: apps/v1
kind: ReplicaSet
metadata: {name: copies}
spec:
  replicas: 0
  selector: {matchLabels: {app: copies}}
  template:
    metadata: {labels: {app: copies}}
    spec: {containers: [{name: web, image: 'localhost/busybox:1'}]}
`,
  ],
  [
    /\brc\b/,
    `apiVersion: v1
kind: ReplicationController
metadata: {name: old}
spec:
  replicas: 0
  selector: {app: old}
  template:
    metadata: {labels: {app: old}}
    spec: {containers: [{name: web, image: 'localhost/busybox:1'}]}
`,
  ],
  [
    /\bcj\b/,
    `apiVersion: batch/v1
kind: CronJob
metadata: {name: nightly}
spec:
  schedule: '0 0 * * *'
  suspend: true
  jobTemplate:
    spec:
      template:
        spec: {restartPolicy: Never, containers: [{name: web, image: 'localhost/busybox:1'}]}
`,
  ],
  [
    /job\//,
    `apiVersion: batch/v1
kind: Job
metadata: {name: once}
spec:
  suspend: true
  template:
    spec: {restartPolicy: Never, containers: [{name: web, image: 'localhost/busybox:1'}]}
`,
  ],
  [
    /po\b/,
    `apiVersion: v1
kind: Pod
metadata: {name: alone}
spec: {nodeSelector: {no: such}, containers: [{name: web, image: 'localhost/busybox:1'}]}
`,
  ],
  [
    /svc/,
    `apiVersion: v1
kind: Service
metadata: {name: front}
spec: {selector: {app: web, tier: front}, ports: [{port: 80}]}
`,
  ],
  [
    /rolebinding|binding\.yaml/,
    `apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata: {name: viewers}
roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: view}
subjects:
- {kind: User, apiGroup: rbac.authorization.k8s.io, name: ada}
- {kind: ServiceAccount, name: default, namespace: other}
`,
  ],
  [
    /rolebinding.*(?:nobody|--all|-l)/,
    `apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata: {name: nobody, labels: {app: none}}
roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: view}
`,
  ],
];

const D = 'deployments.apps/web';
const W = 'widgets.parity.kubist.example';

/** What is in the cluster after each line is compared too. */
const changes: readonly string[] = [
  `set image ${D} web=a`,
  `set image ${D} web=a side=b`,
  `set image ${D} init=a`,
  `set image ${D} *=a`,
  `set image ${D} web=a=b`,
  `set image ${D} web=`,
  `set image ${D} web=localhost/busybox:1`,
  `set image ${D} web=localhost/busybox:1 -o yaml`,
  `set image ${D} nope=a`,
  `set image ${D} web=a nope=b`,
  `set image ${D} web=a web=b`,
  `set image ${D} web=a --field-manager=me`,
  `set image ${D} web=a -o json`,
  `set image ${D} web=a -o json --show-managed-fields`,
  `set image ${D} web=a -o name`,
  `set image ${D} web=a -o kyaml`,
  `set image ${D} web=a -o jsonpath={.spec.template.spec.containers[*].image}`,
  `set image ${D} web=a --template={{.metadata.name}}/{{.spec.replicas}}`,
  `set image ${D} web=a --template={{.nope.x}} --allow-missing-template-keys=false`,
  `set image ${D} web=a --dry-run=server`,
  `set image ${D} web=a --dry-run=server -o yaml`,
  `set image ${D} web=a --dry-run=client`,
  `set image ${D} web=a --dry-run=client -o yaml`,
  `set image ${D} web=a --dry-run=client -o json`,
  `set image ${D} web=a --dry-run`,
  'set image deployments.apps web idle web=a',
  'set image deployments.apps web nope web=a',
  'set image deployments.apps --all web=a',
  'set image deployments.apps,sts,ds,rs,rc,cj,po --all web=a',
  'set image deployments.apps,sts -l app=idle web=a',
  'set image deployments.apps -l app=nope web=a',
  'set image deployments.apps --all side=a',
  'set image sts/db ds/agent rs/copies rc/old cj/nightly po/alone web=a',
  'set image job/once web=a',
  `set image cm/conf ${D} web=a`,
  'set image cm/conf svc/front web=a',
  'set image cj/nightly web=a -o json',
  'set image po/alone web=a -o json',
  'set image rc/old web=a -o yaml',
  'set image ds/agent web=a -o json',
  'set image sts/db web=a -o json',
  'set image rs/copies web=a -o json',
  'set image job/once web=a -o json --dry-run=client',
  'set image -f deploy.yaml web=a',
  'set image -k over web=a',
  `set env ${D} NEW=1`,
  `set env ${D} NEW=1 MORE=2 OLD=3`,
  `set env ${D} OLD-`,
  `set env ${D} OLD- NEW=1`,
  `set env ${D} NOPE-`,
  `set env ${D} OLD=1 -c web`,
  `set env ${D} NODE=here`,
  `set env ${D} NEW=`,
  `set env ${D} NEW=a=b`,
  `set env ${D} NEW=1 -c web`,
  `set env ${D} NEW=1 -c *i*`,
  `set env ${D} NEW=1 -c nope`,
  `set env ${D} OLD=2 --overwrite=false`,
  `set env ${D} OLD=1 --overwrite=false`,
  `set env ${D} NEW=2 --overwrite=false`,
  `set env ${D} -e NEW=1 -e OTHER=2,3`,
  `set env ${D} -e OLD-`,
  `set env ${D} NEW=1 NEW=2`,
  `set env ${D} --from=cm/upper`,
  `set env ${D} --from=cm/upper --keys=TWO`,
  `set env ${D} --from=cm/upper --keys=TWO,ONE --prefix=P_`,
  `set env ${D} --from=cm/upper --keys=NOPE`,
  `set env ${D} --from=cm/single`,
  `set env ${D} --from=configmap/conf --keys=lower.key X=1`,
  `set env ${D} --from=secret/hidden`,
  `set env ${D} --from=secret/hidden --prefix=P_ -c side`,
  `set env ${D} --from=secret/hidden --overwrite=false`,
  `set env ${D} --from=sa/default`,
  `set env ${D} --from=cm/nope`,
  `set env ${D} --from=cm`,
  `set env ${D} --from=cm/upper,secret/hidden`,
  `set env ${D} --prefix=P_ NEW=1`,
  `set env ${D} NEW=1 --dry-run=server`,
  `set env ${D} NEW=1 --dry-run=server -o json`,
  `set env ${D} NEW=1 --dry-run=client -o yaml`,
  `set env ${D} NEW=1 -o name --field-manager=me`,
  'set env deployments.apps --all NEW=1',
  'set env deployments.apps -l app=web NEW=1',
  'set env deployments.apps,cj,rc,po --all NEW=1',
  'set env sts/db ds/agent rs/copies rc/old cj/nightly NEW=1 -c web',
  `set env cm/conf ${D} NEW=1`,
  'set env deployments.apps web nope NEW=1',
  'set env -f deploy.yaml NEW=1',
  `set resources ${D} --limits=cpu=200m,memory=512Mi`,
  `set resources ${D} --limits=cpu=1 --requests=cpu=500m`,
  `set resources ${D} --requests=cpu=1500m,memory=1024Mi -c web`,
  `set resources ${D} --limits=cpu=0,memory=0`,
  `set resources ${D} --limits=cpu=1 --requests=cpu=2`,
  `set resources ${D} --limits=memory=64Mi -c side`,
  `set resources ${D} --limits=memory=65536Ki -c side -o yaml`,
  `set resources ${D} --limits=cpu=0.5 -c s* -o json`,
  `set resources ${D} --limits=cpu=1 -c nope`,
  `set resources ${D} --limits=nope=1`,
  `set resources ${D} --limits=cpu=1 --dry-run=server`,
  `set resources ${D} --limits=cpu=1 --dry-run=client -o yaml`,
  `set resources ${D} --limits=cpu=1 -o name --field-manager=me`,
  'set resources deployments.apps,sts,cj --all --limits=cpu=1',
  'set resources deployments.apps -l app=idle --limits=cpu=1',
  `set resources cm/conf ${D} --limits=cpu=1`,
  'set resources -f deploy.yaml --limits=cpu=1',
  'set selector svc front app=other',
  'set selector svc front app=web,tier=front',
  'set selector svc/front app=a,b=c -o yaml',
  'set selector svc/front app=a -o json --field-manager=me',
  "set selector svc/front ''",
  'set selector svc/front app==x',
  'set selector svc/front app=',
  'set selector svc/front app=x --resource-version=1',
  'set selector svc/front app=x --resource-version=1 --dry-run=client -o yaml',
  'set selector svc/front app=x --dry-run=server',
  'set selector svc/front app=x --dry-run=client',
  'set selector svc front nope app=x',
  'set selector svc nope front app=x',
  'set selector svc --all app=x',
  'set selector svc/front cm/conf app=x',
  'set selector deployments.apps/web app=x',
  'set selector -f svc.yaml app=x',
  `set serviceaccount ${D} builder`,
  `set sa ${D} builder`,
  `set sa ${D} default`,
  `set sa ${D} ''`,
  `set sa ${D} 'No Name'`,
  `set sa ${D} builder -o json --field-manager=me`,
  `set sa ${D} builder --dry-run=server`,
  `set sa ${D} builder --dry-run=client -o yaml`,
  'set sa deployments.apps,sts,ds,rs,rc,cj --all builder',
  'set sa job/once builder',
  `set sa cm/conf ${D} builder`,
  'set sa deployments.apps web nope builder',
  'set sa -f deploy.yaml builder',
  'set subject rolebinding viewers --user=grace',
  'set subject rolebinding viewers --user=ada',
  'set subject rolebinding viewers --user=ada --user=b,c --group=ops --serviceaccount=tools:builder',
  'set subject rolebinding viewers --serviceaccount=:builder',
  'set subject rolebinding viewers --user=',
  'set subject rolebinding viewers --user=a --user=a -o yaml',
  'set subject rolebinding/nobody --group=ops -o json --field-manager=me',
  'set subject rolebinding --all --user=eve',
  'set subject rolebinding -l app=none --user=eve',
  'set subject rolebinding viewers nope --user=eve',
  'set subject rolebinding/viewers cm/conf --user=eve',
  'set subject rolebinding viewers --user=eve --dry-run=server',
  'set subject rolebinding viewers --user=eve --dry-run=client -o yaml',
  'set subject -f binding.yaml --user=eve',
];

const files: Readonly<Record<string, string>> = {
  'deploy.yaml': 'apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web}\n',
  'svc.yaml': 'apiVersion: v1\nkind: Service\nmetadata: {name: front}\n',
  'binding.yaml':
    'apiVersion: rbac.authorization.k8s.io/v1\nkind: RoleBinding\nmetadata: {name: viewers}\n',
  'over/kustomization.yaml': 'resources: [deploy.yaml]\n',
  'over/deploy.yaml':
    'apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web}\nspec: {replicas: 3}\n',
};

/** The controller has said all that it has to say about the deployment. */
const SETTLED =
  'wait deployments.apps/web -n {ns} \'--for=jsonpath={.status.conditions[?(@.reason=="NewReplicaSetAvailable")].type}=Progressing\'';

export const changed: readonly ParityCase[] = changes.map((line) => ({
  name: line,
  covers: line.replace('set sa ', 'set serviceaccount ').split(' ').slice(0, 2).join(' '),
  line: `${line} -n {ns}`,
  mutates: true,
  setup: [
    OBJECTS.filter(([asked]) => asked.test(line))
      .map(([, manifest]) => manifest)
      .join('---\n'),
  ],
  settle: /deployments\.apps.* (?:-o (?:yaml|json|kyaml)$|-o json |--template=.*nope)/.test(line)
    ? [SETTLED]
    : [],
  files,
  mask: ['time', 'uid', 'resourceVersion', 'ip', 'hash', 'klog'],
  requests: true,
  followUp: [readBack(line)],
}));

/** Reads what a line changes. */
function readBack(line: string): string {
  if (line.startsWith('set subject')) {
    return 'get rolebindings -n {ns} -o jsonpath={.items[*].subjects}';
  }
  if (line.startsWith('set selector'))
    return 'get svc -n {ns} -o jsonpath={.items[*].spec.selector}';
  return 'get deployments.apps,sts,ds,rs,rc,cj,po -n {ns} -l !pod-template-hash -o jsonpath={range.items[*]}{.kind}{.metadata.name}{.spec}{end}';
}

/** Nothing is changed: lists, and mistakes. */
const still: readonly string[] = [
  'set nope',
  'set image',
  'set image web=a',
  `set image ${D}`,
  `set image ${D} web`,
  `set image ${D} web-`,
  `set image ${D} =a`,
  `set image ${D} web=a side`,
  `set image ${D} *=a web=b`,
  `set image ${D} web=a -o wide`,
  `set image ${D} web=a --dry-run=maybe`,
  `set image ${D} web=a -l app=web`,
  'set image deployments.apps --all -l app=web web=a',
  'set image deployments.apps web=a',
  'set image deployments.apps/nope web=a',
  `set image ${D} web=a --local`,
  `set image ${D} -f deploy.yaml web=a`,
  'set image -f deploy.yaml -k over web=a',
  'set image cm/plain web=a',
  'set image nosuchtype/x web=a',
  `set image ${W} --all web=a`,
  `set image ${W}/small web=a`,
  `set env ${W}/small --list`,
  `set selector ${W}/small a=b`,
  `set sa ${W}/small a`,
  `set resources ${W}/small --limits=cpu=1`,
  `set subject ${W}/small --user=a`,
  'set env',
  `set env ${D}`,
  `set env ${D} A`,
  `set env A=1 ${D}`,
  `set env ${D} =1`,
  `set env ${D} -e =1`,
  `set env ${D} -e A`,
  `set env ${D} 1A=1`,
  `set env ${D} 'a b=1'`,
  `set env ${D} .=1`,
  `set env ${D} ..=1`,
  `set env ${D} ..a=1`,
  `set env ${D} A=1 A-`,
  `set env ${D} --keys=A B=1`,
  `set env ${D} --list -o yaml`,
  `set env ${D} A=1 -o bad`,
  `set env ${D} A=1 --dry-run=maybe`,
  'set env deployments.apps A=1',
  'set env deployments.apps --all -l app=web A=1',
  'set env -l app=web A=1',
  `set env ${D} --from=cm/plain -f deploy.yaml`,
  `set env ${D} --list`,
  `set env ${D} --list --resolve`,
  `set env ${D} A=1 --list`,
  `set env ${D} --from=cm/plain --keys=nope --list`,
  'set env deployments.apps,sts,ds,rc,jobs,cj --all --list',
  'set env deployments.apps --all --list -c m*',
  'set env deployments.apps --all --list -c *n',
  'set env cm/plain --list',
  'set env po --all --list --resolve',
  'set resources',
  `set resources ${D}`,
  `set resources ${D} --limits=`,
  `set resources ${D} --limits=cpu`,
  `set resources ${D} --limits=cpu=`,
  `set resources ${D} --limits=cpu=x`,
  `set resources ${D} --limits=cpu=1=2`,
  `set resources ${D} --limits=cpu=1,,memory=3`,
  `set resources ${D} --requests=cpu=1,memory=`,
  `set resources ${D} --limits=cpu=1 --local`,
  'set resources deployments.apps --all -l app=web --limits=cpu=1',
  'set resources deployments.apps --limits=cpu=1',
  `set resources ${D} --limits=cpu=1 -o bad`,
  'set selector',
  'set selector a=b',
  'set selector svc web',
  'set selector svc/web a',
  "set selector svc/web 'a in (b)'",
  "set selector svc/web 'z in (b,a),c,!b,a=1'",
  "set selector svc/web 'a notin (b,a)'",
  "set selector svc/web 'a!=b'",
  "set selector svc/web 'a>1'",
  "set selector svc/web 'a in ('",
  "set selector svc/web 'a=-b-'",
  'set selector svc/web a=b --local',
  'set selector svc/web a=b -o bad',
  'set selector svc/web a=b -l a=b',
  'set selector svc/web a=b -k over',
  'set sa',
  'set sa builder',
  `set sa ${D}`,
  `set sa ${D} builder --local`,
  `set sa ${D} builder -o bad`,
  `set sa ${D} builder -l a=b`,
  'set sa deployments.apps web',
  'set subject',
  'set subject --user=a',
  'set subject rolebinding readers',
  'set subject rolebinding readers --serviceaccount=a',
  'set subject rolebinding readers --serviceaccount=a:',
  'set subject rolebinding readers --serviceaccount=a:b:c',
  'set subject rolebinding readers --user=a --local',
  'set subject rolebinding --all -l a=b --user=a',
  'set subject deployments.apps/web --user=a',
  'set subject rolebinding readers --user=a -o bad',
];

export const nothing: readonly ParityCase[] = still.map((line) => ({
  name: line,
  covers:
    line === 'set nope'
      ? 'set'
      : line.replace('set sa', 'set serviceaccount').split(' ').slice(0, 2).join(' '),
  line: `${line} -n parity-read`,
  files,
  requests: true,
}));

const MIX = `apiVersion: v1
kind: List
items:
- {apiVersion: v1, kind: ConfigMap, metadata: {name: c}}
- {apiVersion: apps/v1, kind: StatefulSet, metadata: {name: s}, spec: {template: {spec: {containers: [{name: a, image: x, bogus: 1}]}}}}
- {apiVersion: networking.k8s.io/v1, kind: Ingress, metadata: {name: i}}
- {apiVersion: v1, kind: Pod, metadata: {name: p}}
- {apiVersion: apps/v1, kind: Deployment, metadata: {name: d}, spec: {}}
`;
const EMPTY = 'apiVersion: v1\nkind: ReplicationController\nmetadata: {name: r}\n';
const OLD = ['extensions/v1beta1', 'apps/v1beta1', 'apps/v1beta2']
  .map(
    (version) => `apiVersion: ${version}
kind: Deployment
metadata: {name: d, creationTimestamp: '2026-01-01T12:00:00+02:00'}
spec: {rollbackTo: {revision: 3}, template: {spec: {containers: [{name: a, image: x}]}}}
---
`,
  )
  .join('');
const FULL = `apiVersion: batch/v1
kind: CronJob
metadata: {name: cj, labels: {l1: v1, x/y: z, '10': a, '9': b}, annotations: {an: a b, m: q}}
spec:
  schedule: 0 0 * * *
  suspend: false
  jobTemplate:
    spec:
      backoffLimit: 0
      template:
        spec:
          restartPolicy: Never
          hostNetwork: false
          volumes: [{name: v, emptyDir: {sizeLimit: 1024Mi}}, {name: w, configMap: {name: c}}, {name: x}]
          containers:
          - name: c
            image: x
            ports: [{containerPort: 80, protocol: TCP}]
            readinessProbe: {httpGet: {path: /, port: web}}
            livenessProbe: {httpGet: {path: /}, tcpSocket: {port: 80}}
            resources: {limits: {cpu: 1500m, memory: 1024Mi, ephemeral-storage: 1G}, requests: {cpu: 0.25}}
            env:
            - {name: N0, valueFrom: {fieldRef: {fieldPath: metadata.name}}}
            - {name: NS, valueFrom: {fieldRef: {fieldPath: metadata.namespace}}}
            - {name: ID, valueFrom: {fieldRef: {fieldPath: metadata.uid}}}
            - {name: L, valueFrom: {fieldRef: {fieldPath: "metadata.labels['l1']"}}}
            - {name: LX, valueFrom: {fieldRef: {fieldPath: "metadata.labels['x/y']"}}}
            - {name: LN, valueFrom: {fieldRef: {fieldPath: "metadata.labels['none']"}}}
            - {name: LB, valueFrom: {fieldRef: {fieldPath: "metadata.labels['-']"}}}
            - {name: AN, valueFrom: {fieldRef: {fieldPath: "metadata.annotations['an']"}}}
            - {name: AA, valueFrom: {fieldRef: {fieldPath: metadata.annotations}}}
            - {name: SX, valueFrom: {fieldRef: {fieldPath: "spec.x['y']"}}}
            - {name: IP, valueFrom: {fieldRef: {fieldPath: status.podIP}}}
            - {name: R1, valueFrom: {resourceFieldRef: {resource: limits.cpu}}}
            - {name: R2, valueFrom: {resourceFieldRef: {resource: limits.cpu, divisor: 1m}}}
            - {name: R3, valueFrom: {resourceFieldRef: {resource: limits.memory, divisor: 1Mi, containerName: c}}}
            - {name: R4, valueFrom: {resourceFieldRef: {resource: requests.memory}}}
            - {name: R5, valueFrom: {resourceFieldRef: {resource: requests.cpu, containerName: other}}}
            - {name: R6, valueFrom: {resourceFieldRef: {resource: limits.ephemeral-storage, divisor: 1k}}}
            - {name: R7, valueFrom: {resourceFieldRef: {resource: requests.hugepages-2Mi}}}
            - {name: R8, valueFrom: {resourceFieldRef: {resource: limits.none}}}
            - {name: C1, valueFrom: {configMapKeyRef: {name: plain, key: none}}}
            - {name: C2, valueFrom: {configMapKeyRef: {name: none, key: A}}}
            - {name: C3, valueFrom: {configMapKeyRef: {name: none, key: A, optional: true}}}
            - {name: S1, valueFrom: {secretKeyRef: {name: opaque, key: none}}}
            - {name: S2, valueFrom: {secretKeyRef: {name: none, key: A}}}
            - {name: F1, valueFrom: {fileKeyRef: {volumeName: v, path: p, key: k}}}
            - {name: X1, valueFrom: {}}
            - {name: E}
            - {name: M, value: "a\\nb"}
`;
const PODS = `apiVersion: v1
kind: Pod
metadata: {name: p}
spec:
  containers:
  - {name: abb, image: x, env: [{name: A, value: '1'}, {name: B, value: '2'}, {name: A, value: '3'}]}
  - {name: ab, image: x, env: [{name: A, value: '9'}]}
  - {name: bab, image: x, env: [{name: Z, value: '9'}]}
---
apiVersion: v1
kind: Pod
metadata: {name: q}
spec: {containers: [{name: abb, image: x, env: [{name: A, value: '7'}]}]}
`;
const SERVICE = `apiVersion: v1
kind: Service
metadata: {name: s}
spec: {ports: [{port: 80}], selector: {a: b}}
`;
const BINDING = `apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRoleBinding
metadata: {name: b}
roleRef: {name: view}
`;
const WIDGET = 'apiVersion: parity.kubist.example/v1\nkind: Widget\nmetadata: {name: w}\n';
const spoilt = (fields: string): string => `apiVersion: apps/v1
kind: Deployment
metadata: {name: d}
spec: {${fields}}
`;
const container = (fields: string): string =>
  spoilt(`template: {spec: {containers: [{name: a, ${fields}}]}}`);

const manifests: Readonly<Record<string, string>> = {
  'mix.yaml': MIX,
  'empty.yaml': EMPTY,
  'old.yaml': OLD,
  'full.yaml': FULL,
  'pods.yaml': PODS,
  'svc.yaml': SERVICE,
  'binding.yaml': BINDING,
  'cr.yaml': WIDGET,
  'some.yaml': `${PODS}---\n${WIDGET}---\n${SERVICE}`,
  'folder/a/b.yaml': SERVICE,
  'k/kustomization.yaml': 'resources: [pods.yaml]\nnamePrefix: x-\n',
  'k/pods.yaml': PODS,
  'bad-image.yaml': container('image: 5'),
  'bad-policy.yaml': container('imagePullPolicy: 3'),
  'bad-ports.yaml': container('ports: {}'),
  'bad-quantity.yaml': container('image: 5, resources: {limits: {cpu: x}}'),
  'bad-number.yaml': spoilt('replicas: "1"'),
  'bad-fraction.yaml': spoilt('replicas: 1.5'),
  'bad-range.yaml': spoilt('replicas: 99999999999'),
  'bad-bool.yaml': spoilt('paused: 1'),
  'bad-struct.yaml': spoilt('selector: x'),
  'bad-list.yaml': spoilt('template: []'),
  'bad-surge.yaml': spoilt('strategy: {rollingUpdate: {maxSurge: true}}'),
  'bad-map.yaml': spoilt('template: {metadata: {annotations: {a: 1}}}'),
  'several.yaml': [container('image: 5'), PODS, spoilt('paused: 1')].join('---\n'),
};

/** Manifests changed without a server. `set env --resolve` asks one even then. */
const local: readonly string[] = [
  ...Object.keys(manifests)
    .filter((name) => name.startsWith('bad-') || name === 'several.yaml')
    .map((name) => `set image -f ${name} a=b`),
  'set image -f mix.yaml a=b',
  'set image -f mix.yaml a=b -o json',
  'set image -f old.yaml a=b -o json',
  'set image -f full.yaml c=y -o json',
  'set image -f full.yaml c=y -o yaml',
  'set image -f pods.yaml abb=y -o json',
  'set image -f pods.yaml *=y -o name',
  'set image -f pods.yaml bab=y',
  'set image -f pods.yaml abb=y -l no=such -o name',
  'set image -f pods.yaml abb=y --dry-run=client',
  'set image -f pods.yaml abb=y --dry-run=server',
  'set image -f pods.yaml abb=y -o jsonpath={.metadata.name}{.spec.containers[*].image}',
  'set image -f pods.yaml abb=y -o go-template={{.metadata.name}}',
  'set image -f cr.yaml a=b',
  'set image -f some.yaml abb=b',
  'set image -k k abb=b',
  'set image -f folder a=b',
  'set image -f nope.yaml a=b',
  'set image a=b',
  'set image -f pods.yaml -o yaml -f - abb=1',
  'set image -f empty.yaml a=b -o json',
  'set env -f empty.yaml a=b -o yaml',
  'set sa -f empty.yaml a -o json',
  'set env -f mix.yaml a=b',
  'set env -f mix.yaml --list',
  'set env -f mix.yaml A=1 -o yaml',
  'set env -f full.yaml --list',
  'set env -f full.yaml --list --resolve -n parity-read',
  'set env -f full.yaml A=1 -o yaml',
  'set env -f pods.yaml A=2 B=3 --overwrite=false',
  'set env -f pods.yaml A=2 --overwrite=false --list',
  'set env -f pods.yaml A=5 -e A=6 --list',
  'set env -f pods.yaml A=5 -o json',
  'set env -f pods.yaml -e A- -o json',
  'set env -f pods.yaml A- --list',
  'set env -f pods.yaml -c a* --list',
  'set env -f pods.yaml -c *b --list',
  'set env -f pods.yaml -c b* --list',
  'set env -f pods.yaml -c a*b --list',
  'set env -f pods.yaml -c *a*b* --list',
  "set env -f pods.yaml -c '' --list",
  'set env -f pods.yaml -e - --list',
  'set env -f pods.yaml - --list',
  'set env -f pods.yaml -e - A- --list',
  'set env -f pods.yaml -e - -e - --list',
  'set env -f - -e - --list',
  'set env -f pods.yaml --from=cm/x --list',
  'set env -f pods.yaml --from=cm/x A=1',
  'set env -f pods.yaml sts/x A=1',
  'set env -f cr.yaml --list',
  'set env A=1',
  'set resources -f mix.yaml --limits=cpu=1',
  'set resources -f full.yaml --limits=cpu=2,memory=2048Mi -o json',
  'set resources -f pods.yaml --requests=cpu=100m -c a* -o yaml',
  'set resources -f pods.yaml --limits=cpu=1 --requests=cpu=2 -o json',
  'set resources -f cr.yaml --limits=cpu=1',
  'set selector -f svc.yaml a=c -o json',
  "set selector -f svc.yaml '' -o yaml",
  'set selector -f mix.yaml a=c',
  'set selector -f folder a=c',
  'set selector -f folder a=c -R=false',
  'set selector -f svc.yaml svc a=c',
  'set selector -f - a=c -o yaml',
  'set selector -f cr.yaml a=c',
  'set sa -f mix.yaml builder',
  'set sa -f full.yaml builder -o json',
  'set sa -f pods.yaml one two -o name',
  'set sa -f pods.yaml builder --template={{.spec.serviceAccountName}}',
  'set sa -f cr.yaml builder',
  'set sa -f pods.yaml',
  'set subject -f binding.yaml --user=a -o json',
  'set subject -f binding.yaml --serviceaccount=a:b --group=c -o yaml',
  'set subject -f mix.yaml --user=a',
  'set subject -f cr.yaml --user=a',
];

export const withoutServer: readonly ParityCase[] = local.map((line) => ({
  name: `${line} --local`,
  covers: line.replace('set sa', 'set serviceaccount').split(' ').slice(0, 2).join(' '),
  line: `${line} --local`,
  files: manifests,
  stdin: line.includes(' -f -')
    ? SERVICE
    : 'A=1#x\nexport B=2\n  C=3 \n\n#D=4\nE\n=5\n1=6\nA=7\r\nF=a=b\n',
  requests: true,
}));
