import type { FlagSpec } from '../../cli/flags/flags.ts';
import { labelSelectorFlag } from '../../cli/flags/selector.ts';

/** The flags of `logs`, in the order of help. */
export const logFlags: readonly FlagSpec[] = [
  {
    name: 'all-containers',
    type: 'bool',
    default: false,
    usage: 'The logs of all containers of the pods',
  },
  {
    name: 'all-pods',
    type: 'bool',
    default: false,
    usage: 'The logs of all pods of a workload or service. Each line names its source then.',
  },
  { name: 'container', short: 'c', type: 'string', default: '', usage: 'The container to read' },
  {
    name: 'exclude',
    type: 'stringArray',
    default: [],
    usage: 'Leave out lines in which this regular expression is found; may be repeated',
  },
  {
    name: 'follow',
    short: 'f',
    type: 'bool',
    default: false,
    usage: 'Go on with what is written from now on, until the container ends',
  },
  {
    name: 'follow-new',
    type: 'bool',
    default: false,
    usage:
      'Follow, and take up pods and containers that start later. Tells when one ends and why. Each line names its source.',
  },
  {
    name: 'ignore-errors',
    type: 'bool',
    default: false,
    usage: 'Tell of a log that cannot be read in its place, and go on with the others.',
  },
  {
    name: 'include',
    type: 'stringArray',
    default: [],
    usage: 'Only lines in which this regular expression is found; several find more',
  },
  {
    name: 'insecure-skip-tls-verify-backend',
    type: 'bool',
    default: false,
    usage:
      'Let the API server read from a node whose identity it cannot verify, for instance when its certificate has expired. Whoever stands between the two can then make up a log.',
  },
  {
    name: 'json',
    type: 'bool',
    default: false,
    usage: 'Show lines that are JSON objects as text: time, level, message, other fields',
  },
  {
    name: 'limit-bytes',
    type: 'int64',
    default: 0,
    usage: 'At most this many bytes of each log; 0 is no limit',
  },
  {
    name: 'max-log-requests',
    type: 'int',
    default: 5,
    usage: 'How many logs may be followed at the same time',
  },
  {
    name: 'pod-running-timeout',
    type: 'duration',
    default: '20s',
    usage: 'How long to wait for a pod that runs (5s, 2m, 3h); more than zero.',
  },
  {
    name: 'prefix',
    type: 'bool',
    default: false,
    usage: 'Begin each line with its source: the pod and the container',
  },
  {
    name: 'previous',
    short: 'p',
    type: 'bool',
    default: false,
    usage: 'The log of the run before the last restart',
  },
  labelSelectorFlag,
  {
    name: 'since',
    type: 'duration',
    default: '0s',
    usage: 'Only lines that are not older than this (5s, 2m, 3h). Not together with --since-time.',
  },
  {
    name: 'since-time',
    type: 'string',
    default: '',
    usage: 'Only lines after this moment (RFC 3339). Not together with --since.',
  },
  {
    name: 'tail',
    type: 'int64',
    default: -1,
    usage: 'How many of the last lines to show; -1 is all of them, or 10 with a selector.',
  },
  {
    name: 'timestamps',
    type: 'bool',
    default: false,
    usage: 'Begin each line with the time at which it was written',
  },
];
