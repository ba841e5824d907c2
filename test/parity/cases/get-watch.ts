import type { ParityCase } from '../case.ts';

const timeout = '--request-timeout=1s';

/** Watches that a request timeout ends, and those that cannot begin. */
const lines: readonly string[] = [
  `get svc -n parity-read -w ${timeout}`,
  `get svc -n parity-read --watch -o wide ${timeout}`,
  `get svc -n parity-read -w --no-headers ${timeout}`,
  `get svc -n parity-read -w --output-watch-events ${timeout}`,
  `get svc -n parity-read -w --output-watch-events --show-kind --show-labels ${timeout}`,
  `get svc -A -l app=web -w --output-watch-events ${timeout}`,
  `get svc -n parity-read -w -o name ${timeout}`,
  `get svc -n parity-read -w -o yaml ${timeout}`,
  `get cm plain -n parity-read -w -o json --output-watch-events ${timeout}`,
  `get cm plain -n parity-read -w -o yaml --output-watch-events ${timeout}`,
  `get cm plain -n parity-read -w -o kyaml --output-watch-events ${timeout}`,
  `get svc -n parity-read -w -o custom-columns=NAME:.metadata.name ${timeout}`,
  `get svc -n parity-read -w -o jsonpath='{.metadata.name} ' ${timeout}`,
  `get svc -n parity-read -w --server-print=false ${timeout}`,
  `get svc -n parity-read -w --chunk-size=1 ${timeout}`,
  `get svc -n parity-read -w --sort-by=.metadata.name ${timeout}`,
  `get svc -n parity-read --watch-only ${timeout}`,
  `get cm plain -n parity-read --watch-only ${timeout}`,
  `get cm plain -n parity-read -w ${timeout}`,
  `get cm/plain -n parity-read -w --output-watch-events ${timeout}`,
  `get cm -n parity-nothing -w ${timeout}`,
  'get cm nope -n parity-read -w',
  'get cm nope -n parity-read -w --ignore-not-found',
  'get cm plain awkward -n parity-read -w',
  'get cm/plain secret/opaque -n parity-read -w',
  'get cm,secret -n parity-read -w',
  'get all -n parity-read -w',
  'get cm plain -A -w',
  'get cm -n parity-read -w -o nope',
];

export const watches: readonly ParityCase[] = lines.map((line) => ({
  name: line,
  covers: 'get',
  line,
  mask: ['age'],
}));

const manifest = 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: watched}\n';

/** Watches that see something happen, and end by Ctrl-C. */
export const changes: readonly ParityCase[] = [
  {
    name: 'a watch of a type shows rows as events arrive',
    covers: 'get',
    line: 'get configmaps -n {ns} --field-selector metadata.name!=kube-root-ca.crt -w --output-watch-events',
    mutates: true,
    setup: [manifest],
    mask: ['age'],
    meanwhile: {
      when: /watched/,
      run: [
        'label cm watched -n {ns} a=b',
        'create cm with-a-longer-name -n {ns}',
        'delete cm watched -n {ns}',
      ],
    },
    interruptWhen: /DELETED/,
  },
  {
    name: 'a watch of one object shows what changes only',
    covers: 'get',
    line: `get configmap watched -n {ns} --watch-only -o jsonpath='{.metadata.labels}{"\\n"}'`,
    mutates: true,
    setup: [manifest],
    meanwhile: { when: /^/, run: ['label cm watched -n {ns} a=b'] },
    interruptWhen: /b/,
    timeout: 10,
  },
];
