import type { Query, RESTRequest } from '../../rest/client.ts';
import { objectPath } from '../paths.ts';

const PODS = { group: '', version: 'v1', resource: 'pods', namespaced: true } as const;

/** The request for a container's log. */
export function logRequest(
  { namespace, pod, container }: { namespace: string; pod: string; container: string },
  query: Query = {},
): RESTRequest {
  return {
    path: objectPath(PODS, namespace, pod, 'log'),
    query: { container, ...query },
    headers: { accept: 'application/json, */*' },
    source: 'logs.go:497',
  };
}
