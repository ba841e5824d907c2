import type { ParityCase } from '../case.ts';

const files: Readonly<Record<string, string>> = {
  'no-type.yaml': 'metadata: {name: x}\n',
  'no-kind.yaml': 'apiVersion: v1\nmetadata: {name: x}\n',
  'no-version.yaml': 'kind: ConfigMap\nmetadata: {name: x}\n',
  'list.yaml':
    'apiVersion: v1\nkind: List\nitems:\n- {apiVersion: v1, kind: ConfigMap, metadata: {name: in-list}}\n- {metadata: {name: other}}\n',
  'good.yaml': 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: good}\n',
};

/** Manifests that do not say what they are, beside one that does. */
export const untyped: ParityCase[] = ['create', 'replace'].flatMap((command) =>
  [
    ...['no-type', 'no-kind', 'no-version', 'list'].map((name) => `-f ${name}.yaml`),
    '-f no-kind.yaml --validate=warn',
    '-f no-kind.yaml --validate=ignore',
    '-f no-version.yaml --validate=false',
    '-f no-version.yaml --dry-run=client',
    '-f no-type.yaml -f good.yaml',
  ].map((line) => ({
    name: `${command} ${line}, without a type`,
    covers: command,
    line: `${command} ${line} -n {ns}`,
    files,
    mutates: true,
    settle: command === 'replace' ? ['create configmap good -n {ns}'] : [],
    mask: ['klog'],
    requests: 'heads',
    followUp: ['get configmaps -n {ns} -o name'],
  })),
);

/** Go sorts the keys of maps as text, whatever they look like. */
export const numberKeys: ParityCase[] = [
  'configmap a --from-literal=10=x --from-literal=9=y --from-literal=b=z',
  'configmap a --from-literal=10=x --from-literal=9=y --save-config',
  'secret generic a --from-literal=10=x --from-literal=9=y',
  'quota a --hard=10=1,9=2',
].map((line) => ({
  name: `create ${line}, keys that are numbers`,
  covers: `create ${/^secret \S+|^\S+/.exec(line)?.[0] ?? ''}`,
  line: `create ${line} --dry-run=client -o json`,
}));

/** The time of a restart is that of the user's clock. */
export const localTime: ParityCase[] = ['Asia/Kolkata', 'America/St_Johns', 'UTC'].map((zone) => ({
  name: `rollout restart in ${zone}`,
  covers: 'rollout restart',
  line: 'rollout restart deployments.apps web -n {ns}',
  env: { TZ: zone },
  mutates: true,
  settle: ['create deployment web --image=localhost/busybox:1 --replicas=0 -n {ns}'],
  mask: [/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d/],
  requests: true,
  followUp: ['get deployments.apps web -n {ns} -o jsonpath={.spec.template.metadata.annotations}'],
}));
