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
