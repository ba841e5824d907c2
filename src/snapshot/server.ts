import type { TransportRequest } from '../rest/transport/transport.ts';
import { json, NO_SUCH_PAGE, notAllowed, noSuchResource, Refusal, type Answer } from './answer.ts';
import { bodyOf } from './body.ts';
import { findServed, hasGroupVersion, type Served } from './catalogue.ts';
import { answerDocument } from './documents.ts';
import type { StoredResource } from './layout.ts';
import { chunk, find, isTrue, selectItems } from './list.ts';
import { answerLog } from './logs.ts';
import { answerReview } from './reviews.ts';
import { parseRoute, segmentsOf, type Route } from './route.ts';
import type { Source } from './source.ts';
import { parseAccept, Shaper } from './view.ts';
import { watchEvents, type Changes } from './watch.ts';

/** Takes changes. What is asked has been found among the resources that the server has. */
export interface Writes {
  readonly changes: Changes;
  answer(request: WriteRequest): Promise<Answer>;
}

/** A request that changes something. */
export interface WriteRequest {
  readonly method: string;
  readonly route: Route;
  readonly served: Served;
  readonly query: URLSearchParams;
  readonly contentType: string;
  readonly userAgent: string;
  readonly body: Uint8Array;
}

/** Answers API requests from a snapshot, as the server would have when it was saved. */
export class SnapshotServer {
  readonly #source: Source;
  readonly #writes: Writes | undefined;

  /** Without `writes`, changes are refused. */
  constructor(source: Source, writes?: Writes) {
    this.#source = source;
    this.#writes = writes;
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
    const query = url.searchParams;
    const segments = segmentsOf(url.pathname);
    if (segments === undefined) return NO_SUCH_PAGE;
    const [root, ...parts] = segments;
    if (request.method === 'GET') {
      const accept = header(request, 'accept');
      const known = header(request, 'if-none-match');
      const answer = await answerDocument(this.#source, segments, { accept, known, query });
      if (answer !== undefined) return answer;
    }
    const [group, version, ...rest] = root === 'api' ? ['', ...parts] : parts;
    if (group === undefined || version === undefined || (root !== 'api' && root !== 'apis')) {
      return NO_SUCH_PAGE;
    }
    const { discovery } = this.#source;
    if (!hasGroupVersion(discovery, group, version)) return NO_SUCH_PAGE;
    const route = parseRoute(group, version, rest);
    const served = route === undefined ? undefined : findServed(discovery, route);
    if (route === undefined || served === undefined) throw noSuchResource();
    const { namespace, name } = route;
    const namespaced = namespace !== undefined;
    if (namespaced !== served.namespaced && (namespaced || name !== undefined)) {
      throw noSuchResource();
    }
    if (request.method === 'GET') return this.#read(route, served, request, query);
    return this.#change(route, served, request, query);
  }

  async #read(
    route: Route,
    served: Served,
    request: TransportRequest,
    query: URLSearchParams,
  ): Promise<Answer> {
    const { group, resource, name, subresource } = route;
    if (!served.verbs.includes(name === undefined ? 'list' : 'get')) throw notAllowed();
    if (subresource === 'scale' && served.subresources.includes('scale')) {
      const { readScale } = await import('./writable/scale.ts');
      return readScale(this.#source, route);
    }
    refuseElsewhere(this.#source.info.only, route);
    const stored = await this.#source.resource(route);
    if (stored === undefined) {
      throw new Refusal(404, 'NotFound', `the snapshot holds no ${resource}`, {});
    }
    if (stored.refused !== undefined) return json(stored.refused, stored.refused.code ?? 403);
    if (subresource === 'log' && group === '' && resource === 'pods') {
      return answerLog(this.#source, find(stored, route).object, query, request.signal);
    }
    if (subresource !== undefined && subresource !== 'status') {
      if (!served.subresources.includes(subresource)) throw noSuchResource();
      find(stored, route);
      const words = `the snapshot holds no ${subresource} of ${resource}`;
      throw new Refusal(404, 'NotFound', words, {});
    }
    const answer = this.#objects(route, stored, request, query);
    return stored.warnings === undefined ? answer : { ...answer, warnings: stored.warnings };
  }

  #objects(
    route: Route,
    stored: StoredResource,
    request: TransportRequest,
    query: URLSearchParams,
  ): Answer {
    const { name } = route;
    const accept = parseAccept(header(request, 'accept'));
    const shaper = new Shaper(stored, accept, query.get('includeObject'));
    if (isTrue(query, 'watch')) {
      const watch = { route, stored, shaper, query, changes: this.#writes?.changes };
      const body = watchEvents(watch, request.signal);
      return { code: 200, contentType: 'application/json', body };
    }
    if (name !== undefined) return json(shaper.one(find(stored, route)));
    const selected = selectItems(stored, route, { ...route, query });
    const { items, metadata } = chunk(stored, selected, query);
    return json(shaper.list(items, metadata));
  }

  async #change(
    route: Route,
    served: Served,
    request: TransportRequest,
    query: URLSearchParams,
  ): Promise<Answer> {
    const { method } = request;
    const review = await answerReview(route, request, this.#writes !== undefined);
    if (review !== undefined) return review;
    if (this.#writes === undefined) throw this.#readOnly();
    return this.#writes.answer({
      method,
      route,
      served,
      query,
      contentType: header(request, 'content-type'),
      userAgent: header(request, 'user-agent'),
      body: await bodyOf(request),
    });
  }

  #readOnly(): Refusal {
    return new Refusal(
      405,
      'MethodNotAllowed',
      `the snapshot is read only: it shows the cluster of ${this.#source.info.savedAt} and takes no changes`,
    );
  }
}

function header({ headers }: TransportRequest, name: string): string {
  return String(headers[name] ?? '');
}

/** Of namespaces that were not saved nothing is known, not even that they hold nothing. */
function refuseElsewhere(
  only: string | undefined,
  { group, resource, namespace, name }: Route,
): void {
  const asked = group === '' && resource === 'namespaces' ? name : namespace;
  if (only === undefined || asked === undefined || asked === only) return;
  throw new Refusal(403, 'Forbidden', `the snapshot holds only the namespace "${only}"`, {});
}
