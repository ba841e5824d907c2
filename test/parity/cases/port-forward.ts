import type { ParityCase } from '../case.ts';
import { pods } from './logs.ts';

const lines: readonly string[] = [
  '',
  'one',
  'one --pod-running-timeout=0',
  'one 80 --pod-running-timeout=0',
  'nope 80',
  'pod/nope 80',
  'pods one 80',
  'one abc',
  'one 99999',
  'one 80:0',
  'one 80:-1',
  'one +80',
  'one 1x:80',
  'one :',
  'one 18086:80 --address nope',
  'one 99999 --address nope',
  'one 18086:80 --address 1.2.3.4',
  'one 18086:80 --address 1.2.3.4,4.3.2.1',
  'waiting 80',
  'waiting abc',
  'done 80',
  'job/job 80',
  'cm/kube-root-ca.crt 80',
  'svc/noselector 80',
  'svc/web 99',
  'svc/web nope',
  'svc/web :99',
  'deployments.apps/web nope',
  'deployments.apps/nope 80',
  'deployments.apps/none 80 --pod-running-timeout=200ms',
  'gadgets.parity.kubist.example/first 80',
];

export const refused: readonly ParityCase[] = lines.map((line) => ({
  name: `port-forward ${line}`.trim(),
  covers: 'port-forward',
  line: `port-forward -n parity-logs ${line}`,
  ...pods,
  requests: 'heads',
  ignoreQuery: ['resourceVersion'],
}));

/** Until it listens. Ports are those that are free, so that the two sides do not meet. */
export const listening: readonly ParityCase[] = [
  ['one :80', /::1/],
  ['one 0:80', /::1/],
  ['one :80 :81', /::1[^]*::1/],
  ['one :80 --address 127.0.0.1', /127/],
  ['one :80 --address ::1,127.0.0.1', /127/],
  ['svc/web :http', /::1/],
  ['svc/web :num', /::1/],
  ['svc/web :81', /::1/],
  ['deployments.apps/web :http', /::1/],
  ['pod/one :80 -v=0', /::1/],
].map(([line, seen]) => ({
  name: `port-forward ${String(line)}`,
  covers: 'port-forward',
  line: `port-forward -n parity-logs ${String(line)}`,
  ...pods,
  mask: [/(?<=from \S+:)\d+/],
  interruptWhen: seen as RegExp,
}));
