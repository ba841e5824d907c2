import type { CommandSpec } from '../../cli/command.ts';

/** The family `set`. */
export const set: CommandSpec = {
  use: 'SUBCOMMAND',
  short: 'Set specific features on objects',
  long: 'Changes single features of objects that exist, or of manifests: images, environment variables, resources, selectors, accounts.',
  subcommands: [
    {
      name: 'env',
      short: 'Update environment variables on a pod template',
      load: async () => (await import('./env.ts')).env,
    },
    {
      name: 'image',
      short: 'Update the image of a pod template',
      load: async () => (await import('./image.ts')).image,
    },
    {
      name: 'resources',
      short: 'Update resource requests/limits on objects with pod templates',
      load: async () => (await import('./resources.ts')).resources,
    },
    {
      name: 'selector',
      short: 'Set the selector on a resource',
      load: async () => (await import('./selector.ts')).selector,
    },
    {
      name: 'serviceaccount',
      aliases: ['sa'],
      short: 'Update the service account of a resource',
      load: async () => (await import('./service-account.ts')).serviceAccount,
    },
    {
      name: 'subject',
      short: 'Update the user, group, or service account in a role binding or cluster role binding',
      load: async () => (await import('./subject.ts')).subject,
    },
  ],
  bare: { stream: 'err', exitCode: 1 },
};
