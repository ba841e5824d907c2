import { filenameFlags } from '../../cli/flags/filename.ts';
import type { FlagSpec } from '../../cli/flags/flags.ts';
import { labelSelectorFlag } from '../../cli/flags/selector.ts';
import { fieldManagerFlag } from '../../cli/flags/write.ts';
import { pruneFlags, serverSideFlags } from '../apply/flags.ts';

/** All flags of `diff`. */
export const diffFlags: readonly FlagSpec[] = [
  ...filenameFlags('to compare'),
  ...serverSideFlags,
  ...pruneFlags('Show objects too that apply --prune would delete. Of all labels without -l.'),
  fieldManagerFlag('kubectl-client-side-apply'),
  labelSelectorFlag,
  {
    name: 'concurrency',
    type: 'int',
    default: 1,
    usage: 'How many files to work on at a time',
  },
  {
    name: 'show-managed-fields',
    type: 'bool',
    default: false,
    usage: 'Compare metadata.managedFields too',
  },
  {
    name: 'show-secrets',
    type: 'bool',
    default: false,
    usage: 'Show the values of secrets instead of masks',
  },
];
