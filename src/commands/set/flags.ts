import { filenameFlags } from '../../cli/flags/filename.ts';
import type { Flags, FlagSpec } from '../../cli/flags/flags.ts';
import { printFlags } from '../../cli/flags/print.ts';
import { labelSelectorFlag } from '../../cli/flags/selector.ts';
import { type DryRun, dryRunFlag, fieldManagerFlag } from '../../cli/flags/write.ts';
import { KubistError } from '../../errors.ts';
import { CHANGE_FORMATS } from '../change/print.ts';

/** What all of the family have, but `--selector`, `--kustomize` and `--recursive`. */
const common: readonly FlagSpec[] = [
  ...printFlags(CHANGE_FORMATS),
  dryRunFlag,
  fieldManagerFlag('kubectl-set'),
  {
    name: 'all',
    type: 'bool',
    default: false,
    usage: 'All objects of the types, in the namespace',
  },
  {
    name: 'local',
    type: 'bool',
    default: false,
    usage: 'Ask no server: change what the manifests of -f say',
  },
];

/** Flags of `set serviceaccount`: objects are named, or meant by `--all`. */
export const targetFlags: readonly FlagSpec[] = [...common, ...filenameFlags('to change')];

/** Flags of most of the family. */
export const selectedFlags: readonly FlagSpec[] = [...targetFlags, labelSelectorFlag];

/** Flags of `set selector`, which reads folders with all that is in them. */
export const unselectedFlags: readonly FlagSpec[] = [
  ...common,
  ...filenameFlags('to change')
    .filter(({ name }) => name !== 'kustomize')
    .map((flag) => (flag.name === 'recursive' ? { ...flag, default: true } : flag)),
];

/** `-c`, which names containers and takes `*` for any letters. */
export const containersFlag: FlagSpec = {
  name: 'containers',
  short: 'c',
  type: 'string',
  default: '*',
  usage: 'Only containers of this name; * stands for any letters',
};

/** Refuses `--all` together with `--selector`. */
export function refuseAllAndSelector(flags: Flags): void {
  if (flags.bool('all') && flags.string('selector') !== '') {
    throw new KubistError('cannot set --all and --selector at the same time');
  }
}

/** Refuses `--local` where the server is asked for a dry run. */
export function refuseLocalAndServer(flags: Flags, dryRun: DryRun): void {
  if (flags.bool('local') && dryRun === 'server') {
    throw new KubistError(
      'cannot specify --local and --dry-run=server - did you mean --dry-run=client?',
    );
  }
}

/** Refuses objects of the server where none is asked. */
export function refuseLocalAndNames(flags: Flags, resources: readonly string[]): void {
  if (!flags.bool('local') || resources.length === 0) return;
  throw new KubistError(`you must specify resources by --filename when --local is set.
Example resource specifications include:
   '-f rsrc.yaml'
   '--filename=rsrc.json'`);
}
