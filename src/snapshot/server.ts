import type { TransportRequest } from '../rest/transport/transport.ts';
import { json, NO_SUCH_PAGE, notFound, Refusal, type Answer } from './answer.ts';
import {
  answerGroup,
  answerGroupVersion,
  answerRoot,
  findServed,
  type Served,
} from './catalogue.ts';
import type { StoredItem, StoredResource } from './layout.ts';
import { chunk, selectItems, watchEvents } from './list.ts';
import { answerLog } from './logs.ts';
import { parseRoute, segmentsOf, type Route } from './route.ts';
import type { SnapshotStore } from './store.ts';
import { parseAccept, Shaper } from './view.ts';

/** Answers API requests from a snapshot, as the server would have when it was saved. */
export class SnapshotServer {
  readonly #store: SnapshotStore;

  constructor(store: SnapshotStore) {
    this.#store = store;
  }

  /** The answer to one request; failures are answers too, except those of a broken snapshot, which throw. */
  async answer(request: TransportRequest): Promise<Answer> {
    try {
      return await this.#route(request);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      return json(error.status, error.status.code);
    }
  }

  async #route(request: TransportRequest): Promise<Answer> {
    const url = new URL(request.url);
    const accept = String(request.headers.accept ?? '');
    const segments = segmentsOf(url.pathname);
    if (segments === undefined) return NO_SUCH_PAGE;
    const [root, ...parts] = segments;
    if (request.method !== 'GET') throw this.#readOnly();
    if (root === 'version' && parts.length === 0) return json(this.#store.info.version);
    if (root === 'openapi' && parts[0] === 'v3') return this.#openapi(parts.slice(1).join('/'));
    if (root !== 'api' && root !== 'apis') return NO_SUCH_PAGE;
    const { discovery } = this.#store;
    if (parts.length === 0) return answerRoot(discovery, `/${root}`, accept);
    if (root === 'apis' && parts.length === 1) return answerGroup(discovery, parts[0] as string);
    const [group, version, ...rest] = root === 'api' ? ['', ...parts] : parts;
    if (rest.length === 0) return answerGroupVersion(discovery, group as string, version as string);
    const route = parseRoute(group as string, version as string, rest);
    const served = route === undefined ? undefined : findServed(discovery, route);
    if (route === undefined || served === undefined) return NO_SUCH_PAGE;
    return this.#resource(route, served, url.searchParams, accept, request.signal);
  }

  async #resource(
    route: Route,
    served: Served,
    query: URLSearchParams,
    accept: string,
    signal: AbortSignal | undefined,
  ): Promise<Answer> {
    const { namespace, name } = route;
    const namespacedPath = namespace !== undefined;
    if (namespacedPath !== served.namespaced && (namespacedPath || name !== undefined)) {
      return NO_SUCH_PAGE;
    }
    const stored = await this.#stored(route, served, name === undefined ? 'list' : 'get');
    const answer = await this.#objects(route, stored, query, accept, signal);
    return stored.warnings === undefined ? answer : { ...answer, warnings: stored.warnings };
  }

  async #objects(
    route: Route,
    stored: StoredResource,
    query: URLSearchParams,
    accept: string,
    signal: AbortSignal | undefined,
  ): Promise<Answer> {
    const { name, subresource } = route;
    if (subresource === 'log' && route.group === '' && route.resource === 'pods') {
      return answerLog(this.#store, find(stored, route).object, query, signal);
    }
    if (subresource !== undefined && subresource !== 'status') {
      find(stored, route);
      throw new Refusal(
        404,
        'NotFound',
        `the snapshot holds no ${subresource} of ${route.resource}`,
      );
    }
    const shaper = new Shaper(stored, parseAccept(accept), query.get('includeObject'));
    if (['true', '1'].includes(query.get('watch') ?? '')) {
      const items = selectItems(stored, route, { ...route, query });
      const body = watchEvents(items, shaper, query, signal);
      return { code: 200, contentType: 'application/json', body };
    }
    if (name !== undefined) return json(shaper.one(find(stored, route)));
    const selected = selectItems(stored, route, { ...route, query });
    const { items, metadata } = chunk(stored, selected, query);
    return json(shaper.list(items, metadata));
  }

  async #stored(route: Route, served: Served, verb: string): Promise<StoredResource> {
    if (!served.verbs.includes(verb)) {
      throw new Refusal(
        405,
        'MethodNotAllowed',
        'the server does not allow this method on the requested resource',
      );
    }
    const stored = await this.#store.resource(route);
    if (stored !== undefined) return stored;
    throw new Refusal(404, 'NotFound', `the snapshot holds no ${route.resource}`);
  }

  /** The index names every group version; those whose document was not saved are simply missing. */
  async #openapi(path: string): Promise<Answer> {
    if (path !== '') {
      const document = await this.#store.openapi(path);
      return document === undefined
        ? NO_SUCH_PAGE
        : { code: 200, contentType: 'application/json', body: document };
    }
    const paths: Record<string, { serverRelativeURL: string }> = {};
    for (const one of await this.#store.openapiPaths()) {
      paths[one] = { serverRelativeURL: `/openapi/v3/${one}` };
    }
    return json({ paths });
  }

  #readOnly(): Refusal {
    return new Refusal(
      405,
      'MethodNotAllowed',
      `the snapshot is read only: it shows the cluster of ${this.#store.info.savedAt} and takes no changes`,
    );
  }
}

function find(
  stored: StoredResource,
  { group, resource, namespace, name = '' }: Route,
): StoredItem {
  const item = stored.items.find(
    ({ object }) => object.metadata?.name === name && object.metadata.namespace === namespace,
  );
  if (item === undefined) throw notFound(group, resource, name);
  return item;
}
