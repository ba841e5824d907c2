import { deletionFlags } from '../../cli/flags/delete.ts';
import { filenameFlags } from '../../cli/flags/filename.ts';
import type { FlagSpec } from '../../cli/flags/flags.ts';
import { printFlags } from '../../cli/flags/print.ts';
import { dryRunFlag, fieldManagerFlag, saveConfigFlag } from '../../cli/flags/write.ts';
import { overrideFlags } from '../change/overrides.ts';
import { flag } from '../create/arguments.ts';
import { FORMATS } from '../create/result-printer.ts';

const bool = (name: string, usage: string, short?: string): FlagSpec => ({
  name,
  ...(short === undefined ? {} : { short }),
  type: 'bool',
  default: false,
  usage,
});

/** The flags of `run`. */
export const runFlags: readonly FlagSpec[] = [
  ...printFlags(FORMATS),
  ...deletionFlags(false),
  ...filenameFlags('of nothing: the pod is made of flags alone, and this one has no effect'),
  dryRunFlag,
  fieldManagerFlag('kubectl-run'),
  saveConfigFlag,
  ...overrideFlags('pod'),
  flag('annotations', 'Annotation of the pod, KEY=VALUE; may be given again', 'stringArray'),
  bool('attach', 'Join the pod once it runs, as attach does; -i means that too'),
  bool('command', 'The words after -- are the command, not its arguments'),
  {
    name: 'detach-keys',
    type: 'string',
    default: 'ctrl-p,ctrl-q',
    usage: 'Keys that leave the pod: characters, or ctrl- and a character, with commas',
  },
  flag('env', 'Environment variable, NAME=VALUE; may be given again', 'stringArray'),
  bool('expose', 'Create a service for the pod as well; needs --port'),
  flag('image', 'Image of the container'),
  flag('image-pull-policy', 'Always, IfNotPresent or Never; the server decides when empty'),
  {
    ...flag('labels', 'Labels of the pod, KEY=VALUE with commas; run=NAME when empty'),
    short: 'l',
  },
  bool('leave-stdin-open', 'Keep standard input open for those who attach later'),
  {
    name: 'pod-running-timeout',
    type: 'duration',
    default: '1m0s',
    usage: 'How long to wait until the pod runs (5s, 2m, 3h); more than zero',
  },
  flag('port', 'Port that the container listens on'),
  bool('privileged', 'Run the container with all rights on its node'),
  bool('quiet', 'Print nothing but what comes from the container', 'q'),
  {
    name: 'restart',
    type: 'string',
    default: 'Always',
    usage: 'When the container is started again: Always, OnFailure or Never',
  },
  bool('rm', 'Delete the pod when the session ends; for -i and --attach only'),
  bool('stdin', 'Give the container a standard input, and join it', 'i'),
  bool('tty', 'Give the container a terminal', 't'),
];
