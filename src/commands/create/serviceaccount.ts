import type { CommandSpec } from '../../cli/command.ts';
import { generatorCommand } from './generator.ts';
import { SERVICE_ACCOUNTS } from './resources.ts';

/** `create serviceaccount` */
export const serviceAccount: CommandSpec = generatorCommand({
  use: 'NAME [--dry-run=server|client|none]',
  short: 'Create a service account with the specified name',
  examples: `  # An identity for a build job
  {program} create serviceaccount builder`,
  resource: SERVICE_ACCOUNTS,
  named: true,
  failure: 'failed to create serviceaccount: ',
  build: ({ name }) => ({ kind: 'ServiceAccount', apiVersion: 'v1', metadata: { name } }),
});
