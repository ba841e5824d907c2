import type { ParityCase } from '../case.ts';

/** Flags that only kubist has, and objects of cases that run at the same time. */
const OWN =
  /^--(color|snapshot|exclude|include|json|follow-new|reconnect)$|^parity-[a-z]-|^(diagnose|snapshot)\b|^E\d{4} .*memcache/;

/**
 * Words after `__completeNoDesc`, with one space between; what stands right before `|` is to be completed.
 */
const LINES: Readonly<Record<string, string>> = {
  'Commands and topics': `|co|opt|nope |ge |config |create |
apply |apply -f x |top |
options |help |help c|help create secret |-n x |get --help |
alpha |completion |
create --dry-run=client |`,
  'Names of flags': `-|get -|get -o json --o|
get pods -- -|
run x --image=a --im|scale --|config set-context -|logs -|
options --|
port-forward -|`,
  'Values of flags': `get -o |get -o=j|get -oj|get -Ao=j|
get -f |apply --filename=|
patch --subresource=s|kustomize --load-restrictor |
get --chunk-size |get -n parity-r|get -n=parity-r|

create clusterrolebinding x --clusterrole parity-|
get --context |get --cluster |get --user t|
config set-context --current --namespace=parity-r|
delete --cascade |`,
  'Flags that cannot be read': `get --nope |get --nope=|get --=x|
get --chunk-size=x |get -o json -- |get pods -- |`,
  Types: `get |get x$(id)|get po,dep|get pods,no|
expose |scale --replicas=1 |
autoscale |rollout pause |
set image |taint |
`,
  Names: `get pods -n parity-read |get pod -n parity-read w|get nope |
get clusterroles parity-|
get deployments.v1.apps -n parity-read |get all -n parity-read w|
get pods,deployments -n parity-read w|
get pod -n parity-read running completed |delete pod -n parity-read db-0 d|


autoscale -n parity-read deployment w|
taint node |
drain |
top pod -n parity-read d|
create token -n parity-read |
`,
  'TYPE/NAME': `get pods/ -n parity-read|get -n parity-read pods/|
get -n parity-read pod/running pod/r|get -n parity-read pod/running |
get -n parity-read pod/running pod/completed deployments/|get -n parity-read pods,dep/|

rollout undo -n parity-read deployment/web deployment/|
rollout undo -n parity-read deployment/web |
rollout status -n parity-read deployment/web |
set image -n parity-read deployment/web |
`,
  'Pods, containers and ports': `exec |exec -n parity-read |exec -n parity-read ds|

exec -n parity-read pod -- -n |
exec -n parity-read two-containers -c |
exec -n parity-read pods/two-containers --container=|exec -n parity-read deployment/web -c |

attach -n parity-read running -c |logs -n parity-read two-containers |
logs -n parity-read pod/two-containers s|logs -n parity-read deployment/web |


port-forward -n parity-read running |
port-forward -n parity-read running 9:|port-forward -n parity-read running :|
port-forward -n parity-read running 1:x|
port-forward -n parity-read service/web |
port-forward -n parity-read deployment/web |
`,
  cp: `cp parity-re|cp -n parity-read d|cp parity-read/|cp parity-read/w|cp ./|
cp -n parity-read ./x |cp db-0:|`,
  'The kubeconfig': `config use-context |config use-context a|config get-contexts |
config delete-context t|config delete-user |
cp |
cp -n parity-read |kustomize --load-restrictor LoadRestrictionsR|--kubeconfig /nope get pods |`,
  'No server, or one that refuses': `-s https://127.0.0.1:1 get |-s https://127.0.0.1:1 get pods |
--context nope get pods |-s https://127.0.0.1:1 cp |
--as nobody -n |--as nobody get pods -n parity-read |
`,
};

/** A line may be broken behind any `|`. */
const lines = Object.values(LINES).flatMap((text) =>
  text
    .split('|')
    .slice(0, -1)
    .map((line) => line.replace(/^\n/, '')),
);

const KUBERC = `apiVersion: kubectl.config.k8s.io/v1beta1
kind: Preference
aliases:
- name: getn
  command: get
  prependArgs: [nodes]
- name: gg
  command: get
  options: [{name: output, default: json}]
- name: sctx
  command: config use-context
`;

const PLUGIN = '#!/bin/sh\necho ran\n';
const PLUGINS = {
  'bin/kubectl-foo': PLUGIN,
  'bin/kubectl-foo-bar': PLUGIN,
  'bin/kubectl-do_it': PLUGIN,
  'bin/kubectl-get': PLUGIN,
  'bin/kubectl-up-down-left': PLUGIN,
};

/** A plugin's own completion, which says what it was asked, too. */
const COMPLETE = `#!/bin/sh
printf '%s words\\n' "$#" "$@"
printf '_activeHelp_ said\\nalpha\\tthe first\\n\\n  beta  \\n:4\\n'
`;
const ODD = {
  'bin/kubectl_complete-foo': COMPLETE.replace(':4', ':36'),
  'bin/kubectl_complete-do_it': '#!/bin/sh\necho lost\nexit 3\n',
  'bin/kubectl_complete-foo-bar': "#!/bin/sh\nprintf 'one\\n:x\\n'\n",
  'bin/kubectl_complete-up': '#!/bin/sh\necho :1\n',
};

export const cases: readonly ParityCase[] = [
  ...lines.map((line): ParityCase => ({
    name: `complete ${line}|`,
    covers: 'completion',
    args: ['__completeNoDesc', ...line.split(' ')],
    // The reference walks a map of the kubeconfig, or of shells; klog tells of a server that does not answer several times.
    unordered: /^(config|completion|get --(context|user))/.test(line),
    ignoreLines: OWN,
  })),
  ...['', 'get po', 'get -o ', 'config use-', 'scale --repl', 'create secret '].map(
    (line): ParityCase => ({
      name: `complete with descriptions ${line}|`,
      covers: 'completion',
      args: ['__complete', ...line.split(' ')],
      mask: [/\t.*/],
      ignoreLines: OWN,
    }),
  ),
  {
    name: 'complete without descriptions by the environment',
    covers: 'completion',
    args: ['__complete', 'ver'],
    env: { KUBECTL_COMPLETION_DESCRIPTIONS: 'false' },
  },
  { name: 'complete nothing', covers: 'completion', line: '__complete' },
  { name: 'complete nothing without descriptions', covers: 'completion', line: '__completeNoDesc' },
  { name: 'completion', covers: 'completion', line: 'completion' },
  { name: 'completion nope', covers: 'completion', line: 'completion nope' },
  { name: 'completion of an empty name', covers: 'completion', args: ['completion', ''] },
  { name: 'completion bash zsh', covers: 'completion', line: 'completion bash zsh' },
  { name: 'completion bash --nope', covers: 'completion', line: 'completion bash --nope' },
  {
    name: 'completion bash --no-descriptions',
    covers: 'completion',
    line: 'completion bash --no-descriptions',
  },
  ...[
    'getn ',
    'getn -',
    'getn x',
    'gg ',
    'gg po',
    'gg --out',
    'gg -o ',
    'sctx ',
    'ge',
    'get nodes ',
  ].map((line): ParityCase => ({
    name: `complete an alias ${line}|`,
    covers: 'completion',
    args: ['__completeNoDesc', ...line.split(' ')],
    files: { rc: KUBERC },
    env: { KUBERC: '{dir}/rc' },
    unordered: true,
    ignoreLines: OWN,
  })),
  ...[
    'f',
    'foo ',
    'foo b',
    'foo bar ',
    'foo bar x',
    'foo -',
    'foo --x ',
    'foo a b ',
    'do',
    'do-it ',
    'do_it ',
    'up ',
  ].map((line): ParityCase => ({
    name: `complete a plugin ${line}|`,
    covers: 'completion',
    args: ['__complete', ...line.split(' ')],
    files: { ...PLUGINS, ...ODD },
    env: { PATH: '{dir}/bin:/usr/bin:/bin' },
  })),
];
