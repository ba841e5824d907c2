import type { KubeObject } from '../../../api/types.ts';
import type { Context } from '../../../cli/context.ts';
import type { APIResource } from '../../../discovery/mapper.ts';
import { KubistError } from '../../../errors.ts';
import { compareBytes } from '../../../formats/compare.ts';
import { goQuote } from '../../../formats/go-quote.ts';
import type { ObjectInfo } from '../../../resources/objects.ts';
import { withLead } from './lead.ts';
import { GROUP_KINDS, GROUP_RESOURCES, NAMESPACES } from './names.ts';
import { findResource } from './reference.ts';

/** Where the members of a set are. */
export interface Contents {
  /** By `KIND.GROUP`. */
  readonly types: ReadonlyMap<string, APIResource>;
  readonly namespaces: ReadonlySet<string>;
}

/** What a set has before there is a parent. */
export const NOTHING: Contents = { types: new Map(), namespaces: new Set() };

/** `Deployment.apps`; the core group adds nothing. */
export function groupKind({ kind, group }: APIResource): string {
  return group === '' ? kind : `${kind}.${group}`;
}

/** Where these objects are. */
export function contentsOf(infos: readonly ObjectInfo[]): Contents {
  return {
    types: new Map(infos.map(({ resource }) => [groupKind(resource), resource])),
    namespaces: new Set(infos.map(({ namespace }) => namespace).filter((name) => name !== '')),
  };
}

/** Both together. */
export function union(a: Contents, b: Contents): Contents {
  return {
    types: new Map([...a.types, ...b.types]),
    namespaces: new Set([...a.namespaces, ...b.namespaces]),
  };
}

/** Contents as annotations of a parent in `own`, a namespace or "". */
export function toAnnotations({ types, namespaces }: Contents, own: string): [string, string][] {
  const others = [...namespaces].filter((name) => name !== own);
  return [
    [NAMESPACES, others.sort(compareBytes).join(',')],
    [GROUP_KINDS, [...types.keys()].sort(compareBytes).join(',')],
  ];
}

/** Reads them back. Throws a KubistError on types that the server does not have. */
export async function readAnnotations(parent: KubeObject, context: Context): Promise<Contents> {
  const annotations = parent.metadata?.annotations ?? {};
  const resources = await readTypes(annotations, context);
  return {
    types: new Map(resources.map((resource) => [groupKind(resource), resource])),
    namespaces: new Set(words(annotations[NAMESPACES] ?? '')),
  };
}

async function readTypes(
  annotations: Readonly<Record<string, string>>,
  context: Context,
): Promise<APIResource[]> {
  const kinds = annotations[GROUP_KINDS];
  if (kinds !== undefined) {
    const lead = `could not find mapping for kind in ${goQuote(GROUP_KINDS)} annotation`;
    const mapper = await context.mapper();
    return each(words(kinds), lead, (text) => {
      const [kind = '', ...group] = text.split('.');
      return mapper.resourceForKind({ group: group.join('.'), version: '', kind });
    });
  }
  const resources = annotations[GROUP_RESOURCES];
  if (resources === undefined) {
    throw new KubistError(
      `kubectl requires the ${goQuote(GROUP_KINDS)} annotation to be set on all ApplySet parent objects`,
    );
  }
  const lead = `invalid group resource in ${goQuote(GROUP_RESOURCES)} annotation`;
  return each(words(resources), lead, (text) => findResource(text, context));
}

function words(text: string): string[] {
  return text === '' ? [] : text.split(',');
}

async function each(
  texts: readonly string[],
  lead: string,
  find: (text: string) => Promise<APIResource>,
): Promise<APIResource[]> {
  const found: APIResource[] = [];
  for (const text of texts) found.push(await withLead(lead, () => find(text)));
  return found;
}
