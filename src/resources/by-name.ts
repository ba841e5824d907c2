import { KubistError } from '../errors.ts';
import type { APIResource } from '../discovery/mapper.ts';
import { Failures } from './failures.ts';
import type { Info, ResourceDependencies, ResourceRequest } from './info.ts';
import { retrieve } from './retrieve.ts';

/** An object that the command line names. */
export interface NamedResource {
  readonly resource: APIResource;
  readonly name: string;
}

/**
 * The namespace of an object that is asked for by name. Throws when there is none: an object cannot be
 * looked up by name in all namespaces.
 */
function namespaceOf(resource: APIResource, request: ResourceRequest): string {
  if (!resource.namespaced) return '';
  if (request.allNamespaces) {
    throw new KubistError('a resource cannot be retrieved by name across all namespaces');
  }
  if (request.namespace === '') {
    throw new KubistError('namespace may not be empty when retrieving a resource by name');
  }
  return request.namespace;
}

/** Where each named object is; throws before anything is asked for. */
export function locate(names: readonly NamedResource[], request: ResourceRequest): Info[] {
  const { subresource } = request;
  return names.map(({ resource, name }) => ({
    resource,
    name,
    namespace: namespaceOf(resource, request),
    ...(subresource ? { subresource } : {}),
  }));
}

/** Visits objects by name; fetches each first, unless the request says that the name will do. */
export async function visitNames(
  infos: readonly Info[],
  request: ResourceRequest,
  dependencies: ResourceDependencies,
  visitor: (info: Info) => void | Promise<void>,
): Promise<void> {
  const failures = new Failures(request.stopOnError);
  const fetches = request.requireObject !== false;
  const client = fetches ? await dependencies.client() : undefined;
  for (const info of infos) {
    await failures.attempt(async () => {
      if (client === undefined) return visitor(info);
      await visitor({ ...info, object: await retrieve(client, info, request.shape) });
    });
  }
  failures.rethrow();
}
