import type { FlagSpec } from '../../cli/flags/flags.ts';

/** The flags of `proxy`, in the order of help. */
export const proxyFlags: readonly FlagSpec[] = [
  {
    name: 'accept-hosts',
    type: 'string',
    default: '^localhost$,^127\\.0\\.0\\.1$,^\\[::1\\]$',
    usage: 'Regular expressions for hosts whose requests pass',
  },
  {
    name: 'accept-paths',
    type: 'string',
    default: '^.*',
    usage: 'Regular expressions for paths whose requests pass',
  },
  {
    name: 'address',
    type: 'string',
    default: '127.0.0.1',
    usage: 'The IP address to serve on',
  },
  {
    name: 'api-prefix',
    type: 'string',
    default: '/',
    usage: 'Where the API is served, as a path',
  },
  {
    name: 'append-server-path',
    type: 'bool',
    default: false,
    usage: "Put the path of the server's own URL before the path of each request.",
  },
  {
    name: 'disable-filter',
    type: 'bool',
    default: false,
    usage:
      'Let every request pass. Pages of any site that you open can then use the port in your name.',
  },
  {
    name: 'keepalive',
    type: 'duration',
    default: '0s',
    usage: 'How often a silent connection is probed; 0 is never.',
  },
  {
    name: 'port',
    short: 'p',
    type: 'int',
    default: 8001,
    usage: 'The port to serve on; 0 is any that is free.',
  },
  {
    name: 'reject-methods',
    type: 'string',
    default: '^$',
    usage: "Regular expressions for methods that do not pass (--reject-methods='POST,PUT,PATCH')",
  },
  {
    name: 'reject-paths',
    type: 'string',
    default: '^/api/.*/pods/.*/exec,^/api/.*/pods/.*/attach',
    usage: 'Regular expressions for paths that do not pass, whatever --accept-paths says',
  },
  {
    name: 'unix-socket',
    short: 'u',
    type: 'string',
    default: '',
    usage: 'Serve on a Unix socket at this path, which only you can open.',
  },
  {
    name: 'www',
    short: 'w',
    type: 'string',
    default: '',
    usage: 'Serve the files of this folder too.',
  },
  {
    name: 'www-prefix',
    short: 'P',
    type: 'string',
    default: '/static/',
    usage: 'Where the files of --www are served, as a path',
  },
];
