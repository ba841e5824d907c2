import type { CommandSpec } from '../../cli/command.ts';
import { flag } from './arguments.ts';
import { generatorCommand } from './generator.ts';
import { PRIORITY_CLASSES } from './resources.ts';

/** `create priorityclass` */
export const priorityClass: CommandSpec = generatorCommand({
  use: 'NAME --value=VALUE --global-default=BOOL [--dry-run=server|client|none]',
  short: 'Create a priority class with the specified name',
  examples: `  # Pods that come before others
  {program} create priorityclass important --value=1000 --description="Comes first"

  # For all pods that name no class, without pushing others out
  {program} create priorityclass usual --value=10 --global-default --preemption-policy=Never`,
  flags: [
    flag('description', 'Text that says when to use the class'),
    {
      name: 'global-default',
      type: 'bool',
      default: false,
      usage: 'Make it the class of pods that name none',
    },
    {
      name: 'preemption-policy',
      type: 'string',
      default: 'PreemptLowerPriority',
      usage: 'Whether such pods push out others: PreemptLowerPriority or Never',
    },
    { name: 'value', type: 'int32', default: 0, usage: 'The priority; higher comes first' },
  ],
  resource: PRIORITY_CLASSES,
  failure: 'failed to create priorityclass: ',
  build({ flags, name }) {
    const description = flags.string('description');
    return {
      kind: 'PriorityClass',
      apiVersion: 'scheduling.k8s.io/v1',
      metadata: name === '' ? {} : { name },
      value: flags.int('value'),
      ...(flags.bool('global-default') ? { globalDefault: true } : {}),
      ...(description === '' ? {} : { description }),
      preemptionPolicy: flags.string('preemption-policy'),
    };
  },
});
