import type { CommandSpec } from '../../cli/command.ts';
import { KubistError } from '../../errors.ts';
import { expectArgs, openFiles } from './shared.ts';

/** `config use-context` */
export const useContext: CommandSpec = {
  use: 'CONTEXT_NAME',
  short: 'Set the current-context in a kubeconfig file',
  aliases: ['use'],
  examples: `  # Work with the cluster and user of the context "staging" from now on
  {program} config use-context staging`,
  async run(context, _flags, args) {
    expectArgs(args, 1);
    const [name = ''] = args;
    const { config, save } = await openFiles(context);
    if (name === '') throw new KubistError('empty context names are not allowed');
    if (!config.contexts.has(name))
      throw new KubistError(`no context exists with the name: "${name}"`);
    config.currentContext = name;
    await save();
    await context.streams.out.write(`Switched to context "${name}".\n`);
  },
};
