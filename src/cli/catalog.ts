import { aboutCommands } from './about.ts';
import type { CommandEntry, CommandSpec } from './command.ts';

const BEGINNER = 'Basic Commands (Beginner)';
const INTERMEDIATE = 'Basic Commands (Intermediate)';
const TROUBLESHOOTING = 'Troubleshooting and Debugging Commands';
const ADVANCED = 'Advanced Commands';
const SETTINGS = 'Settings Commands';
const DEPLOY = 'Deploy Commands';
const CLUSTER = 'Cluster Management Commands';

/** Every top-level command, in the order in which help and suggestions name them. A file is read when its command is invoked. */
const entries: readonly CommandEntry[] = [
  {
    name: 'create',
    group: BEGINNER,
    short: 'Create a resource from a file or from stdin',
    load: async () => (await import('../commands/create.ts')).create,
  },
  {
    name: 'expose',
    group: BEGINNER,
    short:
      'Take a replication controller, service, deployment or pod and expose it as a new Kubernetes service',
    load: async () => (await import('../commands/expose.ts')).expose,
  },
  {
    name: 'run',
    group: BEGINNER,
    short: 'Run a particular image on the cluster',
    load: async () => (await import('../commands/run.ts')).run,
  },
  {
    name: 'set',
    group: BEGINNER,
    short: 'Set specific features on objects',
    load: async () => (await import('../commands/set/set.ts')).set,
  },
  {
    name: 'explain',
    group: INTERMEDIATE,
    short: 'Get documentation for a resource',
    load: async () => (await import('../commands/explain.ts')).explain,
  },
  {
    name: 'get',
    group: INTERMEDIATE,
    short: 'Display one or many resources',
    load: async () => (await import('../commands/get.ts')).get,
  },
  {
    name: 'edit',
    group: INTERMEDIATE,
    short: 'Edit a resource on the server',
    load: async () => (await import('../commands/edit.ts')).edit,
  },
  {
    name: 'delete',
    group: INTERMEDIATE,
    short:
      'Delete resources by file names, stdin, resources and names, or by resources and label selector',
    load: async () => (await import('../commands/delete.ts')).deleteObjects,
  },
  {
    name: 'rollout',
    group: DEPLOY,
    short: 'Manage the rollout of a resource',
    load: async () => (await import('../commands/rollout/rollout.ts')).rollout,
  },
  {
    name: 'scale',
    group: DEPLOY,
    short: 'Set a new size for a deployment, replica set, or replication controller',
    load: async () => (await import('../commands/scale.ts')).scale,
  },
  {
    name: 'autoscale',
    group: DEPLOY,
    short: 'Auto-scale a deployment, replica set, stateful set, or replication controller',
    load: async () => (await import('../commands/autoscale.ts')).autoscale,
  },
  {
    name: 'certificate',
    group: CLUSTER,
    short: 'Modify certificate resources',
    load: async () => (await import('../commands/certificate/certificate.ts')).certificate,
  },
  {
    name: 'cluster-info',
    group: CLUSTER,
    short: 'Display cluster information',
    load: async () => (await import('../commands/cluster-info/cluster-info.ts')).clusterInfo,
  },
  {
    name: 'top',
    group: CLUSTER,
    short: 'Display resource (CPU/memory) usage',
    load: async () => (await import('../commands/top/top.ts')).top,
  },
  {
    name: 'cordon',
    group: CLUSTER,
    short: 'Mark node as unschedulable',
    load: async () => (await import('../commands/cordon.ts')).cordon,
  },
  {
    name: 'uncordon',
    group: CLUSTER,
    short: 'Mark node as schedulable',
    load: async () => (await import('../commands/cordon.ts')).uncordon,
  },
  {
    name: 'drain',
    group: CLUSTER,
    short: 'Drain node in preparation for maintenance',
    load: async () => (await import('../commands/drain.ts')).drain,
  },
  {
    name: 'taint',
    group: CLUSTER,
    short: 'Update the taints on one or more nodes',
    load: async () => (await import('../commands/taint.ts')).taint,
  },
  {
    name: 'diagnose',
    group: TROUBLESHOOTING,
    own: true,
    short: 'Say why a deploy failed, or what keeps it from getting on',
    load: async () => (await import('../commands/diagnose.ts')).diagnose,
  },
  {
    name: 'snapshot',
    group: TROUBLESHOOTING,
    own: true,
    short: 'Save a cluster in a file, and work on it without the cluster',
    load: async () => (await import('../commands/snapshot.ts')).snapshot,
  },
  {
    name: 'describe',
    group: TROUBLESHOOTING,
    short: 'Show details of a specific resource or group of resources',
    load: async () => (await import('../commands/describe.ts')).describe,
  },
  {
    name: 'logs',
    group: TROUBLESHOOTING,
    short: 'Print the logs for a container in a pod',
    load: async () => (await import('../commands/logs.ts')).logs,
  },
  {
    name: 'attach',
    group: TROUBLESHOOTING,
    short: 'Attach to a running container',
    load: async () => (await import('../commands/attach.ts')).attach,
  },
  {
    name: 'exec',
    group: TROUBLESHOOTING,
    short: 'Execute a command in a container',
    load: async () => (await import('../commands/exec.ts')).exec,
  },
  {
    name: 'port-forward',
    group: TROUBLESHOOTING,
    short: 'Forward one or more local ports to a pod',
    load: async () => (await import('../commands/port-forward.ts')).portForward,
  },
  {
    name: 'proxy',
    group: TROUBLESHOOTING,
    short: 'Run a proxy to the Kubernetes API server',
    load: async () => (await import('../commands/proxy.ts')).proxy,
  },
  {
    name: 'cp',
    group: TROUBLESHOOTING,
    short: 'Copy files and directories to and from containers',
    load: async () => (await import('../commands/cp.ts')).cp,
  },
  {
    name: 'auth',
    group: TROUBLESHOOTING,
    short: 'Inspect authorization',
    load: async () => (await import('../commands/auth/auth.ts')).auth,
  },
  {
    name: 'debug',
    group: TROUBLESHOOTING,
    short: 'Create debugging sessions for troubleshooting workloads and nodes',
    load: async () => (await import('../commands/debug.ts')).debug,
  },
  {
    name: 'events',
    group: TROUBLESHOOTING,
    short: 'List events',
    load: async () => (await import('../commands/events.ts')).events,
  },
  {
    name: 'diff',
    group: ADVANCED,
    short: 'Diff the live version against a would-be applied version',
    load: async () => (await import('../commands/diff.ts')).diff,
  },
  {
    name: 'apply',
    group: ADVANCED,
    short: 'Apply a configuration to a resource by file name or stdin',
    load: async () => (await import('../commands/apply.ts')).apply,
  },
  {
    name: 'patch',
    group: ADVANCED,
    short: 'Update fields of a resource',
    load: async () => (await import('../commands/patch.ts')).patch,
  },
  {
    name: 'replace',
    group: ADVANCED,
    short: 'Replace a resource by file name or stdin',
    load: async () => (await import('../commands/replace.ts')).replace,
  },
  {
    name: 'wait',
    group: ADVANCED,
    short: 'Wait for a specific condition on one or many resources',
    load: async () => (await import('../commands/wait.ts')).wait,
  },
  {
    name: 'kustomize',
    group: ADVANCED,
    short: 'Build a kustomization target from a directory or URL',
    load: async () => (await import('../commands/kustomize.ts')).kustomize,
  },
  {
    name: 'label',
    group: SETTINGS,
    short: 'Update the labels on a resource',
    load: async () => (await import('../commands/label.ts')).label,
  },
  {
    name: 'annotate',
    group: SETTINGS,
    short: 'Update the annotations on a resource',
    load: async () => (await import('../commands/annotate.ts')).annotate,
  },
  {
    name: 'completion',
    group: SETTINGS,
    short: 'Output shell completion code for the specified shell (bash, zsh, fish, or powershell)',
    load: async () => (await import('../commands/completion/completion.ts')).completion,
  },
  {
    name: 'config',
    short: 'Modify kubeconfig files',
    load: async () => (await import('../commands/config/config.ts')).config,
  },
  {
    name: 'kuberc',
    short: 'Manage kuberc configuration files',
    load: async () => (await import('../commands/kuberc/kuberc.ts')).kuberc,
  },
  {
    name: 'plugin',
    short: 'Provides utilities for interacting with plugins',
    load: async () => (await import('./plugin-list.ts')).pluginCommand(() => root),
  },
  {
    name: 'version',
    short: 'Print the client and server version information',
    load: async () => (await import('../commands/version.ts')).version,
  },
  {
    name: 'api-versions',
    short: 'Print the supported API versions on the server, in the form of "group/version"',
    load: async () => (await import('../commands/api-versions.ts')).apiVersions,
  },
  {
    name: 'api-resources',
    short: 'Print the supported API resources on the server',
    load: async () => (await import('../commands/api-resources.ts')).apiResources,
  },
  ...aboutCommands(() => root),
];

/** The root of the tree. */
export const root: CommandSpec = {
  use: '',
  short: '{program} controls the Kubernetes cluster manager',
  long: '{program} controls Kubernetes clusters, and says why a deploy failed.',
  subcommands: entries,
  bare: { stream: 'out', exitCode: 0 },
};
