import { gvkOf } from '../../api/gvk.ts';
import type { JSONObject, JSONValue } from '../../api/types.ts';
import type { CommandSpec } from '../../cli/command.ts';
import type { Context } from '../../cli/context.ts';
import type { Flags, FlagSpec } from '../../cli/flags/flags.ts';
import { readDryRun } from '../../cli/flags/write.ts';
import { KubistError } from '../../errors.ts';
import { equal } from '../../resources/patch/values.ts';
import { RBAC } from '../create/resources.ts';
import { prepareAll, sendAll, setPrinter } from './change.ts';
import {
  refuseAllAndSelector,
  refuseLocalAndNames,
  refuseLocalAndServer,
  selectedFlags,
} from './flags.ts';
import { collectTargets } from './targets.ts';

function namesFlag(name: string, usage: string): FlagSpec {
  return { name, type: 'stringArray', default: [], usage };
}

/** `set subject`: more subjects for role bindings. */
export const subject: CommandSpec = {
  use: '(-f FILENAME | TYPE NAME) [--user=username] [--group=groupname] [--serviceaccount=namespace:serviceaccountname] [--dry-run=server|client|none]',
  short: 'Update the user, group, or service account in a role binding or cluster role binding',
  long: 'Adds users, groups and service accounts to role bindings and cluster role bindings. Those that are bound stay.',
  examples: `  # A service account
  {program} set subject clusterrolebinding admin --serviceaccount=tools:builder

  # Users and a group
  {program} set subject rolebinding admin --user=ada --user=grace --group=operators

  # In a manifest, without a server
  {program} set subject -f binding.yaml --user=ada --local -o yaml`,
  flags: [
    ...selectedFlags,
    namesFlag('user', 'A user to bind; may be given several times'),
    namesFlag('group', 'A group to bind; may be given several times'),
    namesFlag(
      'serviceaccount',
      'A service account to bind, as NAMESPACE:NAME; may be given several times',
    ),
  ],
  run,
};

async function run(context: Context, flags: Flags, args: readonly string[]): Promise<void> {
  const dryRun = readDryRun(flags, context.log);
  const printer = await setPrinter(flags, 'subjects updated', dryRun);
  refuseLocalAndNames(flags, args);
  const infos = await collectTargets(context, flags, args);
  refuseAllAndSelector(flags);
  refuseLocalAndServer(flags, dryRun);
  const { namespace } = await context.namespace();
  const subjects = subjectsOf(flags, namespace);

  const prepared = await prepareAll(infos, (object) => {
    const { group, kind } = gvkOf(object);
    if (group !== RBAC || !['RoleBinding', 'ClusterRoleBinding'].includes(kind)) {
      throw new KubistError(
        'setting subjects is only supported for RoleBinding/ClusterRoleBinding',
      );
    }
    const bound = [...((object['subjects'] ?? []) as JSONValue[])];
    for (const one of subjects) if (!bound.some((other) => equal(other, one))) bound.push(one);
    object['subjects'] = bound;
  });
  const failed = 'failed to patch subjects to rolebinding: ';
  await sendAll(context, flags, prepared, { dryRun, printer, failed });
}

function subjectsOf(flags: Flags, namespace: string): JSONObject[] {
  const accounts = flags.strings('serviceaccount');
  const names = ['user', 'group'].flatMap((flag) => flags.strings(flag));
  if (accounts.length + names.length === 0) {
    throw new KubistError('you must specify at least one value of user, group or serviceaccount');
  }
  const named = (kind: string, flag: string): JSONObject[] =>
    flags.strings(flag).map((name) => ({ kind, apiGroup: RBAC, name }));
  return [
    ...named('User', 'user'),
    ...named('Group', 'group'),
    ...accounts.map((account) => {
      const [home, name, ...rest] = account.split(':');
      if (!name || rest.length > 0) {
        throw new KubistError('serviceaccount must be <namespace>:<name>');
      }
      return { kind: 'ServiceAccount', name, namespace: home || namespace };
    }),
  ];
}
