import { AggregateFailure, KubistError, StatusError } from '../../errors.ts';
import { stringifyJSON } from '../../formats/json.ts';
import { operation } from '../../cli/flags/write.ts';
import { objectPath } from '../../resources/paths.ts';
import { isNotFound } from '../../resources/retrieve.ts';
import type { RESTClient } from '../../rest/client.ts';
import type { Pod } from './filters.ts';
import { lookAt, type Removal, tellStarted, waitUntilGone } from './removal.ts';

const TRY_AGAIN = 5000;
const AGAIN = 'will retry after 5s';

/**
 * The version of evictions that the server takes, `policy/v1`; undefined when it has none. Asked of the server
 * itself: whether disruption budgets are heeded is nothing to take from a cache.
 */
export async function evictionVersion(client: RESTClient): Promise<string | undefined> {
  const { resources = [] } = await client.json<ResourceList>({ path: '/api/v1', plain: true });
  const eviction = resources.find(
    ({ name, kind }) => name === 'pods/eviction' && kind === 'Eviction',
  );
  if (!eviction?.group || !eviction.version) return undefined;
  // Servers before 1.22 know the older version alone, those before 1.25 both.
  return eviction.version === 'v1' && eviction.group === 'policy' ? 'policy/v1' : 'policy/v1beta1';
}

/** `APIResourceList`, as far as it is read here. */
interface ResourceList {
  readonly resources?: readonly {
    readonly name: string;
    readonly kind: string;
    readonly group?: string;
    readonly version?: string;
  }[];
}

/** Evicts all pods at once and waits until they are gone. Rejects with an AggregateFailure of what failed. */
export async function evictPods(
  removal: Removal,
  apiVersion: string,
  pods: readonly Pod[],
): Promise<void> {
  const results = await Promise.allSettled(pods.map((pod) => evictPod(removal, apiVersion, pod)));
  const errors = results.flatMap((one) => (one.status === 'rejected' ? [one.reason as Error] : []));
  if (errors.length > 0) throw new AggregateFailure(errors);
}

async function evictPod(removal: Removal, apiVersion: string, pod: Pod): Promise<void> {
  const accepted = await askUntilAccepted(removal, apiVersion, pod);
  if (!accepted || removal.dryRun !== 'none') return;
  const { name = '', namespace = '' } = pod.metadata ?? {};
  try {
    await waitUntilGone(removal, [pod], 'eviction');
  } catch (error) {
    throw new KubistError(
      `error when waiting for pod "${name}" in namespace "${namespace}" to terminate: ${(error as Error).message}`,
      { cause: error },
    );
  }
}

/** Asks again and again while the answer may become another one. False when the pod is gone already. */
async function askUntilAccepted(removal: Removal, apiVersion: string, pod: Pod): Promise<boolean> {
  const { context, dryRun, limit } = removal;
  const { name = '', namespace = '' } = pod.metadata ?? {};
  const { out, err } = context.streams;
  const failed = `error when evicting pods/"${name}" -n "${namespace}"`;
  let current = pod;
  for (;;) {
    if (dryRun === 'none') await tellStarted(removal, pod, 'eviction');
    await out.write(`${operation(`evicting pod ${namespace}/${name}`, dryRun)}\n`);
    if (limit.isOver()) throw new KubistError(`${failed}: global timeout reached: ${limit.text}`);
    try {
      await requestEviction(removal, apiVersion, name, namespace);
      return true;
    } catch (error) {
      if (isNotFound(error)) return false;
      const { message } = error as Error;
      if (isRefusedForNow(error)) {
        await err.write(`${failed} (${AGAIN}): ${message}\n`);
      } else if (isNamespaceTerminating(error)) {
        // Nothing is created in such a namespace, evictions neither; its pods are deleted sooner or later.
        if (current.metadata?.deletionTimestamp) return true;
        await err.write(
          `error when evicting pod "${name}" from terminating namespace "${namespace}" (${AGAIN}): ${message}\n`,
        );
      } else {
        throw new KubistError(`${failed}: ${message}`, { cause: error });
      }
    }
    await limit.pause(TRY_AGAIN);
    // Whether the pod is there at all is for the eviction to find out.
    current = await lookAt(removal, pod).catch(() => pod);
    // Another pod of that name, perhaps on another node, is nobody to evict.
    if (current.metadata?.uid !== pod.metadata?.uid) return true;
  }
}

/** A disruption budget does not allow it now. */
function isRefusedForNow(error: unknown): boolean {
  return error instanceof StatusError && error.reason === 'TooManyRequests';
}

function isNamespaceTerminating(error: unknown): boolean {
  if (!(error instanceof StatusError) || error.reason !== 'Forbidden') return false;
  const { causes = [] } = error.status.details ?? {};
  return causes.some(({ reason }) => reason === 'NamespaceTerminating');
}

async function requestEviction(
  { client, resource, gracePeriod, dryRun }: Removal,
  apiVersion: string,
  name: string,
  namespace: string,
): Promise<void> {
  await client.json({
    method: 'POST',
    path: objectPath(resource, namespace, name, 'eviction'),
    headers: { 'content-type': 'application/json' },
    body: stringifyJSON({
      kind: 'Eviction',
      apiVersion,
      metadata: { name, namespace },
      deleteOptions: {
        ...(gracePeriod < 0 ? {} : { gracePeriodSeconds: gracePeriod }),
        ...(dryRun === 'server' ? { dryRun: ['All'] } : {}),
      },
    }),
  });
}
