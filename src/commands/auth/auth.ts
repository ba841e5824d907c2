import type { CommandSpec } from '../../cli/command.ts';

/** The family `auth`. */
export const auth: CommandSpec = {
  use: '',
  short: 'Inspect authorization',
  long: 'Tells who you are and what you may do, and brings roles and bindings up to date.',
  subcommands: [
    {
      name: 'can-i',
      short: 'Check whether an action is allowed',
      load: async () => (await import('./can-i.ts')).canI,
    },
    {
      name: 'reconcile',
      short:
        'Reconciles rules for RBAC role, role binding, cluster role, and cluster role binding objects',
      load: async () => (await import('./reconcile.ts')).reconcile,
    },
    {
      name: 'whoami',
      short: 'Experimental: Check self subject attributes',
      load: async () => (await import('./whoami.ts')).whoami,
    },
  ],
  bare: { stream: 'err', exitCode: 1 },
};
