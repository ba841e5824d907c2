import type { CommandSpec } from '../../cli/command.ts';

/** The family `rollout`. */
export const rollout: CommandSpec = {
  use: 'SUBCOMMAND',
  short: 'Manage the rollout of a resource',
  long: 'Watches, restarts, pauses and undoes rollouts of deployments, daemon sets and stateful sets.',
  examples: `  # Back to the last revision
  {program} rollout undo deployment/web

  # Wait until a daemon set is rolled out
  {program} rollout status daemonset/agent

  # New pods for a deployment
  {program} rollout restart deployment/web`,
  subcommands: [
    {
      name: 'history',
      short: 'View rollout history',
      load: async () => (await import('./history.ts')).history,
    },
    {
      name: 'pause',
      short: 'Mark the provided resource as paused',
      load: async () => (await import('./change.ts')).pause,
    },
    {
      name: 'restart',
      short: 'Restart a resource',
      load: async () => (await import('./change.ts')).restart,
    },
    {
      name: 'resume',
      short: 'Resume a paused resource',
      load: async () => (await import('./change.ts')).resume,
    },
    {
      name: 'status',
      short: 'Show the status of the rollout',
      load: async () => (await import('./status.ts')).status,
    },
    {
      name: 'undo',
      short: 'Undo a previous rollout',
      load: async () => (await import('./undo.ts')).undo,
    },
  ],
  bare: { stream: 'out', exitCode: 1 },
};
