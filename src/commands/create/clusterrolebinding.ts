import type { CommandSpec } from '../../cli/command.ts';
import { flag } from './arguments.ts';
import { roleRef, subjectFlags, subjects } from './bindings.ts';
import { generatorCommand } from './generator.ts';
import { CLUSTER_ROLE_BINDINGS, RBAC } from './resources.ts';

/** `create clusterrolebinding` */
export const clusterRoleBinding: CommandSpec = generatorCommand({
  use: 'NAME --clusterrole=NAME [--user=username] [--group=groupname] [--serviceaccount=namespace:serviceaccountname] [--dry-run=server|client|none]',
  short: 'Create a cluster role binding for a particular cluster role',
  examples: `  # Two users and a group may do everything
  {program} create clusterrolebinding operators --clusterrole=cluster-admin --user=ann --user=bob --group=operators`,
  flags: [...subjectFlags, flag('clusterrole', 'Cluster role that is given')],
  required: ['clusterrole'],
  resource: CLUSTER_ROLE_BINDINGS,
  failure: 'failed to create clusterrolebinding: ',
  build: ({ flags, name }) => ({
    kind: 'ClusterRoleBinding',
    apiVersion: `${RBAC}/v1`,
    metadata: name === '' ? {} : { name },
    ...subjects(flags),
    roleRef: roleRef('ClusterRole', flags.string('clusterrole')),
  }),
});
