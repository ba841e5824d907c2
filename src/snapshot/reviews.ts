import type { JSONObject } from '../api/types.ts';
import type { TransportRequest } from '../rest/transport/transport.ts';
import { json, type Answer } from './answer.ts';
import { bodyOf, readObject } from './body.ts';
import type { Route } from './route.ts';
import { mapAt, textOf } from './values.ts';

const READS = ['get', 'list', 'watch'];
/** What can be done with a snapshot that takes changes. */
const WRITES = ['create', 'delete', 'deletecollection', 'patch', 'update'];
/** Subresources that need a running cluster. */
const RUNNING = new Set(['attach', 'exec', 'portforward', 'proxy', 'token']);

/** Answers what a client asks about itself: whoever reaches a snapshot may read all of it, and change it if it takes changes. Undefined for all other requests. */
export async function answerReview(
  { group, version, resource, name }: Route,
  request: TransportRequest,
  writable: boolean,
): Promise<Answer | undefined> {
  if (request.method !== 'POST' || name !== undefined) return undefined;
  const status = STATUS.get(`${group}/${resource}`);
  if (status === undefined) return undefined;
  const asked = await readObject(
    await bodyOf(request),
    String(request.headers['content-type'] ?? ''),
    resource,
  );
  const spec = mapAt(asked, ['spec']);
  const verbs = writable ? [...READS, ...WRITES] : READS;
  const { kind, apiVersion = `${group}/${version}`, metadata = {} } = asked;
  const review = { kind: kind ?? null, apiVersion, metadata };
  const shown = Object.keys(spec).length === 0 ? {} : { spec };
  return json({ ...review, ...shown, status: status(spec, verbs) }, 201);
}

type MakeStatus = (spec: JSONObject, verbs: readonly string[]) => object;

const STATUS: ReadonlyMap<string, MakeStatus> = new Map<string, MakeStatus>([
  ['authorization.k8s.io/selfsubjectaccessreviews', access],
  ['authorization.k8s.io/selfsubjectrulesreviews', rules],
  [
    'authentication.k8s.io/selfsubjectreviews',
    () => ({ userInfo: { username: 'snapshot', groups: ['system:unauthenticated'] } }),
  ],
]);

function access(spec: JSONObject, verbs: readonly string[]): object {
  const ofResource = spec['resourceAttributes'] !== undefined;
  const { verb, subresource } = mapAt(spec, [
    ofResource ? 'resourceAttributes' : 'nonResourceAttributes',
  ]);
  const possible = ofResource ? verbs : ['get'];
  const needsCluster = RUNNING.has(textOf(subresource));
  if (possible.includes(textOf(verb)) && !needsCluster) return { allowed: true };
  return { allowed: false, reason: `a snapshot does not do this: ${textOf(verb)}` };
}

function rules(_: JSONObject, verbs: readonly string[]): object {
  return {
    resourceRules: [{ verbs, apiGroups: ['*'], resources: ['*'] }],
    nonResourceRules: [{ verbs: ['get'], nonResourceURLs: ['*'] }],
    incomplete: false,
  };
}
