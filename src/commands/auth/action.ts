import type { Context } from '../../cli/context.ts';
import { NoResourceTypeError } from '../../discovery/no-match-error.ts';
import type { APIResource } from '../../discovery/mapper.ts';
import { KubistError } from '../../errors.ts';

/** What may be done to what. */
export interface Action {
  readonly verb: string;
  readonly target: ResourceTarget | PathTarget;
}

/** A resource, or one object of it. */
export interface ResourceTarget {
  readonly path?: undefined;
  readonly group: string;
  readonly resource: string;
  /** "" for all. */
  readonly name: string;
  /** The server has it, and in no namespace. */
  readonly clusterScoped: boolean;
}

/** A path of the server that is no resource. */
export interface PathTarget {
  readonly path: string;
}

/** Verbs of resources, and of paths. Source: "Authorization: Request Verbs". */
const RESOURCE_VERBS = new Set(
  '* get list watch create update patch delete deletecollection use bind impersonate approve sign escalate attest'.split(
    ' ',
  ),
);
const PATH_VERBS = new Set('* get put post head options delete patch'.split(' '));

/** Resources that no API serves, but that rules can be for. */
const UNSERVED = new Set(['users', 'groups']);

/** Reads `VERB TYPE`, `VERB TYPE/NAME` and `VERB /PATH`. */
export async function readAction(context: Context, args: readonly string[]): Promise<Action> {
  const [verb = '', what = ''] = args;
  if (args.length !== 2) {
    throw new KubistError(
      `you must specify two arguments: verb resource or verb resource/resourceName.\nSee '${context.program} auth can-i -h' for help and examples.`,
    );
  }
  if (what.startsWith('/')) return { verb, target: { path: what } };
  const slash = what.indexOf('/');
  const [type, name] = slash < 0 ? [what, ''] : [what.slice(0, slash), what.slice(slash + 1)];
  return { verb, target: { ...(await resourceOf(context, type)), name } };
}

type Found = Omit<ResourceTarget, 'name' | 'path'>;

async function resourceOf(context: Context, type: string): Promise<Found> {
  const asTyped: Found = { group: '', resource: type, clusterScoped: false };
  if (type === '*') return asTyped;
  const lower = type.toLowerCase();
  const found = await lookUp(context, lower);
  if (found !== undefined) {
    return { group: found.group, resource: found.resource, clusterScoped: !found.namespaced };
  }
  if (!UNSERVED.has(lower)) {
    const dot = lower.indexOf('.');
    const [resource, group] = dot < 0 ? [lower, ''] : [lower.slice(0, dot), lower.slice(dot + 1)];
    const place = group === '' ? '' : ` in group '${group}'`;
    await warnLine(context, `the server doesn't have a resource type '${resource}'${place}`);
  }
  return asTyped;
}

/** The resource of that name; undefined when there is none, or nobody can tell. */
async function lookUp(context: Context, type: string): Promise<APIResource | undefined> {
  const discovery = await context.discovery();
  // The reference asks twice, and each time it fails is logged.
  const groups = await discovery.groups().catch(() => discovery.groups().catch(() => undefined));
  if (groups === undefined) return undefined;
  try {
    return await (await context.mapper()).resourceFor(type);
  } catch (error) {
    if (error instanceof NoResourceTypeError) return undefined;
    throw error;
  }
}

/** Says what of an action is unusual: a namespace that does not matter, a verb that is none of the known ones. */
export async function warnOf(context: Context, { verb, target }: Action): Promise<void> {
  if (target.path === undefined && target.clusterScoped) {
    const place = target.group === '' ? '' : ` in group '${target.group}'`;
    await warnLine(context, `resource '${target.resource}' is not namespace scoped${place}`);
  }
  const known = target.path === undefined ? RESOURCE_VERBS : PATH_VERBS;
  if (!known.has(verb)) await warnLine(context, `verb '${verb}' is not a known verb`);
}

/** A warning with an empty line below, as this command has them. */
async function warnLine(context: Context, text: string): Promise<void> {
  await context.streams.err.write(`Warning: ${text}\n\n`);
}
