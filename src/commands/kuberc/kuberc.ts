import type { CommandSpec } from '../../cli/command.ts';

/** The family `kuberc`. */
export const kuberc: CommandSpec = {
  use: 'SUBCOMMAND',
  short: 'Manage kuberc configuration files',
  long: 'Shows and changes the file of your preferences: defaults of flags, names of your own for commands, and which credential plugins may run.',
  examples: `  # What you prefer
  {program} kuberc view

  # Tables are wide unless you say otherwise
  {program} kuberc set --section defaults --command get --option output=wide

  # A name of your own
  {program} kuberc set --section aliases --name getn --command get --prependarg nodes`,
  subcommands: [
    {
      name: 'set',
      short: 'Set values in the kuberc configuration',
      load: async () => (await import('./set.ts')).set,
    },
    {
      name: 'view',
      short: 'Display the current kuberc configuration',
      load: async () => (await import('./view.ts')).view,
    },
  ],
  bare: { stream: 'err', exitCode: 1 },
};
