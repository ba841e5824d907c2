import type { FlagSpec } from './flags.ts';

/** Flags that every command takes. `{cacheDir}` in a default is filled in when help is printed. */
export const globalFlags: readonly FlagSpec[] = [
  {
    name: 'as',
    type: 'string',
    default: '',
    usage: 'User to act as: a regular user, or a service account of a namespace.',
  },
  {
    name: 'as-group',
    type: 'stringArray',
    default: [],
    usage: 'Group to act as; repeat the flag for several groups.',
  },
  { name: 'as-uid', type: 'string', default: '', usage: 'UID to act as.' },
  {
    name: 'as-user-extra',
    type: 'stringArray',
    default: [],
    usage: 'Extra attribute (key=value) of the user to act as; repeat the flag for several values.',
  },
  {
    name: 'cache-dir',
    type: 'string',
    default: '$HOME/.kube/cache',
    usage: 'Folder for cached discovery and OpenAPI documents',
  },
  {
    name: 'certificate-authority',
    type: 'string',
    default: '',
    usage: "File with the certificates that vouch for the server's",
  },
  {
    name: 'client-certificate',
    type: 'string',
    default: '',
    usage: 'File with the client certificate for TLS',
  },
  { name: 'client-key', type: 'string', default: '', usage: 'File with the client key for TLS' },
  { name: 'cluster', type: 'string', default: '', usage: 'Cluster of the kubeconfig to use' },
  {
    name: 'color',
    type: 'string',
    default: 'auto',
    noOptDefault: 'always',
    usage:
      'Colours: auto has them on terminals, unless the environment says otherwise (NO_COLOR, FORCE_COLOR). One of (auto|always|never). (Not in kubectl.)',
  },
  { name: 'context', type: 'string', default: '', usage: 'Context of the kubeconfig to use' },
  {
    name: 'disable-compression',
    type: 'bool',
    default: false,
    usage: 'Ask the server for uncompressed answers',
  },
  {
    name: 'insecure-skip-tls-verify',
    type: 'bool',
    default: false,
    usage:
      "Do not check the server's certificate: whoever sits on the line can then read and change everything",
  },
  {
    name: 'kubeconfig',
    type: 'string',
    default: '',
    usage: 'Kubeconfig file to use; no other file is read.',
  },
  {
    name: 'kuberc',
    type: 'string',
    default: '',
    usage:
      'File with preferences (kuberc). KUBECTL_KUBERC=false in the environment, or KUBERC=off, turns preferences off.',
  },
  {
    name: 'log-flush-frequency',
    type: 'duration',
    default: '5s',
    usage: 'Longest time that a log line may wait; {program} writes each one at once',
  },
  {
    name: 'match-server-version',
    type: 'bool',
    default: false,
    usage: "Go on only when the server's version equals the client's",
  },
  { name: 'namespace', short: 'n', type: 'string', default: '', usage: 'Namespace to work in' },
  { name: 'password', type: 'string', default: '', usage: 'Password for basic authentication' },
  {
    name: 'profile',
    type: 'string',
    default: 'none',
    usage: 'Profile to record. One of (none|cpu|heap|goroutine|threadcreate|block|mutex|trace)',
  },
  {
    name: 'profile-output',
    type: 'string',
    default: 'profile.pprof',
    usage: 'File for the profile',
  },
  {
    name: 'request-timeout',
    type: 'string',
    default: '0',
    usage:
      'How long one request may take: a number of seconds or a duration such as 1s, 2m, 3h. Zero is no limit.',
  },
  {
    name: 'server',
    short: 's',
    type: 'string',
    default: '',
    usage: 'Address and port of the API server',
  },
  {
    name: 'tls-server-name',
    type: 'string',
    default: '',
    usage: "Name to expect in the server's certificate, when it is not the name in the address",
  },
  { name: 'token', type: 'string', default: '', usage: 'Bearer token for authentication' },
  { name: 'user', type: 'string', default: '', usage: 'User of the kubeconfig to use' },
  { name: 'username', type: 'string', default: '', usage: 'User name for basic authentication' },
  { name: 'v', short: 'v', type: 'Level', default: 0, usage: 'How much to log, from 0 to 10' },
  {
    name: 'vmodule',
    type: 'string',
    default: '',
    usage: 'Log levels for single source files: a comma-separated list of pattern=N',
  },
  {
    name: 'warnings-as-errors',
    type: 'bool',
    default: false,
    usage: 'Exit with 1 when the server sent a warning',
  },
  {
    name: 'snapshot',
    type: 'string',
    default: '',
    usage:
      'Read from a cluster that was saved in this file or folder, by snapshot save or cluster-info dump; no server is asked. (Not in kubectl.)',
  },
];

/** `--help`, on every command. */
export const helpFlag: FlagSpec = {
  name: 'help',
  short: 'h',
  type: 'bool',
  default: false,
  usage: 'Show this help',
  hidden: true,
};
