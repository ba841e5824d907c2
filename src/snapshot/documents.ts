import { formatAPIVersion } from '../api/gvk.ts';
import { stringifyJSON } from '../formats/json.ts';
import { json, NO_SUCH_PAGE, noSuchResource, Refusal, text, type Answer } from './answer.ts';
import { answerGroup, answerGroupVersion, answerRoot, servedResources } from './catalogue.ts';
import type { Source } from './source.ts';

/** What a request for a document says besides its path. */
export interface Asked {
  readonly accept: string;
  /** If-None-Match: the tag of what the client has. */
  readonly known: string;
  readonly query: URLSearchParams;
}

const HEALTH = new Set(['healthz', 'livez', 'readyz']);

/** Answers paths that are no resource: the index, health, the version, discovery and OpenAPI; undefined for all others. */
export async function answerDocument(
  source: Source,
  segments: readonly string[],
  asked: Asked,
): Promise<Answer | undefined> {
  const [root, first, second, ...rest] = segments;
  if (root === undefined) return json({ paths: await allPaths(source) });
  if (root === 'openapi' && first === 'v2' && second === undefined)
    return olderOpenAPI(source, asked);
  if (root === 'openapi' && first === 'v3') return openapi(source, segments.slice(2), asked);
  if (root === 'api' || root === 'apis') {
    const { discovery } = source;
    if (first === undefined) {
      return tagged(answerRoot(discovery, `/${root}`, asked.accept), `/${root}`, source, asked);
    }
    if (root === 'apis' && second === undefined) return answerGroup(discovery, first);
    const below = root === 'api' ? segments.slice(2) : rest;
    if (below.length > 0) return undefined;
    const [group, version] = root === 'api' ? ['', first] : [first, second ?? ''];
    return answerGroupVersion(discovery, group, version);
  }
  if (root === 'version' && first === undefined) {
    return { ...json({}), body: stringifyJSON(source.info.version, { indent: 2 }) };
  }
  if (HEALTH.has(root)) return first === undefined ? text('ok') : health(first);
  return undefined;
}

/** `/livez/ping` and the like: one check. */
function health(check: string): Answer {
  return check === 'ping' ? text('ok') : NO_SUCH_PAGE;
}

async function allPaths({ discovery }: Source): Promise<string[]> {
  const paths = new Set(['/api', '/apis', '/healthz', '/livez', '/openapi/v3', '/readyz']);
  paths.add('/version');
  for (const { group, version } of servedResources(discovery)) {
    if (group !== '') paths.add(`/apis/${group}`);
    const below = formatAPIVersion(group, version);
    paths.add(group === '' ? `/api/${below}` : `/apis/${below}`);
  }
  return [...paths].sort();
}

/** The older OpenAPI, in the one form in which clients still ask for it. */
async function olderOpenAPI(source: Source, asked: Asked): Promise<Answer> {
  const { OPENAPI_V2, openapiV2 } = await import('./protobuf/openapi-v2.ts');
  if (!asked.accept.includes('proto-openapi.spec.v2')) {
    const words = `only the following media types are accepted: ${OPENAPI_V2}`;
    throw new Refusal(406, 'NotAcceptable', words);
  }
  const answer = { code: 200, contentType: OPENAPI_V2, body: await openapiV2(source) };
  return tagged(answer, 'openapi/v2', source, asked);
}

/** The index names every document that was saved, with a mark by which clients keep them. */
async function openapi(source: Source, path: readonly string[], asked: Asked): Promise<Answer> {
  if (path.length === 0) {
    const paths: Record<string, { serverRelativeURL: string }> = {};
    for (const one of await source.openapiPaths()) {
      paths[one] = { serverRelativeURL: urlOf(one, mark(source, one)) };
    }
    // The server calls the index plain text; clients take both.
    return json({ paths });
  }
  const name = path.join('/');
  const hash = mark(source, name);
  const wanted = asked.query.get('hash');
  const document = await source.openapi(name);
  if (document === undefined) throw noSuchResource();
  const headers = { etag: `"${hash}"`, vary: 'Accept' };
  if (wanted !== null && wanted !== hash) {
    return { ...json({}, 301), body: '', headers: { ...headers, location: urlOf(name, hash) } };
  }
  const answer = { code: 200, contentType: 'application/json', body: document };
  return tagged(answer, name, source, asked);
}

function urlOf(path: string, hash: string): string {
  return `/openapi/v3/${path}?hash=${hash}`;
}

/** A document that stays as it is while the snapshot does: clients who have it are told so. */
function tagged(answer: Answer, name: string, source: Source, { known }: Asked): Answer {
  const tag = `"${mark(source, name, answer.contentType)}"`;
  const headers = { etag: tag, vary: 'Accept', 'cache-control': 'public' };
  return known === tag ? { ...answer, code: 304, body: '', headers } : { ...answer, headers };
}

/** Tells documents of different snapshots apart; their content is not looked at, which would take longer. */
function mark({ info }: Source, ...names: readonly string[]): string {
  const parts = [info.savedAt, info.namespace, info.version.gitVersion ?? '', ...names];
  return Buffer.from(parts.join(' ')).toString('hex').toUpperCase();
}
