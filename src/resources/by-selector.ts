import type { APIResource } from '../discovery/mapper.ts';
import { Failures } from './failures.ts';
import type { Info, ResourceDependencies, ResourceRequest } from './info.ts';
import { listChunks } from './list.ts';

const DEFAULT_CHUNK = 500;

/** Visits the objects of whole types, a chunk of a list at a time. */
export async function visitLists(
  resources: readonly APIResource[],
  request: ResourceRequest,
  dependencies: ResourceDependencies,
  visitor: (info: Info) => void | Promise<void>,
): Promise<void> {
  const client = await dependencies.client();
  const failures = new Failures(request.stopOnError);
  const shape = request.listShape ?? request.shape;
  for (const resource of resources) {
    const namespace = resource.namespaced && !request.allNamespaces ? request.namespace : '';
    await failures.attempt(async () => {
      const chunks = listChunks(client, {
        resource,
        namespace,
        labelSelector: request.labelSelector ?? '',
        fieldSelector: request.fieldSelector ?? '',
        chunkSize: request.chunkSize ?? DEFAULT_CHUNK,
        ...(shape === undefined ? {} : { shape }),
      });
      for await (const object of chunks) await visitor({ resource, namespace, name: '', object });
    });
  }
  failures.rethrowGrouped();
}
