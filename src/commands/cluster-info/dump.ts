import type { KubeList, KubeObject } from '../../api/types.ts';
import type { CommandSpec } from '../../cli/command.ts';
import type { Context } from '../../cli/context.ts';
import type { Flags } from '../../cli/flags/flags.ts';
import { KubistError, UsageError } from '../../errors.ts';
import { createPrinter } from '../../printers/print-flags.ts';
import type { Printer } from '../../printers/printer.ts';
import { createDumpTarget } from './dump-target.ts';
import type { DumpTarget } from './dump-target.ts';
import { dumpLogs } from './logs.ts';

/** `cluster-info dump`: objects and logs of chosen namespaces, to read elsewhere. */
export const dump: CommandSpec = {
  use: '[flags]',
  short: 'Dump relevant information for debugging and diagnosis',
  long:
    'Writes out the nodes, and for each namespace its events, controllers, services and pods, and the logs of all containers. ' +
    'Without --namespaces these are kube-system and the current namespace.\n\n' +
    'With --output-directory every kind gets a file, below a folder for its namespace; logs get a folder for their pod.',
  examples:
    '  # To stdout\n  {program} cluster-info dump\n\n' +
    '  # To files\n  {program} cluster-info dump --output-directory=/path/to/cluster-state\n\n' +
    '  # All namespaces\n  {program} cluster-info dump --all-namespaces\n\n' +
    '  # Some namespaces, to files\n  {program} cluster-info dump --namespaces default,kube-system --output-directory=/path/to/cluster-state',
  flags: [
    {
      name: 'all-namespaces',
      short: 'A',
      type: 'bool',
      default: false,
      usage: 'Dump all namespaces, whatever --namespaces says.',
    },
    {
      name: 'allow-missing-template-keys',
      type: 'bool',
      default: true,
      usage:
        'Print nothing, instead of failing, where a template asks for a field that is missing.',
    },
    {
      name: 'namespaces',
      type: 'stringSlice',
      default: [],
      usage: 'Namespaces to dump, separated by commas.',
    },
    {
      name: 'output',
      short: 'o',
      type: 'string',
      default: 'json',
      usage:
        'Output format. One of: (json, yaml, kyaml, name, go-template, go-template-file, template, templatefile, jsonpath, jsonpath-as-json, jsonpath-file).',
    },
    {
      name: 'output-directory',
      type: 'string',
      default: '',
      usage: "Folder for the files; stdout when empty or '-'.",
    },
    {
      name: 'pod-running-timeout',
      type: 'duration',
      default: '20s',
      usage:
        'How long (5s, 2m, 3h; more than zero) to wait for a pod of a workload whose logs are read. Logs of pods themselves wait for nothing.',
    },
    {
      name: 'show-managed-fields',
      type: 'bool',
      default: false,
      usage: 'Keep managedFields in JSON and YAML.',
    },
    {
      name: 'template',
      type: 'string',
      default: '',
      usage: 'Template, or the file with it, for -o go-template and -o go-template-file.',
    },
  ],
  async run(context, flags) {
    const options = toOptions(flags);
    const printer = await readPrinter(options);
    const target = createDumpTarget(options.directory, context.streams.out);
    await dumpList(context, printer, target, {
      path: '/api/v1/nodes',
      kind: 'NodeList',
      file: `nodes${options.extension}`,
    });
    for (const namespace of await namespacesOf(context, options)) {
      refuseStrangeName(namespace);
      for (const kind of kinds)
        await dumpList(context, printer, target, inNamespace(kind, namespace, options));
      const pods = await dumpList(
        context,
        printer,
        target,
        inNamespace(podKind, namespace, options),
      );
      for (const pod of pods) await dumpLogs(context, target, namespace, pod);
    }
    if (target.directory !== undefined) {
      await context.streams.out.write(`Cluster info dumped to ${target.directory}\n`);
    }
  },
};

interface Options {
  readonly all: boolean;
  readonly namespaces: readonly string[];
  readonly output: string;
  readonly template: string;
  readonly allowMissingKeys: boolean;
  readonly showManagedFields: boolean;
  readonly directory: string;
  /** Of the files: `.json`, `.yaml` or `.txt`. */
  readonly extension: string;
}

function toOptions(flags: Flags): Options {
  if (flags.duration('pod-running-timeout') <= 0) {
    throw new UsageError('--pod-running-timeout must be higher than zero', { hint: false });
  }
  const output = flags.string('output');
  return {
    all: flags.bool('all-namespaces'),
    namespaces: flags.strings('namespaces'),
    output: flags.changed('template') && !flags.changed('output') ? '' : output,
    template: flags.string('template'),
    allowMissingKeys: flags.bool('allow-missing-template-keys'),
    showManagedFields: flags.bool('show-managed-fields'),
    directory: flags.string('output-directory'),
    extension: output === 'json' || output === 'yaml' ? `.${output}` : '.txt',
  };
}

/** The objects are lists in the server's own order of fields, which is that of Go's types. */
async function readPrinter(options: Options): Promise<Printer> {
  const output = options.output === '' && options.template === '' ? 'name' : options.output;
  const printer = await createPrinter({ ...options, output, typed: true }, [
    'objects',
    'name',
    'templates',
  ]);
  if (output !== 'name') return printer;
  return {
    print(printable) {
      throw new KubistError(
        `list types are not supported by name printing: *v1.${'kind' in printable ? printable.kind : ''}`,
      );
    },
  };
}

async function namespacesOf(context: Context, options: Options): Promise<readonly string[]> {
  if (options.all) {
    const client = await context.client();
    const list = await client.json<KubeList>({ path: '/api/v1/namespaces' });
    return list.items.map(({ metadata }) => metadata?.name ?? '');
  }
  if (options.namespaces.length > 0) return options.namespaces;
  return ['kube-system', (await context.namespace()).namespace];
}

/** Names become folders and parts of URLs. */
function refuseStrangeName(namespace: string): void {
  const reason = namespace.includes('/')
    ? "may not contain '/'"
    : namespace.includes('%')
      ? "may not contain '%'"
      : undefined;
  if (reason !== undefined) throw new KubistError(`invalid namespace "${namespace}": [${reason}]`);
  if (namespace === '.' || namespace === '..')
    throw new KubistError(`invalid namespace "${namespace}": [may not be '${namespace}']`);
}

/** What is dumped of a namespace, in this order; then the pods. */
const kinds: readonly DumpedKind[] = [
  { root: '/api/v1', resource: 'events', kind: 'EventList', file: 'events' },
  {
    root: '/api/v1',
    resource: 'replicationcontrollers',
    kind: 'ReplicationControllerList',
    file: 'replication-controllers',
  },
  { root: '/api/v1', resource: 'services', kind: 'ServiceList', file: 'services' },
  { root: '/apis/apps/v1', resource: 'daemonsets', kind: 'DaemonSetList', file: 'daemonsets' },
  { root: '/apis/apps/v1', resource: 'deployments', kind: 'DeploymentList', file: 'deployments' },
  { root: '/apis/apps/v1', resource: 'replicasets', kind: 'ReplicaSetList', file: 'replicasets' },
];
const podKind: DumpedKind = { root: '/api/v1', resource: 'pods', kind: 'PodList', file: 'pods' };

interface DumpedKind {
  readonly root: string;
  readonly resource: string;
  readonly kind: string;
  readonly file: string;
}

interface DumpedList {
  readonly path: string;
  readonly kind: string;
  readonly file: string;
}

function inNamespace(
  { root, resource, kind, file }: DumpedKind,
  namespace: string,
  { extension }: Options,
): DumpedList {
  return {
    path: `${root}/namespaces/${encodeURIComponent(namespace)}/${resource}`,
    kind,
    file: `${namespace}/${file}${extension}`,
  };
}

async function dumpList(
  context: Context,
  printer: Printer,
  target: DumpTarget,
  { path, file }: DumpedList,
): Promise<KubeObject[]> {
  const client = await context.client();
  const list = await client.json<KubeList>({ path });
  const items = list.items ?? [];
  await target.write(file, async (out) => {
    // A Go list without items is null.
    await printer.print({ ...list, items: items.length === 0 ? null : items }, out);
  });
  return items;
}
