import type { ParityCase } from '../case.ts';

/** One case for each thing that the harness can do; small ones, so that a failure points at the harness. */
export const harness: readonly ParityCase[] = [
  { name: 'a list in a table', covers: 'get', line: 'get configmaps -n parity-read' },
  {
    name: 'requests of a list',
    covers: 'get',
    line: 'get cm -n parity-read -o name',
    requests: true,
  },
  { name: 'cold cache', covers: 'get', line: 'get cm plain -n parity-read -o yaml', cache: 'cold' },
  {
    name: 'an object read from a file named relatively',
    covers: 'get',
    line: 'get -f here.yaml -o jsonpath={.data.key}',
    files: {
      'here.yaml':
        'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: plain, namespace: parity-read}\n',
    },
  },
  {
    name: 'a manifest on stdin',
    covers: 'get',
    line: 'get -f - -o name',
    stdin: 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: plain, namespace: parity-read}\n',
  },
  { name: 'no server at all', covers: 'get', line: 'get pods', kubeconfig: 'none', mask: ['klog'] },
  {
    name: 'a kubeconfig that the command changes',
    covers: 'config use-context',
    line: 'config use-context second',
    kubeconfig:
      'apiVersion: v1\nkind: Config\ncurrent-context: first\ncontexts:\n- context: {cluster: c, user: u}\n  name: first\n- context: {cluster: c, user: u}\n  name: second\n',
    filesAfter: ['kubeconfig'],
  },
  {
    name: 'a watch that sees a change and is interrupted',
    covers: 'get',
    line: 'get configmap watched -n {ns} -o name -w',
    mutates: true,
    setup: ['apiVersion: v1\nkind: ConfigMap\nmetadata: {name: watched}\n'],
    meanwhile: { when: /watched/, run: ['label configmap watched -n {ns} seen=yes'] },
    interruptWhen: /watched[^]*watched/,
    followUp: ['get configmap watched -n {ns} -o jsonpath={.metadata.labels}'],
  },
];
