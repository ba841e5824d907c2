import type { ParityCase } from '../case.ts';

const FILE = `apiVersion: kubectl.config.k8s.io/v1beta1
kind: Preference
defaults:
- command: get
  options:
  - name: output
    default: wide
aliases:
- name: getn
  command: get
  prependArgs: [nodes]
credentialPluginPolicy: Allowlist
credentialPluginAllowlist:
- command: login
`;

const sets: readonly string[] = [
  '--section defaults --command create --option validate=false --option x=y=z',
  '--section defaults --command get --option output=json',
  '--section defaults --command get --option output=json --overwrite',
  '--section defaults --command delete',
  "--section defaults --command 'set env' --option output=yaml",
  '--section aliases --name runx --command run --option image=nginx --appendarg -- --appendarg custom --prependarg a',
  '--section aliases --name getn --command get',
  '--section aliases --name getn --command get --prependarg pods --overwrite',
  '--section aliases --name q --command get --option =x --option y=',
  '--section credentialplugin --policy DenyAll',
  '--section credentialplugin --policy AllowAll',
  '--section credentialplugin --policy Allowlist --allowlist-entry command=a --allowlist-entry command=b',
  '',
  '--section x',
  '--section defaults',
  '--section aliases',
  '--section aliases --command get',
  '--section aliases --name x',
  '--section defaults --command x --name y',
  '--section defaults --command x --prependarg y',
  '--section defaults --command x --appendarg y',
  '--section defaults --command get --option nope',
  '--section aliases --name x --command get --option nope',
  '--section credentialplugin',
  '--section credentialplugin --policy x',
  '--section credentialplugin --policy Allowlist',
  '--section credentialplugin --policy Allowlist --allowlist-entry x',
  '--section credentialplugin --policy Allowlist --allowlist-entry foo=bar',
  '--section credentialplugin --policy AllowAll --allowlist-entry command=bar',
];

/** The file is given by name: the one of the home belongs to all cases. */
export const cases: readonly ParityCase[] = [
  ...sets.map((rest): ParityCase => ({
    name: `kuberc set ${rest}`,
    covers: 'kuberc set',
    line: `kuberc set ${rest} --kuberc f`,
    files: { f: FILE },
    filesAfter: ['f'],
  })),
  ...[
    '',
    '-o json',
    '-o yaml',
    '-o name',
    '-o jsonpath={.aliases[0].name}',
    '-o bad',
    '--template={{.kind}}',
  ].map((rest): ParityCase => ({
    name: `kuberc view ${rest}`,
    covers: 'kuberc view',
    line: `kuberc view ${rest} --kuberc f`,
    files: { f: FILE },
  })),
  {
    name: 'kuberc set in a file that says little',
    covers: 'kuberc set',
    line: 'kuberc set --section defaults --command get --option a=b --kuberc f',
    files: { f: 'apiVersion: kubectl.config.k8s.io/v1beta1\nkind: Preference\n' },
    filesAfter: ['f'],
  },
  { name: 'kuberc', covers: 'kuberc', line: 'kuberc nope' },
  { name: 'alpha', covers: 'alpha', line: 'alpha x' },
  { name: 'alpha with a flag', covers: 'alpha', line: 'alpha --x' },
  {
    name: 'kuberc view of a file that is not there',
    covers: 'kuberc view',
    line: 'kuberc view --kuberc f',
  },
  {
    name: 'kuberc view where preferences are off',
    covers: 'kuberc view',
    line: 'kuberc view',
    env: { KUBERC: 'off' },
  },
];

const DEFAULTS = `apiVersion: kubectl.config.k8s.io/v1beta1
kind: Preference
defaults:
- command: nope
  options: [{name: output, default: name}]
- command: get x y
  options: [{name: output, default: name}]
- command: "config  view"
  options: [{name: output, default: json}]
- command: "-n x config get-contexts"
  options: [{name: output, default: name}]
- command: version
  options: [{name: nope, default: name}]
- command: options nope
- command: api-versions
  options: [{name: request-timeout, default: x}]
`;

const ALIASES = `apiVersion: kubectl.config.k8s.io/v1beta1
kind: Preference
defaults:
- command: gone
- command: getn
  options: [{name: output, default: json}]
- command: get
  options: [{name: no-headers, default: "true"}]
aliases:
- name: getn
  command: get
  options: [{name: output, default: name}]
- name: getx
  command: get x
- name: nodes
  command: get
  prependArgs: [nodes]
  appendArgs: ['-o', name]
- name: contexts
  command: config  get-contexts
  options: [{name: output, default: name}]
- name: lost
  command: nope get
- name: get
  command: nope
`;

/** What preferences do to other commands. */
export const effects: readonly ParityCase[] = [
  ...[
    'get ns default',
    'get ns default -o yaml --request-timeout 0',
    'get ns -o',
    'get --nope',
    'get ns default -o wide',
    'config view',
    'config get-contexts',
    'config get-contexts -o name',
    'config nope',
    'version --client',
    'version --client --output json',
    'api-versions',
    'create',
    'nosuch',
    '--nope',
  ].map((line) => ({ name: `${line}, with defaults of the user's`, line, f: DEFAULTS })),
  ...[
    'getn ns default',
    'getx',
    'nodes',
    'nodes node-1 -o wide',
    'contexts',
    'contexts --no-headers',
    'lost',
    'lost ns',
    'get ns default',
    'get ns default -o wide',
    'gone',
    'gone ns',
    'version --client',
  ].map((line) => ({ name: `${line}, with aliases of the user's`, line, f: ALIASES })),
].map(({ name, line, f }) => ({
  name,
  covers: 'kuberc',
  line: `${line} --kuberc f`,
  files: { f },
  mask: ['age', 'uid', 'resourceVersion', 'time'],
}));
