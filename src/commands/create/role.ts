import type { CommandSpec } from '../../cli/command.ts';
import { KubistError } from '../../errors.ts';
import { generatorCommand } from './generator.ts';
import { readVerbs, resourceRules, warnOfVerbs } from './policy-rules.ts';
import { RBAC, ROLES } from './resources.ts';
import { ruleFlags } from './role-flags.ts';

/** `create role` */
export const role: CommandSpec = generatorCommand({
  use: 'NAME --verb=verb --resource=resource.group/subresource [--resource-name=resourcename] [--dry-run=server|client|none]',
  short: 'Create a role with single rule',
  examples: `  # To look at pods
  {program} create role pod-reader --verb=get,list,watch --resource=pods

  # To look at one config map
  {program} create role settings-reader --verb=get --resource=configmaps --resource-name=settings

  # Resources of another API group, and a subresource
  {program} create role scaler --verb=get,update --resource=deployments.apps/scale`,
  flags: ruleFlags,
  resource: ROLES,
  named: true,
  async build({ context, flags, name }) {
    const verbs = readVerbs(flags.strings('verb'));
    const resources = flags.strings('resource');
    if (verbs.length === 0) throw new KubistError('at least one verb must be specified');
    await warnOfVerbs(context, verbs);
    if (resources.length === 0) throw new KubistError('at least one resource must be specified');
    return {
      kind: 'Role',
      apiVersion: `${RBAC}/v1`,
      metadata: { name },
      rules: await resourceRules(context, verbs, resources, flags.strings('resource-name')),
    };
  },
});
