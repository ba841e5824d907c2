import type { JSONObject } from '../../api/types.ts';
import type { Context } from '../../cli/context.ts';
import type { RESTMapper } from '../../discovery/mapper.ts';
import { NoResourceTypeError } from '../../discovery/no-match-error.ts';
import { BareError, KubistError } from '../../errors.ts';
import { compareBytes } from '../../formats/compare.ts';
import { goQuote } from '../../formats/go-quote.ts';
import { RBAC } from './resources.ts';

/** One `--resource`: `deployments.apps/scale`. */
interface ResourceOption {
  readonly resource: string;
  readonly group: string;
  readonly subresource: string;
}

/** Verbs of resources. Source: "Authorization: Request Verbs". */
const RESOURCE_VERBS = new Set(
  'get delete list create update patch watch proxy deletecollection use bind escalate impersonate *'.split(
    ' ',
  ),
);

/** Verbs that only some resources (`resource.group`) have. */
const SPECIAL_VERBS: Readonly<Record<string, readonly string[]>> = {
  use: ['podsecuritypolicies.policy', 'podsecuritypolicies.extensions'],
  bind: [`roles.${RBAC}`, `clusterroles.${RBAC}`],
  escalate: [`roles.${RBAC}`, `clusterroles.${RBAC}`],
  impersonate: ['users.', 'serviceaccounts.', 'groups.', 'userextras.authentication.k8s.io'],
};

/** `--verb` without repetitions; `*` stands for all. */
export function readVerbs(verbs: readonly string[]): readonly string[] {
  return verbs.includes('*') ? ['*'] : [...new Set(verbs)];
}

function readResources(texts: readonly string[]): ResourceOption[] {
  const options: ResourceOption[] = [];
  for (const text of texts) {
    const [path, subresource] = cut(text, '/');
    const [resource, group] = cut(path, '.');
    const option = { resource, group: group ?? '', subresource: subresource ?? '' };
    if (resource === '*' && group === undefined && option.subresource === '') return [option];
    options.push(option);
  }
  return options;
}

function cut(text: string, at: string): [string, string | undefined] {
  const index = text.indexOf(at);
  return index < 0 ? [text, undefined] : [text.slice(0, index), text.slice(index + 1)];
}

/** Warns of verbs that resources do not have; they may be someone's own. */
export async function warnOfVerbs(context: Context, verbs: readonly string[]): Promise<void> {
  for (const verb of verbs) {
    if (RESOURCE_VERBS.has(verb)) continue;
    await context.streams.err.write(`Warning: '${verb}' is not a standard resource verb\n`);
  }
}

/**
 * One rule an API group for the resources of `--resource`, groups in order. Throws when a verb does not go with
 * a resource, or the server does not know one.
 */
export async function resourceRules(
  context: Context,
  verbs: readonly string[],
  texts: readonly string[],
  names: readonly string[],
): Promise<JSONObject[]> {
  const groups = new Map<string, string[]>();
  for (const option of readResources(texts)) {
    const { resource, group } = await checked(context, option, verbs);
    const members = groups.get(group) ?? [];
    const name = option.subresource === '' ? resource : `${resource}/${option.subresource}`;
    if (!members.includes(name)) members.push(name);
    groups.set(group, members);
  }
  return [...groups.keys()].toSorted(compareBytes).map((group) => ({
    verbs: [...verbs],
    apiGroups: [group],
    resources: groups.get(group) ?? [],
    ...(names.length === 0 ? {} : { resourceNames: [...new Set(names)] }),
  }));
}

/** The resource as the server names it. */
async function checked(
  context: Context,
  option: ResourceOption,
  verbs: readonly string[],
): Promise<{ resource: string; group: string }> {
  if (option.resource === '') {
    throw new KubistError('resource must be specified if apiGroup/subresource specified');
  }
  if (option.resource === '*') return option;
  const found = await lookUp(await context.mapper(), option);
  const { resource, group } = found ?? option;
  let special = false;
  for (const verb of verbs) {
    const fits = Object.hasOwn(SPECIAL_VERBS, verb) ? SPECIAL_VERBS[verb] : undefined;
    if (fits === undefined) continue;
    if (!fits.includes(`${resource}.${group}`)) {
      throw new KubistError(`can not perform '${verb}' on '${resource}' in group '${group}'`);
    }
    special = true;
  }
  if (found === undefined && !special) {
    const place = group === '' ? '' : ` in group ${goQuote(group)}`;
    throw new BareError(`the server doesn't have a resource type ${goQuote(resource)}${place}`);
  }
  return { resource, group };
}

async function lookUp(
  mapper: RESTMapper,
  { resource, group }: ResourceOption,
): Promise<{ resource: string; group: string } | undefined> {
  try {
    const found = await mapper.resourceFor(group === '' ? resource : `${resource}.${group}`);
    // What looks like `resource.version.group` is no version here.
    return found.group.startsWith(group) ? found : undefined;
  } catch (error) {
    if (error instanceof NoResourceTypeError) return undefined;
    throw error;
  }
}
