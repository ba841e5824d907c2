import type { CommandSpec } from '../../cli/command.ts';
import { KubistError } from '../../errors.ts';
import { flag } from './arguments.ts';
import { roleRef, subjectFlags, subjects } from './bindings.ts';
import { generatorCommand } from './generator.ts';
import { RBAC, ROLE_BINDINGS } from './resources.ts';

/** `create rolebinding` */
export const roleBinding: CommandSpec = generatorCommand({
  use: 'NAME --clusterrole=NAME|--role=NAME [--user=username] [--group=groupname] [--serviceaccount=namespace:serviceaccountname] [--dry-run=server|client|none]',
  short: 'Create a role binding for a particular role or cluster role',
  examples: `  # Two users and a group may administrate this namespace
  {program} create rolebinding admins --clusterrole=admin --user=ann --user=bob --group=operators

  # A service account gets a role of this namespace
  {program} create rolebinding reader --role=pod-reader --serviceaccount=tools:dashboard`,
  flags: [
    ...subjectFlags,
    flag('clusterrole', 'Cluster role that is given'),
    flag('role', 'Role that is given'),
  ],
  resource: ROLE_BINDINGS,
  named: true,
  failure: 'failed to create rolebinding: ',
  build({ flags, name }) {
    const [clusterRole, role] = [flags.string('clusterrole'), flags.string('role')];
    if ((clusterRole === '') === (role === '')) {
      throw new KubistError('exactly one of clusterrole or role must be specified');
    }
    return {
      kind: 'RoleBinding',
      apiVersion: `${RBAC}/v1`,
      metadata: { name },
      ...subjects(flags),
      roleRef: role === '' ? roleRef('ClusterRole', clusterRole) : roleRef('Role', role),
    };
  },
});
