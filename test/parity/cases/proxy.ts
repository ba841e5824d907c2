import type { ParityCase } from '../case.ts';

const lines: readonly string[] = [
  'proxy -u {dir}/s.sock -p 18001',
  'proxy -p 99999',
  'proxy -p -1',
  'proxy -p x',
  'proxy -p 18001 --address 1.2.3.4',
  'proxy -u /nope/x',
  'proxy -u {dir}/kubeconfig',
  'proxy --accept-paths=[ -p 0',
  'proxy --accept-hosts=(a -p 0',
  'proxy --reject-methods=* -p 0',
  'proxy --reject-paths=a,(?=b) -p 0',
];

export const refused: readonly ParityCase[] = lines.map((line) => ({
  name: line,
  covers: 'proxy',
  line,
  mask: ['klog'],
}));

/** Until it serves. */
export const serving: readonly ParityCase[] = [
  'proxy -p 0',
  'proxy -p 0 --address 127.0.0.1 --keepalive 10s',
  'proxy -p 0 --address [::1]',
  'proxy -p 0 --address 0.0.0.0',
  'proxy -p 0 --disable-filter',
  'proxy -p 0 --www nope',
  'proxy -p 0 --www {dir} -P /files/ --api-prefix /k8s',
  'proxy -u {dir}/s.sock',
  'proxy -u {dir}/s.sock --disable-filter',
].map((line) => ({
  name: line,
  covers: 'proxy',
  line,
  mask: ['klog', /(?<=serve on \S+:)\d+/],
  interruptWhen: /Starting/,
}));
