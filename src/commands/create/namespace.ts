import type { CommandSpec } from '../../cli/command.ts';
import { generatorCommand } from './generator.ts';
import { NAMESPACES } from './resources.ts';

/** `create namespace` */
export const namespace: CommandSpec = generatorCommand({
  use: 'NAME [--dry-run=server|client|none]',
  short: 'Create a namespace with the specified name',
  examples: `  # A namespace for tests
  {program} create namespace tests`,
  resource: NAMESPACES,
  named: true,
  build: ({ name }) => ({
    kind: 'Namespace',
    apiVersion: 'v1',
    metadata: { name },
    spec: {},
    status: {},
  }),
});
