import type { KubeObject } from '../../../api/types.ts';
import { KubistError, StatusError } from '../../../errors.ts';
import type { RESTClient } from '../../../rest/client.ts';
import { type Located, objectPath } from '../../../resources/paths.ts';
import {
  createObject,
  deleteObject,
  replaceObject,
  type WriteTarget,
} from '../../../resources/write.ts';
import { NAMESPACES } from '../../create/resources.ts';
import type { Plan } from './plan.ts';

/** How objects of a kind are brought up to date. */
export interface Reconciler {
  readonly resource: Located;
  /** How often it is looked anew when somebody else was faster. */
  readonly attempts: number;
  plan(expected: KubeObject, existing: KubeObject | undefined): Plan;
}

/** What was done, or would have been. */
export interface Outcome extends Plan {
  /** Nothing was done, because the object says that it wants none of it. */
  readonly optedOut: boolean;
}

const AUTO_UPDATE = 'rbac.authorization.kubernetes.io/autoupdate';

/**
 * Brings an object up to date; with `confirm` false, says only what that would take. Rejects with the server's
 * StatusError, or when others change the object again and again.
 */
export async function execute(
  client: RESTClient,
  reconciler: Reconciler,
  expected: KubeObject,
  confirm: boolean,
): Promise<Outcome> {
  const { name = '', namespace = '' } = expected.metadata ?? {};
  const target: WriteTarget = { resource: reconciler.resource, namespace, name };
  for (let left = reconciler.attempts - 1; left >= 0; left--) {
    const existing = await get(client, target);
    const plan = reconciler.plan(expected, existing);
    const optedOut = existing?.metadata?.annotations?.[AUTO_UPDATE] === 'false';
    if (!confirm || optedOut || plan.operation === 'none') return { ...plan, optedOut };
    const object = await act(client, target, plan, existing, left === 0);
    if (object !== undefined) return { ...plan, object: fromServer(object), optedOut };
  }
  throw new KubistError('exceeded maximum attempts');
}

async function get(client: RESTClient, target: WriteTarget): Promise<KubeObject | undefined> {
  const path = objectPath(target.resource, target.namespace, target.name);
  const object = await unless(['NotFound'], client.json({ path }));
  return object === undefined ? undefined : fromServer(object);
}

/** Carries a plan out. Undefined when somebody else was faster, and all has to be looked at anew. */
async function act(
  client: RESTClient,
  target: WriteTarget,
  { operation, object }: Plan,
  existing: KubeObject | undefined,
  isLast: boolean,
): Promise<KubeObject | undefined> {
  if (operation === 'update') {
    const reasons = isLast ? ['NotFound'] : ['NotFound', 'Conflict'];
    return unless(reasons, replaceObject(client, target, object));
  }
  if (operation === 'recreate') {
    const uid = existing?.metadata?.uid ?? '';
    const gone = await deleteObject(client, target, { preconditions: { uid } }).catch(
      (error: unknown) => reasonOf(error, ['NotFound', 'Conflict']),
    );
    if (gone === 'Conflict') return undefined;
  }
  if (target.resource.namespaced) await ensureNamespace(client, target.namespace);
  return unless(['AlreadyExists'], createObject(client, target, object));
}

/** Creates the namespace unless it is there. Who may neither look nor create is told later, by what needs it. */
async function ensureNamespace(client: RESTClient, name: string): Promise<void> {
  const path = objectPath(NAMESPACES, '', name);
  if ((await unless(['NotFound', 'Forbidden'], client.json({ path }))) !== undefined) return;
  const object = { kind: 'Namespace', apiVersion: 'v1', metadata: { name }, spec: {}, status: {} };
  await unless(
    ['AlreadyExists', 'Forbidden'],
    createObject(client, { resource: NAMESPACES, namespace: '' }, object),
  );
}

/** The answer; undefined when the server refuses for one of these reasons. */
async function unless(
  reasons: readonly string[],
  answer: Promise<KubeObject>,
): Promise<KubeObject | undefined> {
  try {
    return await answer;
  } catch (error) {
    reasonOf(error, reasons);
    return undefined;
  }
}

/** Why the server refused, if it is one of these reasons; throws the error otherwise. */
function reasonOf(error: unknown, reasons: readonly string[]): string {
  if (error instanceof StatusError && reasons.includes(error.reason)) return error.reason;
  throw error;
}

/** The reference speaks protobuf, where a list without rules is no list. */
function fromServer(object: KubeObject): KubeObject {
  const { rules } = object;
  return Array.isArray(rules) && rules.length === 0 ? { ...object, rules: null } : object;
}
