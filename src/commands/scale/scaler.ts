import type { JSONObject, KubeObject } from '../../api/types.ts';
import { KubistError, StatusError } from '../../errors.ts';
import { stringifyJSON } from '../../formats/json.ts';
import type { Info } from '../../resources/info.ts';
import { objectPath } from '../../resources/paths.ts';
import type { RESTClient } from '../../rest/client.ts';
import { pause } from '../../rest/pause.ts';

/** Conditions of a new size. */
export interface ScaleOptions {
  /** -1 is any number. */
  readonly currentReplicas: number;
  /** "" is any version. */
  readonly resourceVersion: string;
  readonly dryRun: boolean;
}

const SECOND = 1000;
const PATIENCE = 300;

/**
 * Sets the size of an object through its `scale` subresource. A conflict is tried again, a second later, for five
 * minutes. Rejects with a KubistError when a condition does not hold, or with the server's StatusError.
 */
export async function scaleObject(
  client: RESTClient,
  info: Info,
  replicas: number,
  options: ScaleOptions,
): Promise<void> {
  for (let attempt = 0; ; attempt++) {
    try {
      await tryScale(client, info, replicas, options);
      return;
    } catch (error) {
      const conflict = error instanceof StatusError && error.reason === 'Conflict';
      if (!conflict || attempt >= PATIENCE) throw error;
    }
    await pause(SECOND);
  }
}

async function tryScale(
  client: RESTClient,
  info: Info,
  replicas: number,
  { currentReplicas, resourceVersion, dryRun }: ScaleOptions,
): Promise<void> {
  const path = scalePath(info);
  const query = dryRun ? { dryRun: 'All' } : {};
  const headers = { accept: ACCEPT };
  if (currentReplicas === -1 && resourceVersion === '') {
    await client.json({
      method: 'PATCH',
      path,
      query,
      headers: { ...headers, 'content-type': 'application/merge-patch+json' },
      body: stringifyJSON({ spec: { replicas } }),
    });
    return;
  }
  const current = await client.json({ path, headers });
  const spec = current['spec'] as JSONObject | undefined;
  const size = Number(spec?.['replicas'] ?? 0);
  if (currentReplicas !== -1 && size !== currentReplicas) {
    throw new KubistError(`Expected replicas to be ${currentReplicas}, was ${size}`);
  }
  const version = current.metadata?.resourceVersion ?? '';
  if (resourceVersion !== '' && version !== resourceVersion) {
    throw new KubistError(`Expected resource version to be ${resourceVersion}, was ${version}`);
  }
  await client.json({
    method: 'PUT',
    path,
    query,
    headers: { ...headers, 'content-type': 'application/json' },
    body: stringifyJSON(sized(current, spec, replicas)),
  });
}

/** A Scale leaves out a size of none. */
function sized(current: KubeObject, spec: JSONObject | undefined, replicas: number): KubeObject {
  const { replicas: _, ...rest } = spec ?? {};
  return { ...current, spec: replicas === 0 ? rest : { ...rest, replicas } };
}

/** Waits until the object has so many replicas. Rejects with a KubistError when `timeout` milliseconds are over. */
export async function waitForReplicas(
  client: RESTClient,
  info: Info,
  replicas: number,
  timeout: number,
  clock: { now(): number },
): Promise<void> {
  const deadline = clock.now() + timeout;
  for (;;) {
    const { spec, status } = await client.json<Sizes>({
      path: scalePath(info),
      headers: { accept: ACCEPT },
    });
    if ((spec?.replicas ?? 0) === replicas && (status?.replicas ?? 0) === replicas) return;
    if (clock.now() + SECOND > deadline) {
      throw new KubistError(`timed out waiting for ${JSON.stringify(info.name)} to be synced`);
    }
    await pause(SECOND);
  }
}

/** The sizes of a Scale; missing ones are none. */
interface Sizes {
  readonly spec?: { readonly replicas?: number };
  readonly status?: { readonly replicas?: number };
}

const ACCEPT = 'application/json, */*';

function scalePath({ resource, namespace, name }: Info): string {
  return objectPath(resource, namespace, name, 'scale');
}
