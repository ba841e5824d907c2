import type { CommandSpec } from '../../cli/command.ts';
import { openFiles } from './shared.ts';

/** `config get-clusters` */
export const getClusters: CommandSpec = namesCommand('clusters');
/** `config get-users` */
export const getUsers: CommandSpec = namesCommand('users');

function namesCommand(section: 'clusters' | 'users'): CommandSpec {
  return {
    use: '',
    short: `Display ${section} defined in the kubeconfig`,
    examples: `  # List the ${section} of the kubeconfig
  {program} config get-${section}`,
    async run(context) {
      const { config } = await openFiles(context);
      const lines = ['NAME', ...config[section].keys()];
      await context.streams.out.write(`${lines.join('\n')}\n`);
    },
  };
}
