import type { CommandSpec } from '../../cli/command.ts';

/** `create service`: a group. */
export const service: CommandSpec = {
  use: '[flags]',
  short: 'Create a service using a specified subcommand',
  bare: { stream: 'err', exitCode: 1 },
  subcommands: [
    {
      name: 'clusterip',
      short: 'Create a ClusterIP service',
      load: async () => (await import('./service-types.ts')).clusterIP,
    },
    {
      name: 'externalname',
      short: 'Create an ExternalName service',
      load: async () => (await import('./service-types.ts')).externalName,
    },
    {
      name: 'loadbalancer',
      short: 'Create a LoadBalancer service',
      load: async () => (await import('./service-types.ts')).loadBalancer,
    },
    {
      name: 'nodeport',
      short: 'Create a NodePort service',
      load: async () => (await import('./service-types.ts')).nodePort,
    },
  ],
};
