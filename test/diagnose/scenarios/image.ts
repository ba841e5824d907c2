import type { Scenario } from '../scenario.ts';
import { configMap, crashed, crashing, made, stays, unavailable, waits, web } from './pods.ts';

/** A registry on the node that gives one answer to all. `answer` is the body of a shell script. */
const registry = (port: number, answer: string): string => `---
apiVersion: v1
kind: ConfigMap
metadata: {name: registry}
data:
  index.json: '{"schemaVersion":2,"mediaType":"application/vnd.oci.image.index.v1+json","manifests":[{"mediaType":"application/vnd.oci.image.manifest.v1+json","digest":"sha256:44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a","size":2,"platform":{"architecture":"s390x","os":"linux"}}]}'
  answer: |
    #!/bin/sh
    read -r method rest
    while read -r line && [ \${#line} -gt 1 ]; do :; done
    ${answer}
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: registry}
spec:
  selector: {matchLabels: {app: registry}}
  template:
    metadata: {labels: {app: registry}}
    spec:
      hostNetwork: true
      terminationGracePeriodSeconds: 0
      volumes: [{name: files, configMap: {name: registry, defaultMode: 0755}}]
      containers:
        - name: registry
          image: localhost/busybox:1
          command: [nc, -ll, -p, "${port}", -e, /files/answer]
          volumeMounts: [{name: files, mountPath: /files}]
          readinessProbe: {tcpSocket: {port: ${port}}, periodSeconds: 1}
`;

const says = (status: string): string =>
  `printf 'HTTP/1.1 ${status}\\r\\nContent-Length: 0\\r\\nConnection: close\\r\\n\\r\\n'`;

/** An image that exists, but for another CPU only. */
const otherPlatform = `digest=$(sha256sum /files/index.json | cut -d' ' -f1)
    size=$(cat /files/index.json | wc -c)
    printf 'HTTP/1.1 200 OK\\r\\nContent-Type: application/vnd.oci.image.index.v1+json\\r\\nDocker-Content-Digest: sha256:%s\\r\\nContent-Length: %s\\r\\nConnection: close\\r\\n\\r\\n' "$digest" "$size"
    [ "$method" = HEAD ] || cat /files/index.json`;

/** Once the registry answers, `web` asks it for an image. */
const pullFrom = (host: string): readonly string[] => [
  'wait deploy/registry -n {ns} --timeout=60s --for=condition=Available',
  `create deployment web -n {ns} --image=${host}/shop/web:1`,
];

/** Images that a node does not get, or cannot run. */
export const scenarios: readonly Scenario[] = [
  {
    name: 'image-not-found',
    manifest: registry(35911, says('404 Not Found')),
    next: pullFrom('127.0.0.1:35911'),
    settle: [made(), waits('ImagePullBackOff'), unavailable],
    target: 'deployment/web',
    grace: 0,
    verdict: 'failed',
    finds: ['IMG-01'],
    causes: [/no image 127\.0\.0\.1:35911\/shop\/web:1/],
  },
  {
    name: 'image-forbidden',
    manifest: registry(35912, says('403 Forbidden')),
    next: pullFrom('127.0.0.1:35912'),
    settle: [made(), waits('ImagePullBackOff'), unavailable],
    target: 'deployment/web',
    verdict: 'failed',
    finds: ['IMG-02'],
    causes: [/127\.0\.0\.1:35912 refuses.*names no imagePullSecrets/],
  },
  {
    name: 'image-rate-limit',
    manifest: registry(35913, says('429 Too Many Requests')),
    next: pullFrom('127.0.0.1:35913'),
    settle: [made(), waits('ImagePullBackOff'), unavailable],
    target: 'deployment/web',
    verdict: 'progressing',
    finds: ['IMG-07'],
    causes: [/too many were pulled/],
  },
  {
    name: 'image-registry-broken',
    manifest: registry(35914, says('503 Service Unavailable')),
    next: pullFrom('127.0.0.1:35914'),
    settle: [made(), waits('ImagePullBackOff'), unavailable],
    target: 'deployment/web',
    verdict: 'progressing',
    finds: ['IMG-04'],
    causes: [/answers with a server error/],
  },
  {
    name: 'image-registry-plain-http',
    manifest: registry(35915, says('404 Not Found')),
    next: pullFrom('0.0.0.0:35915'),
    settle: [made(), waits('ImagePullBackOff'), unavailable],
    target: 'deployment/web',
    verdict: 'failed',
    finds: ['IMG-05'],
    causes: [/speaks plain HTTP/],
  },
  {
    name: 'image-other-platform',
    manifest: registry(35916, otherPlatform),
    next: pullFrom('127.0.0.1:35916'),
    settle: [made(), waits('ImagePullBackOff'), unavailable],
    target: 'deployment/web',
    verdict: 'failed',
    finds: ['IMG-06'],
    causes: [/has no build for the CPU of the node \(\w+\)/],
  },
  {
    name: 'image-host-unknown',
    manifest: web({ image: 'registry.nowhere.invalid/shop/web:1' }),
    settle: [made(), waits('ImagePullBackOff'), unavailable],
    target: 'deployment/web',
    verdict: 'progressing',
    finds: ['IMG-04'],
    causes: [/registry\.nowhere\.invalid .*name cannot be resolved/],
  },
  {
    name: 'image-only-elsewhere',
    manifest: web({ image: 'localhost/shop:1' }),
    settle: [made(), waits('ImagePullBackOff'), unavailable],
    target: 'deployment/web',
    verdict: 'failed',
    finds: ['IMG-04'],
    causes: [/localhost\/shop:1 is not on the node/],
  },
  {
    name: 'image-broken-update',
    manifest: web({}),
    next: [
      'wait deploy/web -n {ns} --timeout=60s --for=condition=Available',
      'set image deploy/web -n {ns} app=localhost/shop:2',
    ],
    settle: [
      'wait deploy/web -n {ns} --timeout=60s --for=jsonpath={.status.unavailableReplicas}=1',
    ],
    events: ['BackOff'],
    target: 'deployment/web',
    verdict: 'failed',
    finds: ['IMG-04', 'ROL-06'],
    causes: [/localhost\/shop:2 is not on the node/],
  },
  {
    name: 'image-pull-secret-missing',
    manifest: web({ image: 'localhost/shop:1', pod: 'imagePullSecrets: [{name: regcred}]' }),
    settle: [made(), waits('ImagePullBackOff'), unavailable],
    events: ['FailedToRetrieveImagePullSecret'],
    target: 'deployment/web',
    verdict: 'failed',
    finds: ['IMG-04', 'IMG-03'],
    causes: [/./, /pull secret regcred does not exist/],
  },
  {
    name: 'image-name-invalid',
    manifest: web({ image: 'Shop/Web:1' }),
    settle: [made(), waits('InvalidImageName'), unavailable],
    target: 'deployment/web',
    verdict: 'failed',
    finds: ['IMG-09'],
    causes: [/"Shop\/Web:1".*must be lowercase/],
  },
  {
    name: 'image-kept-by-the-node',
    manifest: web({ container: `${stays}, imagePullPolicy: IfNotPresent` }),
    next: [
      'wait deploy/web -n {ns} --timeout=60s --for=condition=Available',
      'set env deploy/web -n {ns} LEVEL=debug',
    ],
    settle: ['rollout status deploy/web -n {ns} --timeout=60s'],
    events: ['Pulled'],
    target: 'deployment/web',
    hints: true,
    verdict: 'healthy',
    finds: ['IMG-13'],
    causes: [/localhost\/busybox:1 as the node has it/],
  },
  {
    name: 'image-never-pulled',
    manifest: web({ image: 'localhost/shop:1', container: 'imagePullPolicy: Never' }),
    settle: [made(), waits('ErrImageNeverPull'), unavailable],
    reader: ['nodes'],
    target: 'deployment/web',
    verdict: 'failed',
    finds: ['IMG-10'],
    causes: [/localhost\/shop:1 is not on the node.*Never/],
  },
  {
    name: 'image-not-a-program',
    // The first bytes of a program that no CPU runs.
    manifest:
      configMap('program', '').replace(
        'data: {}',
        'binaryData: {run: f0VMRgIBAQAAAAAAAAAAAAIAtwABAAAA}',
      ) +
      crashing({
        container: 'command: [/files/run], volumeMounts: [{name: files, mountPath: /files}]',
        pod: 'volumes: [{name: files, configMap: {name: program, defaultMode: 0755}}]',
      }),
    settle: crashed(2),
    target: 'deployment/web',
    verdict: 'failed',
    finds: ['IMG-06'],
    causes: [/not a program for the CPU of the node/],
  },
  {
    name: 'two-causes',
    manifest: web({
      image: 'localhost/shop:1',
      container:
        'envFrom: [{configMapRef: {name: settings}}], volumeMounts: [{name: files, mountPath: /files}]',
      pod: 'volumes: [{name: files, secret: {secretName: tls}}]',
      replicas: 3,
    }),
    settle: [
      made(3),
      'wait pod -l app=web -n {ns} --timeout=60s --for=jsonpath={.status.phase}=Pending',
    ],
    events: ['FailedMount'],
    target: 'deployment/web',
    grace: 0,
    verdict: 'failed',
    finds: ['CFG-01', 'CFG-02'],
    causes: [/ConfigMap settings/, /Secret tls/],
  },
];
