import type { FlagSpec } from '../../cli/flags/flags.ts';
import { flag } from '../create/arguments.ts';

const bool = (name: string, usage: string, more: Partial<FlagSpec> = {}): FlagSpec => ({
  name,
  type: 'bool',
  default: false,
  usage,
  ...more,
});
const map = (name: string, usage: string): FlagSpec => ({
  name,
  type: 'stringToString',
  default: [],
  usage,
});

/** The flags of `debug`. */
export const debugFlags: readonly FlagSpec[] = [
  bool('arguments-only', 'What follows -- are arguments of the image, not a command'),
  bool('attach', 'Join the container once it runs, as attach does; -i means that too'),
  { ...flag('container', 'Name of the container to debug with'), short: 'c' },
  flag('copy-to', 'Debug a copy of the pod, which gets this name'),
  flag(
    'custom',
    'File with a part of a container, as JSON or YAML, that is merged into the profile',
  ),
  map('env', 'Environment variables of the container, NAME=VALUE with commas'),
  {
    name: 'filename',
    short: 'f',
    type: 'stringSlice',
    default: [],
    usage: 'File, folder or URL with the manifest of what to debug',
  },
  flag('image', 'Image of the container to debug with'),
  flag('image-pull-policy', 'Always, IfNotPresent or Never; the server decides when empty'),
  bool('keep-annotations', 'With --copy-to: the copy keeps the annotations'),
  bool('keep-init-containers', 'With --copy-to: the copy runs the init containers', {
    default: true,
  }),
  bool('keep-labels', 'With --copy-to: the copy keeps the labels, so that services may find it'),
  bool('keep-liveness', 'With --copy-to: the copy keeps the liveness probes'),
  bool('keep-readiness', 'With --copy-to: the copy keeps the readiness probes'),
  bool('keep-startup', 'With --copy-to: the copy keeps the startup probes'),
  {
    name: 'profile',
    type: 'string',
    default: 'general',
    usage:
      'What the container may do: general (trace processes), baseline, restricted, netadmin, sysadmin (everything)',
  },
  bool('quiet', 'Print nothing but what comes from the container', { short: 'q' }),
  bool('replace', 'With --copy-to: delete the pod that was copied'),
  bool('same-node', 'With --copy-to: the copy runs on the node of the pod'),
  map('set-image', 'With --copy-to: other images for containers, NAME=IMAGE with commas; * is all'),
  bool('share-processes', 'With --copy-to: the containers of the copy share their processes', {
    default: true,
  }),
  bool('stdin', 'Give the container a standard input, and join it', { short: 'i' }),
  flag('target', 'Name of the container whose processes an ephemeral container is to see'),
  bool('tty', 'Give the container a terminal', { short: 't' }),
];
