import type { APIResource } from '../discovery/mapper.ts';
import { KubistError } from '../errors.ts';
import { goQuote } from '../formats/go-quote.ts';

/** Words of the reference for a segment that would leave its place in a URL; empty when it is fine. */
function segmentProblems(segment: string): string[] {
  if (segment === '.' || segment === '..') return [`may not be '${segment}'`];
  return ['/', '%']
    .filter((char) => segment.includes(char))
    .map((char) => `may not contain '${char}'`);
}

function checkSegment(what: string, segment: string): void {
  const problems = segmentProblems(segment);
  if (problems.length > 0) {
    throw new KubistError(`invalid ${what} ${goQuote(segment)}: [${problems.join(' ')}]`);
  }
}

/** What a path needs to know of a resource. */
export type Located = Pick<APIResource, 'group' | 'version' | 'resource' | 'namespaced'>;

/**
 * Path of a resource's collection: `/apis/apps/v1/namespaces/default/deployments`. An empty namespace is
 * all of them. Throws a KubistError on a namespace that is no path segment.
 */
export function collectionPath(resource: Located, namespace: string): string {
  const root = resource.group === '' ? ['api'] : ['apis', resource.group];
  const inNamespace = resource.namespaced && namespace !== '';
  if (inNamespace) checkSegment('namespace', namespace);
  const segments = [
    ...root,
    resource.version,
    ...(inNamespace ? ['namespaces', namespace] : []),
    resource.resource,
  ];
  return `/${segments
    .filter((segment) => segment !== '')
    .map(encodeURIComponent)
    .join('/')}`;
}

/** Path of one object, or of its subresource. Throws a KubistError on names that are no path segments. */
export function objectPath(
  resource: Located,
  namespace: string,
  name: string,
  subresource = '',
): string {
  if (name === '') throw new KubistError('resource name may not be empty');
  checkSegment('resource name', name);
  const path = `${collectionPath(resource, namespace)}/${encodeURIComponent(name)}`;
  if (subresource === '') return path;
  checkSegment('subresource', subresource);
  return `${path}/${encodeURIComponent(subresource)}`;
}

/** A resource as the reference's errors name it: `apps/v1, Resource=deployments`; the core group is `/v1, Resource=pods`. */
export function describeGVR(resource: Located): string {
  return `${resource.group}/${resource.version}, Resource=${resource.resource}`;
}
