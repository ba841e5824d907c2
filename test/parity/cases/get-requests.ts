import type { ParityCase } from '../case.ts';

/** What is asked of the server. */
const lines: readonly string[] = [
  'get svc -n parity-read',
  'get svc -A',
  'get svc web -n parity-read',
  'get svc web db -n parity-read -o json',
  'get svc/web cm/plain -n parity-read',
  'get svc,cm -n parity-read -o json',
  'get svc nope -n parity-read',
  'get svc nope -n parity-nothing',
  'get svc nope -n default',
  'get ns nope',
  "get svc -n parity-read -l 'app in (web,db)' --field-selector metadata.name!=x",
  'get svc -n parity-read --chunk-size=100 -o yaml',
  'get svc -n parity-read --chunk-size=0',
  'get svc -n parity-read --sort-by=.metadata.name',
  'get svc -n parity-read --sort-by=.metadata.name -o name',
  'get svc -n parity-read --server-print=false',
  'get deploy web -n parity-read --subresource scale',
  'get widgets -n parity-read',
  'get svc -n parity-read --request-timeout=5s',
  "get --raw '/api/v1/namespaces/parity-read/services?limit=1'",
  'get svc -n a/b',
  'get cm .. -n parity-read',
  'get nosuch',
  'get svc -n parity-read --show-labels -o json',
];

export const requests: readonly ParityCase[] = lines.map((line) => ({
  name: `requests of ${line}`,
  covers: 'get',
  line,
  mask: ['age'],
  requests: true,
}));
