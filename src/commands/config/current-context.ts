import type { CommandSpec } from '../../cli/command.ts';
import { KubistError } from '../../errors.ts';
import { openFiles } from './shared.ts';

/** `config current-context` */
export const currentContext: CommandSpec = {
  use: '',
  short: 'Display the current-context',
  examples: `  # Print the name of the context in use
  {program} config current-context`,
  async run(context) {
    const { config } = await openFiles(context);
    if (config.currentContext === '') throw new KubistError('current-context is not set');
    await context.streams.out.write(`${config.currentContext}\n`);
  },
};
