import type { FlagSpec } from '../../cli/flags/flags.ts';

/** `-c`. */
export const containerFlag: FlagSpec = {
  name: 'container',
  short: 'c',
  type: 'string',
  default: '',
  usage:
    'Name of the container. Without it, the one that the annotation kubectl.kubernetes.io/default-container names, else the first.',
};

/** Flags of commands that connect this terminal with a container. */
export const sessionFlags: readonly FlagSpec[] = [
  containerFlag,
  {
    name: 'pod-running-timeout',
    type: 'duration',
    default: '1m0s',
    usage: 'How long to wait for the first pod of a workload (5s, 2m, 3h); more than zero',
  },
  {
    name: 'quiet',
    short: 'q',
    type: 'bool',
    default: false,
    usage: 'Print nothing but what comes from the container',
  },
  {
    name: 'stdin',
    short: 'i',
    type: 'bool',
    default: false,
    usage: 'Hand standard input on to the container',
  },
  {
    name: 'tty',
    short: 't',
    type: 'bool',
    default: false,
    usage: 'Give the process a terminal; with -i, when standard input is one',
  },
];
