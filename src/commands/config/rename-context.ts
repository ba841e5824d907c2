import type { CommandSpec } from '../../cli/command.ts';
import { KubistError } from '../../errors.ts';
import { expectArgs, openFiles } from './shared.ts';

/** `config rename-context` */
export const renameContext: CommandSpec = {
  use: 'CONTEXT_NAME NEW_NAME',
  short: 'Rename a context from the kubeconfig file',
  long: `Rename a context in the kubeconfig file.

 CONTEXT_NAME is the context to rename, NEW_NAME what it is to be called.

 When it is the current context, current-context is changed too.`,
  examples: `  # Call the context "kubernetes-admin@kubernetes" just "home"
  {program} config rename-context kubernetes-admin@kubernetes home`,
  async run(context, _flags, args) {
    expectArgs(args, 2);
    const [name = '', newName = ''] = args;
    if (newName === '') throw new KubistError('You must specify a new non-empty context name');
    const { config, file, save } = await openFiles(context);
    const entry = config.contexts.get(name);
    if (entry === undefined)
      throw new KubistError(`cannot rename the context "${name}", it's not in ${file}`);
    if (config.contexts.has(newName)) {
      throw new KubistError(
        `cannot rename the context "${name}", the context "${newName}" already exists in ${file}`,
      );
    }
    config.contexts.delete(name);
    config.contexts.set(newName, entry);
    if (config.currentContext === name) config.currentContext = newName;
    await save();
    await context.streams.out.write(`Context "${name}" renamed to "${newName}".\n`);
  },
};
