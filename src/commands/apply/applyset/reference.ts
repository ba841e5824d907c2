import type { Context } from '../../../cli/context.ts';
import type { APIResource } from '../../../discovery/mapper.ts';
import { NoResourceTypeError } from '../../../discovery/no-match-error.ts';
import { AggregateFailure, KubistError } from '../../../errors.ts';
import { goQuote } from '../../../formats/go-quote.ts';
import type { KubeList } from '../../../api/types.ts';
import { collectionPath, describeGVR } from '../../../resources/paths.ts';
import type { WriteTarget } from '../../../resources/write.ts';
import { withLead } from './lead.ts';
import { PARENT_TYPE_LABEL } from './names.ts';

/** The object that stands for an ApplySet, whether it is there or not. */
export interface ApplySetReference extends WriteTarget {
  readonly resource: APIResource;
}

const CRDS = {
  group: 'apiextensions.k8s.io',
  version: 'v1',
  resource: 'customresourcedefinitions',
  namespaced: false,
};

/** Reads `--applyset`: `NAME` of a Secret, or `RESOURCE[.GROUP]/NAME`. */
export async function readReference(text: string, context: Context): Promise<ApplySetReference> {
  const at = text.indexOf('/');
  const [type, name] = at < 0 ? ['secrets', text] : [text.slice(0, at), text.slice(at + 1)];
  return withLead(`invalid parent reference ${goQuote(text)}`, async () => {
    if (name === '') throw new KubistError('name cannot be blank');
    const resource = await findResource(type, context);
    const { namespace } = await context.namespace();
    return { resource, name, namespace: resource.namespaced ? namespace : '' };
  });
}

/** The resource that `RESOURCE[.GROUP]` names, as ApplySets write it: no version, no kind. Throws a KubistError when there is none. */
export async function findResource(type: string, context: Context): Promise<APIResource> {
  const [resource = '', ...groups] = type.split('.');
  const group = groups.join('.');
  const described = `${group}/, Resource=${resource}`;
  if (resource === '') throw new KubistError(`a resource must be present, got: ${described}`);
  const mapper = await context.mapper();
  try {
    const found = await mapper.resourceFor(type);
    // What looks like a group may have been taken for a version.
    if (found.group.startsWith(group)) return found;
  } catch (error) {
    if (!(error instanceof NoResourceTypeError)) throw error;
  }
  throw new KubistError(`no matches for ${described}`);
}

/** `secrets./web`, as errors name a parent. */
export function describeReference({ resource, name }: ApplySetReference): string {
  return `${resource.resource}.${resource.group}/${name}`;
}

/** True for types whose objects can be made by a name alone. */
export function isBuiltin({ resource }: ApplySetReference): boolean {
  return resource.group === '' && ['secrets', 'configmaps'].includes(resource.resource);
}

/** Throws what is wrong with a parent: its namespace was not named, or its type cannot be a parent. */
export async function checkReference(
  reference: ApplySetReference,
  context: Context,
): Promise<void> {
  const errors: Error[] = [];
  if (reference.resource.namespaced && !(await context.namespace()).explicit) {
    errors.push(new KubistError('namespace is required to use namespace-scoped ApplySet'));
  }
  if (!isBuiltin(reference)) {
    const allowed = await withLead('identifying allowed custom resource parent types', () =>
      isParentType(reference.resource, context),
    ).catch((error: unknown) => {
      errors.push(error as Error);
      return false;
    });
    if (!allowed) {
      const type = goQuote(describeGVR(reference.resource));
      errors.push(new KubistError(`resource ${type} is not permitted as an ApplySet parent`));
    }
  }
  if (errors.length > 0) throw new AggregateFailure(errors);
}

/** Asks the server which custom resources may be parents. */
async function isParentType({ group, resource }: APIResource, context: Context): Promise<boolean> {
  const client = await context.client();
  const { items } = await client.json<KubeList>({
    path: collectionPath(CRDS, ''),
    query: { labelSelector: PARENT_TYPE_LABEL },
  });
  return items.some(({ metadata }) => metadata?.name === `${resource}.${group}`);
}

/** The ID of the set, which its parent's place determines. */
export async function idOf({ resource, name, namespace }: ApplySetReference): Promise<string> {
  const { createHash } = await import('node:crypto');
  const place = `${name}.${namespace}.${resource.kind}.${resource.group}`;
  return `applyset-${createHash('sha256').update(place).digest('base64url')}-v1`;
}
