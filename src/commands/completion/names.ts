import type { Context } from '../../cli/context.ts';
import { qualifiedName } from '../../discovery/lookup.ts';
import { resolve } from '../../resources/resolve.ts';
import { preferredResources, sortResources } from '../api-resources.ts';

/** What lists are asked for: a Table of cells without the objects, a twentieth of the objects themselves. */
const NAMES_ONLY = {
  headers: { accept: 'application/json;as=Table;g=meta.k8s.io;v=v1,application/json' },
  query: { includeObject: 'None' },
} as const;

/** Types that can be read, as `api-resources -o name` has them; from the discovery cache where there is one. */
export async function typeNames(context: Context): Promise<string[]> {
  const groups = await (await context.discovery()).groups();
  const readable = preferredResources(groups).filter(({ verbs }) => verbs.includes('get'));
  return sortResources(readable).map(qualifiedName);
}

/**
 * Names of the objects of a type, of several with commas between, or of a category. Some types may be called anything:
 * what is more than printable text is left out.
 */
export async function objectNames(context: Context, types: string): Promise<string[]> {
  const { namespace } = await context.namespace();
  const request = { args: [types], typeMeansAll: true, namespace, listShape: NAMES_ONLY };
  const names: string[] = [];
  const resolution = await resolve(request, context);
  await resolution.visit(({ object }) => void names.push(...namesIn((object ?? {}) as List)));
  return names.filter((name) => name !== '' && !/\p{Cc}|\p{Cf}/u.test(name));
}

interface List {
  readonly columnDefinitions?: readonly { readonly format?: string }[];
  readonly rows?: readonly { readonly cells?: readonly unknown[] }[];
  readonly items?: readonly { readonly metadata?: { readonly name?: string } }[];
}

/** The column of names is the one whose format says so. A server without Tables answers with the objects. */
function namesIn(list: List): string[] {
  if (list.rows === undefined || list.rows === null) {
    return (list.items ?? []).map(({ metadata }) => metadata?.name ?? '');
  }
  const column = list.columnDefinitions?.findIndex(({ format }) => format === 'name') ?? -1;
  return list.rows.map(({ cells }) => (cells?.[column] ?? '') as string);
}
