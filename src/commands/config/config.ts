import type { CommandSpec } from '../../cli/command.ts';

/** `config`: reads and changes kubeconfig files. */
export const config: CommandSpec = {
  use: 'SUBCOMMAND',
  short: 'Modify kubeconfig files',
  long: `Show and change kubeconfig files with subcommands, for instance "{program} config set current-context my-context".

 Which files:

  1.  --kubeconfig names one file, and only that file is read and written.
  2.  $KUBECONFIG is a list of files, separated as the system separates paths. They are merged; the first file that has an entry wins. A changed entry is written back to the file it is in, a new one to the first file of the list that exists, or else to the last.
  3.  Otherwise it is $HOME/.kube/config.`,
  bare: { stream: 'err', exitCode: 1 },
  subcommands: [
    {
      name: 'current-context',
      short: 'Display the current-context',
      load: async () => (await import('./current-context.ts')).currentContext,
    },
    {
      name: 'delete-cluster',
      short: 'Delete the specified cluster from the kubeconfig',
      load: async () => (await import('./delete.ts')).deleteCluster,
    },
    {
      name: 'delete-context',
      short: 'Delete the specified context from the kubeconfig',
      load: async () => (await import('./delete.ts')).deleteContext,
    },
    {
      name: 'delete-user',
      short: 'Delete the specified user from the kubeconfig',
      load: async () => (await import('./delete.ts')).deleteUser,
    },
    {
      name: 'get-clusters',
      short: 'Display clusters defined in the kubeconfig',
      load: async () => (await import('./get-names.ts')).getClusters,
    },
    {
      name: 'get-contexts',
      short: 'Describe one or many contexts',
      load: async () => (await import('./get-contexts.ts')).getContexts,
    },
    {
      name: 'get-users',
      short: 'Display users defined in the kubeconfig',
      load: async () => (await import('./get-names.ts')).getUsers,
    },
    {
      name: 'rename-context',
      short: 'Rename a context from the kubeconfig file',
      load: async () => (await import('./rename-context.ts')).renameContext,
    },
    {
      name: 'set',
      short: 'Set an individual value in a kubeconfig file',
      load: async () => (await import('./set.ts')).set,
    },
    {
      name: 'set-cluster',
      short: 'Set a cluster entry in kubeconfig',
      load: async () => (await import('./set-cluster.ts')).setCluster,
    },
    {
      name: 'set-context',
      short: 'Set a context entry in kubeconfig',
      load: async () => (await import('./set-context.ts')).setContext,
    },
    {
      name: 'set-credentials',
      short: 'Set a user entry in kubeconfig',
      load: async () => (await import('./set-credentials.ts')).setCredentials,
    },
    {
      name: 'unset',
      short: 'Unset an individual value in a kubeconfig file',
      load: async () => (await import('./unset.ts')).unset,
    },
    {
      name: 'use-context',
      aliases: ['use'],
      short: 'Set the current-context in a kubeconfig file',
      load: async () => (await import('./use-context.ts')).useContext,
    },
    {
      name: 'view',
      short: 'Display merged kubeconfig settings or a specified kubeconfig file',
      load: async () => (await import('./view.ts')).view,
    },
  ],
};
