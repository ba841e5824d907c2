import type { CommandSpec } from '../../cli/command.ts';

/** The family `top`. */
export const top: CommandSpec = {
  use: '',
  short: 'Display resource (CPU/memory) usage',
  long: `Shows how much CPU and memory nodes and pods use, as the metrics API tells it. Something must serve that API: mostly metrics-server, which asks the kubelets every few seconds.

The numbers are those that autoscalers decide by: averages over a short window, of CPU in thousandths of a core and of memory in mebibytes. For a history, or for what a process uses right now, ask a monitoring system.`,
  examples: `  # All nodes
  {program} top node

  # The pods of all namespaces, the hungriest first
  {program} top pod -A --sort-by=memory`,
  subcommands: [
    {
      name: 'node',
      aliases: ['nodes', 'no'],
      short: 'Display resource (CPU/memory) usage of nodes',
      load: async () => (await import('./node.ts')).node,
    },
    {
      name: 'pod',
      aliases: ['pods', 'po'],
      short: 'Display resource (CPU/memory) usage of pods',
      load: async () => (await import('./pod.ts')).pod,
    },
  ],
  bare: { stream: 'err', exitCode: 1 },
};
