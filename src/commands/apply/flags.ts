import { deletionFlags } from '../../cli/flags/delete.ts';
import { filenameFlags } from '../../cli/flags/filename.ts';
import type { FlagSpec } from '../../cli/flags/flags.ts';
import { printFlags } from '../../cli/flags/print.ts';
import { labelSelectorFlag } from '../../cli/flags/selector.ts';
import { dryRunFlag, fieldManagerFlag, validateFlag } from '../../cli/flags/write.ts';
import { CHANGE_FORMATS } from '../change/print.ts';

function flag(name: string, fallback: boolean, usage: string): FlagSpec {
  return { name, type: 'bool', default: fallback, usage };
}

/** Flags of server-side apply, which `diff` has too. */
export const serverSideFlags: readonly FlagSpec[] = [
  flag('server-side', false, 'Let the server merge, and note who set which field'),
  flag(
    'force-conflicts',
    false,
    'With --server-side: take over fields that others set to something else',
  ),
];

/** Which objects to prune, for `apply` and `diff`. */
export function pruneFlags(usage: string): readonly FlagSpec[] {
  return [
    flag('prune', false, usage),
    {
      name: 'prune-allowlist',
      type: 'stringArray',
      default: [],
      usage: 'A type that --prune may delete, as GROUP/VERSION/KIND, instead of the usual ones',
    },
  ];
}

/** All flags of `apply`. */
export const applyFlags: readonly FlagSpec[] = [
  ...printFlags(CHANGE_FORMATS),
  ...filenameFlags('to apply'),
  ...deletionFlags(false),
  ...serverSideFlags,
  ...pruneFlags(
    'Delete objects that were applied once and are in no manifest any more. Needs -l or --all.',
  ),
  {
    name: 'applyset',
    type: 'string',
    default: '',
    gate: 'KUBECTL_APPLYSET',
    usage:
      '[alpha] The object that stands for the set of what is applied, as [RESOURCE][.GROUP]/NAME; a Secret when only a name is given. With --prune, members of the set that are in no manifest now are deleted.',
  },
  dryRunFlag,
  fieldManagerFlag('kubectl-client-side-apply'),
  validateFlag,
  labelSelectorFlag,
  flag(
    'diagnose',
    false,
    'Then wait until the workloads and jobs of the manifests are rolled out, --timeout at most, and say why they are not. Fails as soon as waiting is of no use.',
  ),
  flag('all', false, 'With --prune: all objects of the types in the namespace'),
  flag(
    'openapi-patch',
    true,
    'Take from the server how lists of its types are merged; false uses what is known of built-in types',
  ),
  flag('overwrite', true, 'Replace values that others have set since; false makes them an error'),
  {
    name: 'subresource',
    type: 'string',
    default: '',
    usage: 'Apply to this subresource of the objects. Needs --server-side.',
  },
];
