import type { Scenario } from '../scenario.ts';
import {
  configMap,
  made,
  secret,
  stays,
  unavailable,
  volumeOf,
  waits,
  web,
  withVolume,
} from './pods.ts';

const settings = configMap('settings', 'log_level: info, region: eu');
const credentials = secret('db-cred', 'username: shop, pass: "correct horse battery"');
/** No secret's value is told. */
const value = /correct horse/;

const byEnv = (kind: 'configMapKeyRef' | 'secretKeyRef', name: string, key: string): string =>
  `${stays}, env: [{name: SETTING, valueFrom: {${kind}: {name: ${name}, key: ${key}}}}]`;

const refused = [made(), waits('CreateContainerConfigError'), unavailable];

/** Configuration that a pod asks for and does not get. */
export const scenarios: readonly Scenario[] = [
  {
    name: 'config-map-missing',
    manifest: settings + web({ container: `${stays}, envFrom: [{configMapRef: {name: setings}}]` }),
    settle: refused,
    reader: ['nodes'],
    target: 'deployment/web',
    grace: 0,
    verdict: 'failed',
    finds: ['CFG-01'],
    causes: [/ConfigMap setings does not exist .*envFrom of container app.*named settings/],
  },
  {
    name: 'config-map-missing-so-far',
    manifest: web({ container: `${stays}, envFrom: [{configMapRef: {name: settings}}]` }),
    settle: refused,
    target: 'deployment/web',
    verdict: 'progressing',
    finds: ['CFG-01'],
    causes: [/ConfigMap settings does not exist/],
  },
  {
    name: 'config-map-missing-volume',
    manifest:
      settings + web({ container: withVolume(), pod: volumeOf('configMap: {name: setings}') }),
    settle: [made(), unavailable],
    events: ['FailedMount'],
    target: 'deployment/web',
    grace: 0,
    verdict: 'failed',
    finds: ['CFG-01'],
    causes: [/ConfigMap setings .*volume files.*named settings/],
  },
  {
    name: 'config-map-key-missing',
    manifest: settings + web({ container: byEnv('configMapKeyRef', 'settings', 'loglevel') }),
    settle: refused,
    target: 'deployment/web',
    grace: 0,
    verdict: 'failed',
    finds: ['CFG-03'],
    causes: [/settings has no key loglevel.*its keys: log_level, region; log_level may be meant/],
  },
  {
    name: 'config-map-key-missing-volume',
    manifest:
      settings +
      web({
        container: withVolume(),
        pod: volumeOf('configMap: {name: settings, items: [{key: zone, path: zone}]}'),
      }),
    settle: [made(), unavailable],
    events: ['FailedMount'],
    target: 'deployment/web',
    grace: 0,
    verdict: 'failed',
    finds: ['CFG-03'],
    causes: [/settings has no key zone.*volume files.*its keys: log_level, region/],
  },
  {
    name: 'secret-missing',
    manifest:
      credentials + web({ container: byEnv('secretKeyRef', 'db-creds', 'pass'), replicas: 3 }),
    settle: [
      made(3),
      waits('CreateContainerConfigError'),
      'wait deploy/web -n {ns} --timeout=60s --for=jsonpath={.status.unavailableReplicas}=3',
    ],
    reader: ['nodes', 'secrets'],
    target: 'deployment/web',
    grace: 0,
    verdict: 'failed',
    finds: ['CFG-02'],
    causes: [/Secret db-creds .*env SETTING of container app.*named db-cred/],
    never: value,
  },
  {
    name: 'secret-missing-volume',
    manifest: web({ container: withVolume(), pod: volumeOf('secret: {secretName: tls}') }),
    settle: [made(), unavailable],
    events: ['FailedMount'],
    target: 'deployment/web',
    grace: 0,
    verdict: 'failed',
    finds: ['CFG-02'],
    causes: [/Secret tls .*volume files/],
  },
  {
    name: 'secret-key-missing',
    manifest: credentials + web({ container: byEnv('secretKeyRef', 'db-cred', 'password') }),
    settle: refused,
    target: 'deployment/web',
    grace: 0,
    verdict: 'failed',
    finds: ['CFG-03'],
    causes: [/Secret db-cred has no key password.*its keys: pass, username/],
    never: value,
  },
  {
    name: 'secret-key-missing-projected',
    manifest:
      credentials +
      web({
        container: withVolume(),
        pod: volumeOf(
          'projected: {sources: [{secret: {name: db-cred, items: [{key: password, path: p}]}}]}',
        ),
      }),
    settle: [made(), unavailable],
    events: ['FailedMount'],
    target: 'deployment/web',
    grace: 0,
    verdict: 'failed',
    finds: ['CFG-03'],
    causes: [/Secret db-cred has no key password.*volume files/],
    never: value,
  },
  {
    name: 'optional-configuration-missing',
    manifest: web({
      container: `${withVolume()}, envFrom: [{configMapRef: {name: settings, optional: true}}]`,
      pod: volumeOf('secret: {secretName: tls, optional: true}'),
    }),
    settle: ['wait deploy/web -n {ns} --timeout=90s --for=condition=Available'],
    target: 'deployment/web',
    verdict: 'healthy',
    finds: [],
  },
  {
    name: 'runs-as-root',
    manifest: web({ container: `${stays}, securityContext: {runAsNonRoot: true}` }),
    settle: refused,
    target: 'deployment/web',
    verdict: 'failed',
    finds: ['CFG-05'],
    causes: [/must not run as root.*localhost\/busybox:1 runs as root/],
  },
  {
    name: 'sub-path-without-variable',
    manifest: web({
      container: `${stays}, volumeMounts: [{name: files, mountPath: /files, subPathExpr: $(POD)/files}]`,
      pod: volumeOf('emptyDir: {}'),
    }),
    settle: refused,
    target: 'deployment/web',
    grace: 0,
    verdict: 'failed',
    finds: ['CFG-06'],
    causes: [/subPathExpr uses \$\(POD\)/],
  },
];
