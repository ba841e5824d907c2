import type { CommandSpec } from '../cli/command.ts';

/** The family `snapshot`. */
export const snapshot: CommandSpec = {
  use: 'SUBCOMMAND',
  short: 'Save a cluster in a file, and work on it without the cluster',
  long: `Saves what may be read of a cluster: objects, events, logs, and the documents that describe its API. Every command that reads works on the file with --snapshot; values of secrets are not in it.`,
  examples: `  # What is in the namespace, for someone else to look at
  {program} snapshot save -n shop -o shop.tgz

  # Why it failed, without the cluster
  {program} diagnose --snapshot shop.tgz

  # Its API, for other programs on this machine
  {program} snapshot serve shop.tgz`,
  subcommands: [
    {
      name: 'save',
      short: 'Save a namespace or a whole cluster in a file',
      load: async () => (await import('./snapshot/save.ts')).save,
    },
    {
      name: 'serve',
      short: 'Serve the API of a saved cluster on this machine',
      load: async () => (await import('./snapshot/serve.ts')).serve,
    },
  ],
  bare: { stream: 'out', exitCode: 1 },
};
