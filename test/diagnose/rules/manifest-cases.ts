/** A manifest, what a server said of it, and what the diagnosis must make of that. */
export interface ManifestCase {
  readonly name: string;
  readonly manifest: string;
  /** `VAL-01` and the like, in their order. */
  readonly finds: readonly string[];
  /** Must be found in the causes, the first for the first. */
  readonly causes: readonly RegExp[];
  /** The line of the first finding. */
  readonly line: number;
  /** Must be found in the commands that are proposed. */
  readonly fix?: RegExp;
}

/** The namespace of all cases. */
export const NAMESPACE = 'manifests';

/** What is in the cluster already. */
export const SETUP = `apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec:
  replicas: 0
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec: {containers: [{name: app, image: 'localhost/busybox:1'}]}
---
apiVersion: apps/v1
kind: StatefulSet
metadata: {name: db}
spec:
  replicas: 0
  serviceName: db
  selector: {matchLabels: {app: db}}
  template:
    metadata: {labels: {app: db}}
    spec: {containers: [{name: app, image: 'localhost/busybox:1'}]}
---
apiVersion: batch/v1
kind: Job
metadata: {name: migrate}
spec:
  suspend: true
  template: {spec: {restartPolicy: Never, containers: [{name: app, image: 'localhost/busybox:1'}]}}
---
apiVersion: v1
kind: PersistentVolumeClaim
metadata: {name: data}
spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Gi}}, storageClassName: slow}
---
apiVersion: v1
kind: ConfigMap
metadata: {name: fixed}
immutable: true
data: {a: '1'}
---
apiVersion: v1
kind: Service
metadata: {name: web}
spec: {type: NodePort, selector: {app: web}, ports: [{port: 80, nodePort: 31976}]}
---
apiVersion: v1
kind: ResourceQuota
metadata: {name: few}
spec: {hard: {services.loadbalancers: '0'}}
---
apiVersion: v1
kind: LimitRange
metadata: {name: small}
spec:
  limits:
  - {type: PersistentVolumeClaim, max: {storage: 5Gi}}
  - {type: Container, max: {memory: 1Gi}, default: {memory: 64Mi}}
`;

/** A Deployment whose container has more than a name and an image. */
function deployment(more: string, name = 'new', labels = 'web'): string {
  return `apiVersion: apps/v1
kind: Deployment
metadata:
  name: ${name}
spec:
  replicas: 1
  selector:
    matchLabels:
      app: web
  template:
    metadata:
      labels:
        app: ${labels}
    spec:
      containers:
      - name: app
        image: localhost/busybox:1
${more}`;
}

export const CASES: readonly ManifestCase[] = [
  {
    name: 'unknown-field',
    manifest: deployment('        imagePulPolicy: Always\n        livenesProbe: {}\n'),
    finds: ['VAL-01', 'VAL-01'],
    causes: [
      /^Deployment has no field spec\.template\.spec\.containers\[0\]\.imagePulPolicy/,
      /livenesProbe/,
    ],
    line: 18,
    fix: /explain deployment\.spec\.template\.spec\.containers/,
  },
  {
    name: 'unknown-field-of-what-is-there',
    manifest: deployment('        imagePulPolicy: Always\n', 'web'),
    finds: ['VAL-01'],
    causes: [/no field spec\.template\.spec\.containers\[0\]\.imagePulPolicy/],
    line: 18,
  },
  {
    name: 'number-for-text',
    manifest: deployment('        env: [{name: PORT, value: 8080}]\n'),
    finds: ['VAL-06'],
    causes: [/containers\.env\.value must be text, and is a number; write it in quotes/],
    line: 15,
  },
  {
    name: 'text-for-a-number',
    manifest: deployment('').replace('replicas: 1', "replicas: 'one'"),
    finds: ['VAL-06'],
    causes: [/^spec\.replicas must be a whole number, and is text/],
    line: 6,
    fix: /explain deployment\.spec\.replicas/,
  },
  {
    name: 'quantity',
    manifest: deployment('        resources: {limits: {memory: 1Gx}}\n'),
    finds: ['VAL-03'],
    causes: [/resources\.limits\.memory cannot be read: it has to be a number/],
    line: 18,
  },
  {
    name: 'selector',
    manifest: deployment('', 'new', 'other'),
    finds: ['VAL-03'],
    causes: [
      /^The selector asks for pods with app=web, but the labels of the pod template are app=other/,
    ],
    line: 12,
  },
  {
    name: 'bad-name',
    manifest: deployment('', 'New_Name'),
    finds: ['VAL-03'],
    causes: [/^metadata\.name cannot be "New_Name": a lowercase RFC 1123 subdomain.*character\.$/],
    line: 4,
  },
  {
    name: 'values',
    manifest: deployment(
      '        imagePullPolicy: always\n        ports:\n        - containerPort: 70000\n',
    ),
    finds: ['VAL-03', 'VAL-03'],
    causes: [
      /containerPort cannot be 70000: must be between 1 and 65535/,
      /imagePullPolicy cannot be "always", only Always, IfNotPresent, Never; Always was probably meant/,
    ],
    line: 20,
  },
  {
    name: 'missing-and-not-found',
    manifest: deployment(
      '        volumeMounts: [{name: data, mountPath: /data}]\n      - image: localhost/busybox:1\n',
    ),
    finds: ['VAL-03', 'VAL-03'],
    causes: [
      /volumeMounts\[0\]\.name names "data", which is not there/,
      /containers\[1\]\.name is missing/,
    ],
    line: 18,
  },
  {
    name: 'recreate-with-surge',
    manifest: deployment('').replace(
      '  replicas: 1\n',
      '  strategy: {type: Recreate, rollingUpdate: {maxSurge: 1}}\n',
    ),
    finds: ['VAL-03'],
    causes: [
      /spec\.strategy\.rollingUpdate cannot be there: may not be specified when strategy `type` is 'Recreate'/,
    ],
    line: 6,
  },
  {
    name: 'selector-of-what-is-there',
    manifest: deployment('', 'web').replaceAll('app: web', 'app: shop'),
    finds: ['VAL-04'],
    causes: [/^spec\.selector of the Deployment web cannot be changed once it is made/],
    line: 7,
    fix: /replace --force -f web\.yaml/,
  },
  {
    name: 'stateful-set-that-is-there',
    manifest: `apiVersion: apps/v1
kind: StatefulSet
metadata: {name: db}
spec:
  replicas: 0
  serviceName: other
  selector: {matchLabels: {app: db}}
  template:
    metadata: {labels: {app: db}}
    spec: {containers: [{name: app, image: 'localhost/busybox:1'}]}
`,
    finds: ['VAL-04'],
    causes: [/^spec\.serviceName of the StatefulSet db cannot.*only replicas, ordinals, template/],
    line: 6,
    fix: /delete statefulset\/db -n manifests --cascade=orphan/,
  },
  {
    name: 'job-that-is-there',
    manifest: `apiVersion: batch/v1
kind: Job
metadata: {name: migrate}
spec:
  suspend: true
  template:
    spec: {restartPolicy: Never, containers: [{name: app, image: 'localhost/busybox:2'}]}
`,
    finds: ['VAL-04'],
    causes: [/^spec\.template(?:\.spec)? of the Job migrate cannot be changed/],
    line: 7,
    fix: /delete job\/migrate/,
  },
  {
    name: 'claim-that-is-there',
    manifest: `apiVersion: v1
kind: PersistentVolumeClaim
metadata: {name: data}
spec:
  accessModes: [ReadWriteOnce]
  resources: {requests: {storage: 1Gi}}
  storageClassName: fast
`,
    finds: ['VAL-04'],
    causes: [/^spec\.storageClassName of the PersistentVolumeClaim data cannot be changed/],
    line: 7,
  },
  {
    name: 'config-map-that-is-fixed',
    manifest: `apiVersion: v1
kind: ConfigMap
metadata: {name: fixed}
immutable: true
data: {a: '2'}
`,
    finds: ['VAL-04'],
    causes: [/^data of the ConfigMap fixed cannot be changed/],
    line: 5,
  },
  {
    name: 'version-in-the-manifest',
    manifest: `apiVersion: v1
kind: ConfigMap
metadata:
  name: fixed
  resourceVersion: '1'
immutable: true
data: {a: '1', b: '2'}
`,
    finds: ['VAL-05'],
    causes: [/metadata\.resourceVersion does not belong in a manifest/],
    line: 5,
  },
  {
    name: 'port-that-is-taken',
    manifest: `apiVersion: v1
kind: Service
metadata: {name: other}
spec:
  type: NodePort
  ports:
  - port: 80
    nodePort: 31976
`,
    finds: ['VAL-07'],
    causes: [/^spec\.ports\[0\]\.nodePort: the port 31976 is taken/],
    line: 8,
  },
  {
    name: 'secret-that-is-no-base64',
    manifest: `apiVersion: v1
kind: Secret
metadata: {name: db}
data:
  password: hunter2!
`,
    finds: ['VAL-06'],
    causes: [/^A value in data of the Secret is not base64; plain text belongs in stringData/],
    line: 4,
  },
  {
    name: 'quota-of-objects',
    manifest: `apiVersion: v1
kind: Service
metadata: {name: edge}
spec: {type: LoadBalancer, ports: [{port: 80}]}
`,
    finds: ['QUO-04'],
    causes: [/quota few/],
    line: 1,
  },
  {
    name: 'pods-too-big',
    manifest: deployment('        resources: {limits: {memory: 2Gi}}\n'),
    finds: ['LIM-01'],
    causes: [/memory.*2Gi.*1Gi|1Gi.*2Gi/],
    line: 10,
  },
  {
    name: 'claim-too-big',
    manifest: `apiVersion: v1
kind: PersistentVolumeClaim
metadata: {name: big}
spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 10Gi}}}
`,
    finds: ['LIM-01'],
    causes: [/5Gi/],
    line: 1,
  },
];
