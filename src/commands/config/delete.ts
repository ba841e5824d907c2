import type { CommandSpec } from '../../cli/command.ts';
import { HelpError, KubistError, UsageError } from '../../errors.ts';
import type { Section } from '../../kubeconfig/kubeconfig.ts';
import { openFiles } from './shared.ts';

/** `config delete-cluster` */
export const deleteCluster: CommandSpec = deleteCommand('cluster', 'clusters');
/** `config delete-context` */
export const deleteContext: CommandSpec = deleteCommand('context', 'contexts');
/** `config delete-user` */
export const deleteUser: CommandSpec = deleteCommand('user', 'users');

function deleteCommand(what: 'cluster' | 'context' | 'user', section: Section): CommandSpec {
  return {
    use: 'NAME',
    short: `Delete the specified ${what} from the kubeconfig`,
    examples: `  # Remove the ${what} "old"
  {program} config delete-${what} old`,
    async run(context, _flags, args) {
      const [name = ''] = args;
      if (args.length !== 1) {
        if (what === 'user') throw new UsageError('user to delete is required');
        throw new HelpError('');
      }
      const { config, file, save } = await openFiles(context);
      if (!config[section].has(name))
        throw new KubistError(`cannot delete ${what} ${name}, not in ${file}`);
      if (what === 'context' && config.currentContext === name) {
        await context.streams.err.write(
          `warning: this removed your active context, use "${context.program} config use-context" to select a different one\n`,
        );
      }
      config[section].delete(name);
      await save();
      await context.streams.out.write(`deleted ${what} ${name} from ${file}\n`);
    },
  };
}
