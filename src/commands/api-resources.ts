import { formatAPIVersion } from '../api/gvk.ts';
import type { KubeObject, Writer } from '../api/types.ts';
import type { CommandSpec } from '../cli/command.ts';
import type { Flags } from '../cli/flags/flags.ts';
import type { GroupVersionResources } from '../discovery/client.ts';
import { qualifiedName } from '../discovery/lookup.ts';
import type { APIResource } from '../discovery/mapper.ts';
import { KubistError, UsageError } from '../errors.ts';
import { createPrinter, noPrinter } from '../printers/print-flags.ts';
import type { FormatGroup } from '../printers/print-flags.ts';

/** `api-resources`: the types that the server has. */
export const apiResources: CommandSpec = {
  use: '[flags]',
  short: 'Print the supported API resources on the server',
  examples:
    '  # What the server has\n  {program} api-resources\n\n' +
    '  # With verbs and categories\n  {program} api-resources -o wide\n\n' +
    '  # Sorted by name\n  {program} api-resources --sort-by=name\n\n' +
    '  # What lives in namespaces, and what does not\n' +
    '  {program} api-resources --namespaced=true\n  {program} api-resources --namespaced=false\n\n' +
    '  # One API group\n  {program} api-resources --api-group=rbac.authorization.k8s.io',
  flags: [
    { name: 'api-group', type: 'string', default: '', usage: 'Only resources of this API group.' },
    {
      name: 'cached',
      type: 'bool',
      default: false,
      usage: 'Use the list on disk, if there is one.',
    },
    {
      name: 'categories',
      type: 'stringSlice',
      default: [],
      usage: 'Only resources that are in all these categories.',
    },
    {
      name: 'namespaced',
      type: 'bool',
      default: true,
      usage:
        'True: only resources in namespaces; false: only the others. Both when the flag is missing.',
    },
    {
      name: 'no-headers',
      type: 'bool',
      default: false,
      usage: 'Print no headings above the columns.',
    },
    {
      name: 'output',
      short: 'o',
      type: 'string',
      default: '',
      usage: 'Output format. One of: (json, yaml, kyaml, name, wide).',
    },
    {
      name: 'show-managed-fields',
      type: 'bool',
      default: false,
      usage: 'Keep managedFields in JSON and YAML. Resource types have none.',
    },
    { name: 'sort-by', type: 'string', default: '', usage: 'Sort by this column: name or kind.' },
    {
      name: 'verbs',
      type: 'stringSlice',
      default: [],
      usage: 'Only resources that have all these verbs.',
    },
  ],
  async run(context, flags, args) {
    if (args.length > 0) throw new UsageError(`unexpected arguments: [${args.join(' ')}]`);
    const options = toOptions(flags);
    validate(options);
    const discovery = await context.discovery();
    if (!options.cached) await discovery.invalidate({ silent: true });
    const groups = await discovery.groups();
    const resources = sortResources(select(preferredResources(groups), options), options.sortBy);
    await print(resources, options, context.streams.out);
    const failures = groups.filter(({ failure }) => failure !== undefined).map(failureText);
    if (failures.length > 0) {
      const list = failures.toSorted().join(', ');
      throw new KubistError(`unable to retrieve the complete list of server APIs: ${list}`);
    }
  },
};

interface Options {
  readonly apiGroup: string | undefined;
  readonly cached: boolean;
  readonly categories: readonly string[];
  readonly namespaced: boolean | undefined;
  readonly headers: boolean;
  readonly output: string;
  readonly sortBy: string;
  readonly verbs: readonly string[];
}

function toOptions(flags: Flags): Options {
  return {
    apiGroup: flags.changed('api-group') ? flags.string('api-group') : undefined,
    cached: flags.bool('cached'),
    categories: flags.strings('categories'),
    namespaced: flags.changed('namespaced') ? flags.bool('namespaced') : undefined,
    headers: !flags.bool('no-headers'),
    output: flags.string('output'),
    sortBy: flags.string('sort-by'),
    verbs: flags.strings('verbs'),
  };
}

const formats: readonly FormatGroup[] = ['objects', 'name', 'human'];

function validate({ output, sortBy }: Options): void {
  if (output !== '' && !['json', 'yaml', 'kyaml', 'name', 'wide'].includes(output))
    throw noPrinter(output, formats);
  if (!['', 'name', 'kind'].includes(sortBy))
    throw new KubistError('--sort-by accepts only name or kind');
}

/** Every resource once: in its group's preferred version, or in the first that has it. */
export function preferredResources(groups: readonly GroupVersionResources[]): APIResource[] {
  const byName = new Map<string, APIResource>();
  for (const entry of groups) {
    for (const resource of entry.resources) {
      const name = qualifiedName(resource);
      if (entry.preferred || !byName.has(name)) byName.set(name, resource);
    }
  }
  const chosen = new Set(byName.values());
  return groups.flatMap((entry) => entry.resources.filter((resource) => chosen.has(resource)));
}

function select(resources: readonly APIResource[], options: Options): APIResource[] {
  const { apiGroup, namespaced, verbs, categories } = options;
  return resources.filter(
    (resource) =>
      (apiGroup === undefined || resource.group === apiGroup) &&
      (namespaced === undefined || resource.namespaced === namespaced) &&
      resource.verbs.length > 0 &&
      verbs.every((verb) => resource.verbs.includes(verb)) &&
      categories.every((category) => resource.categories.includes(category)),
  );
}

/** By the column asked for, else by group and name; equals keep the server's order. */
export function sortResources(resources: readonly APIResource[], sortBy = ''): APIResource[] {
  const key = (resource: APIResource): string[] => {
    if (sortBy === 'name') return [resource.resource];
    if (sortBy === 'kind') return [resource.kind];
    return [resource.group, resource.resource];
  };
  return resources.toSorted((left, right) => {
    const others = key(right);
    for (const [at, mine] of key(left).entries()) {
      const other = others[at] ?? '';
      if (mine !== other) return mine < other ? -1 : 1;
    }
    return 0;
  });
}

function failureText({ group, version, failure }: GroupVersionResources): string {
  return `${formatAPIVersion(group, version)}: ${failure ?? ''}`;
}

async function print(
  resources: readonly APIResource[],
  options: Options,
  out: Writer,
): Promise<void> {
  const { output } = options;
  if (output === 'name')
    return out.write(resources.map((resource) => `${qualifiedName(resource)}\n`).join(''));
  if (output === '' || output === 'wide') return printTable(resources, options, out);
  const printer = await createPrinter({ output, typed: true }, formats);
  return printer.print(toList(resources), out);
}

async function printTable(
  resources: readonly APIResource[],
  options: Options,
  out: Writer,
): Promise<void> {
  const { TabWriter } = await import('../printers/tabwriter.ts');
  const wide = options.output === 'wide';
  const table = new TabWriter(out);
  if (options.headers) {
    const more = wide ? ['VERBS', 'CATEGORIES'] : [];
    table.row(['NAME', 'SHORTNAMES', 'APIVERSION', 'NAMESPACED', 'KIND', ...more]);
  }
  for (const resource of resources) {
    const more = wide ? [resource.verbs.join(','), resource.categories.join(',')] : [];
    table.row([
      resource.resource,
      resource.shortNames.join(','),
      formatAPIVersion(resource.group, resource.version),
      String(resource.namespaced),
      resource.kind,
      ...more,
    ]);
  }
  await table.flush();
}

/** The resources as one `APIResourceList`, in the field order of meta/v1. */
function toList(resources: readonly APIResource[]): KubeObject {
  return {
    kind: 'APIResourceList',
    apiVersion: 'v1',
    groupVersion: '',
    resources: resources.length === 0 ? null : resources.map(toEntry),
  };
}

function toEntry(resource: APIResource): object {
  const { group, shortNames, categories } = resource;
  return {
    name: resource.resource,
    singularName: resource.singular,
    namespaced: resource.namespaced,
    ...(group === '' ? {} : { group }),
    version: resource.version,
    kind: resource.kind,
    verbs: resource.verbs,
    ...(shortNames.length === 0 ? {} : { shortNames }),
    ...(categories.length === 0 ? {} : { categories }),
  };
}
