import { formatAPIVersion, parseAPIVersion } from '../api/gvk.ts';
import type { GVR, JSONObject } from '../api/types.ts';
import type { CommandSpec } from '../cli/command.ts';
import type { Context } from '../cli/context.ts';
import type { Flags } from '../cli/flags/flags.ts';
import type { GroupVersionResources } from '../discovery/client.ts';
import { qualifiedName } from '../discovery/lookup.ts';
import type { APIResource } from '../discovery/mapper.ts';
import { NoResourceTypeError } from '../discovery/no-match-error.ts';
import { ExitError, KubistError, UsageError } from '../errors.ts';
import { splitPath } from './explain/path.ts';
import { descend } from './explain/schema.ts';

/** `explain`: what a kind and its fields mean, from the server's OpenAPI documents. */
export const explain: CommandSpec = {
  use: 'TYPE [--recursive=FALSE|TRUE] [--api-version=api-version-group] [-o|--output=plaintext|plaintext-openapiv2]',
  short: 'Get documentation for a resource',
  long:
    'Tells what a resource and its fields are for, as the server documents them.\n\n' +
    'A field is named by its path: TYPE.FIELD[.FIELD].\n\n' +
    'Use "{program} api-resources" for the types that the server has.',
  examples:
    '  # What a pod is made of\n  {program} explain pods\n\n' +
    '  # Every field of a deployment, as a tree\n  {program} explain deployments --recursive\n\n' +
    '  # One field\n  {program} explain pods.spec.containers\n\n' +
    '  # A version other than the preferred one\n  {program} explain hpa --api-version=autoscaling/v1\n\n' +
    '  # The older layout\n  {program} explain deployments --output=plaintext-openapiv2',
  flags: [
    {
      name: 'api-version',
      type: 'string',
      default: '',
      usage: 'Explain the type in this group and version, for instance autoscaling/v1.',
    },
    {
      name: 'output',
      short: 'o',
      type: 'string',
      default: 'plaintext',
      usage: 'Layout of the text: plaintext or plaintext-openapiv2.',
    },
    {
      name: 'recursive',
      short: 'R',
      type: 'bool',
      default: false,
      usage: 'Print all fields below, without their descriptions.',
    },
  ],
  async run(context, flags, args) {
    const options = toOptions(context.program, flags, args);
    const { resource, path } = await findResource(context, options);
    const render = renderers[options.output];
    if (render === undefined) throw new KubistError(`unrecognized format: ${options.output}`);
    await render(context, options, requested(options, resource), path);
  },
};

interface Options {
  /** The type and the names of its fields. */
  readonly words: readonly string[];
  readonly apiVersion: string;
  readonly output: string;
  readonly recursive: boolean;
}

function toOptions(program: string, flags: Flags, args: readonly string[]): Options {
  if (args.length === 0) {
    throw new UsageError(
      `You must specify the type of resource to explain. Use "${program} api-resources" for a complete list of supported resources.`,
      { hint: false },
    );
  }
  if (args.length > 1)
    throw new UsageError('We accept only this format: explain RESOURCE', { hint: false });
  return {
    words: splitPath(args[0] ?? ''),
    apiVersion: flags.string('api-version'),
    output: flags.string('output'),
    recursive: flags.bool('recursive'),
  };
}

/** The resource that the first word names; words that spell its group belong to it, the others are fields. */
async function findResource(
  context: Context,
  { words, apiVersion }: Options,
): Promise<{ resource: APIResource; path: readonly string[] }> {
  const [type = '', ...fields] = words;
  const discovery = await context.discovery();
  // The reference asks twice where discovery fails, and both failures are logged; the second one ends the command.
  const groups = await discovery.groups().catch(() => discovery.groups());
  const mapper = await context.mapper();
  let resource: APIResource;
  try {
    resource = await mapper.resourceFor(type);
  } catch (error) {
    if (!(error instanceof NoResourceTypeError)) throw error;
    await context.streams.err.write(`${error.message}\n`);
    throw new ExitError(1);
  }
  if (apiVersion !== '') return { resource, path: fields };
  const whole = words.join('.');
  const named = namesakes(groups, resource).find((one) => whole.startsWith(qualifiedName(one)));
  if (named === undefined) return { resource, path: fields };
  const rest = whole.slice(qualifiedName(named).length);
  return { resource: named, path: rest === '' ? [] : rest.split('.').slice(1) };
}

/** All resources with this name, a group once, in the server's order and its preferred version. */
function namesakes(groups: readonly GroupVersionResources[], resource: APIResource): APIResource[] {
  const preferred = groups.toSorted(
    (left, right) => Number(right.preferred) - Number(left.preferred),
  );
  const found = preferred.flatMap((entry) =>
    entry.resources.filter((one) => one.resource === resource.resource),
  );
  const order = groups.map((entry) => entry.group);
  const unique = found.filter(
    (one, at) => found.findIndex(({ group }) => group === one.group) === at,
  );
  return unique.toSorted((left, right) => order.indexOf(left.group) - order.indexOf(right.group));
}

function requested({ apiVersion }: Options, resource: APIResource): Requested {
  if (apiVersion === '') return resource;
  if (apiVersion.split('/').length > 2)
    throw new KubistError(`unexpected GroupVersion string: ${apiVersion}`);
  return { ...parseAPIVersion(apiVersion), resource: resource.resource, kind: resource.kind };
}

/** What to explain; the kind is the one that the mapper knows, which another version may not have. */
type Requested = GVR & { readonly kind: string };

type Renderer = (
  context: Context,
  options: Options,
  gvr: Requested,
  path: readonly string[],
) => Promise<void>;

const renderers: Readonly<Record<string, Renderer | undefined>> = {
  plaintext: async (context, { recursive }, gvr, path) => {
    const { explainPlain, heading } = await import('./explain/plaintext.ts');
    const { gvk, schema, document } = await readSchema(context, gvr);
    await context.streams.out.write(heading(gvk));
    const found = descend({ schema, document }, path);
    const name = path.at(-1);
    if (found === undefined) throw missing(path);
    await context.streams.out.write(explainPlain(found, name, recursive));
  },
  'plaintext-openapiv2': async (context, { recursive }, gvr, path) => {
    const { explainVersion2 } = await import('./explain/plaintext-v2.ts');
    const { gvk, schema, document } = await readSchema(context, gvr, `Kind=${gvr.kind}`);
    const found = descend({ schema, document }, path);
    if (found === undefined) throw missing(path);
    await context.streams.out.write(explainVersion2(gvk, found, path.at(-1), recursive));
  },
};

function missing(path: readonly string[]): KubistError {
  return new KubistError(`field ${JSON.stringify(path.at(-1))} does not exist`);
}

/** The schema of a resource: its paths name the kind, and the kind has a schema in the same document. */
async function readSchema(
  context: Context,
  gvr: GVR,
  label = `Resource=${gvr.resource}`,
): Promise<{
  gvk: { group: string; version: string; kind: string };
  schema: JSONObject;
  document: JSONObject;
}> {
  const { findKind, findSchema } = await import('./explain/find-kind.ts');
  const openapi = await context.openapi();
  const document = await openapi.document(gvr.group, gvr.version);
  const groupVersion = formatAPIVersion(gvr.group, gvr.version);
  if (document === undefined) {
    const place = gvr.group === '' ? `/${gvr.version}` : groupVersion;
    throw new KubistError(`couldn't find resource for "${place}, ${label}"`);
  }
  const gvk = findKind(document, gvr);
  const schema = gvk === undefined ? undefined : findSchema(document, gvk);
  if (gvk === undefined || schema === undefined) {
    const place = gvr.group === '' ? `/${gvr.version}` : groupVersion;
    throw new KubistError(`GVR (${place}, Resource=${gvr.resource}) not found in OpenAPI schema`);
  }
  return { gvk, schema, document };
}
