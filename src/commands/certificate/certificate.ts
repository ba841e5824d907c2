import type { CommandSpec } from '../../cli/command.ts';

/** The family `certificate`. */
export const certificate: CommandSpec = {
  use: 'SUBCOMMAND',
  short: 'Modify certificate resources',
  long: 'Approves and denies what asks the cluster for a certificate.',
  subcommands: [
    {
      name: 'approve',
      short: 'Approve a certificate signing request',
      load: async () => (await import('./judge.ts')).approve,
    },
    {
      name: 'deny',
      short: 'Deny a certificate signing request',
      load: async () => (await import('./judge.ts')).deny,
    },
  ],
  bare: { stream: 'out', exitCode: 0 },
};
