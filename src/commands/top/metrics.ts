import type { KubeObject } from '../../api/types.ts';
import type { Context } from '../../cli/context.ts';
import { fetchGroups } from '../../discovery/fetch.ts';
import { KubistError } from '../../errors.ts';
import { collectionPath, type Located, objectPath } from '../../resources/paths.ts';

const GROUP = 'metrics.k8s.io';
const VERSION = 'v1beta1';

/** `metrics.k8s.io/v1beta1 NodeMetrics`. Source: https://github.com/kubernetes/metrics. */
export interface NodeMetrics extends KubeObject {
  readonly usage?: Amounts;
}

/** `metrics.k8s.io/v1beta1 PodMetrics`. */
export interface PodMetrics extends KubeObject {
  readonly containers?: readonly { readonly name?: string; readonly usage?: Amounts }[];
}

/** Quantities as text, by resource: `{cpu: 12345n, memory: 2000992Ki}`. */
export type Amounts = Readonly<Record<string, string | undefined>>;

/** Metrics of nodes and of pods. */
export const NODE_METRICS: Located = { ...metrics('nodes'), namespaced: false };
export const POD_METRICS: Located = { ...metrics('pods'), namespaced: true };
/** What they are metrics of. */
export const NODES: Located = { group: '', version: 'v1', resource: 'nodes', namespaced: false };
export const PODS: Located = { group: '', version: 'v1', resource: 'pods', namespaced: true };

function metrics(resource: string): Omit<Located, 'namespaced'> {
  return { group: GROUP, version: VERSION, resource };
}

/** Rejects with a KubistError unless the server serves metrics now: what a cache remembers of it says little. */
export async function requireMetricsAPI(context: Context): Promise<void> {
  const client = await context.client();
  const { groups } = await fetchGroups(client, client.timeout);
  const versions = groups.find(({ name }) => name === GROUP)?.versions ?? [];
  if (!versions.some(({ version }) => version === VERSION)) {
    throw new KubistError('Metrics API not available');
  }
}

/** Which objects are asked for. */
export interface Wanted {
  /** "" is all of them. */
  readonly name: string;
  /** "" is all namespaces. */
  readonly namespace: string;
  readonly labelSelector: string;
  readonly fieldSelector?: string;
}

/** The one object of that name, or all that the selectors choose. */
export async function fetchObjects<T extends KubeObject>(
  context: Context,
  resource: Located,
  { name, namespace, labelSelector, fieldSelector }: Wanted,
): Promise<readonly T[]> {
  const path =
    name === '' ? collectionPath(resource, namespace) : objectPath(resource, namespace, name);
  const client = await context.client();
  if (name !== '') return [await client.json<T>({ path })];
  const query = {
    labelSelector: labelSelector || undefined,
    fieldSelector: fieldSelector || undefined,
    // The reference keeps --request-timeout to itself in such lists.
    timeout: undefined,
  };
  const { items } = await client.json<KubeObject & { items?: readonly T[] | null }>({
    path,
    query,
  });
  return items ?? [];
}
