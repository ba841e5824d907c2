import type { Context } from '../../cli/context.ts';
import { KubistError } from '../../errors.ts';
import { chosenContainers } from './containers.ts';
import { byLogging } from '../../resources/pods/order.ts';
import { choosePod, listPods } from '../../resources/pods/choose.ts';
import { podSelector } from '../../resources/pods/selector.ts';
import type { Pod } from '../../resources/pods/pod.ts';
import { collectObjects, type ObjectInfo } from '../../resources/objects.ts';
import { resolve } from '../../resources/resolve.ts';
import { isNotFound } from '../../resources/retrieve.ts';
import type { LogOptions } from './options.ts';

/** One container's log. */
export interface LogSource {
  readonly pod: Pod;
  readonly namespace: string;
  readonly container: string;
}

/** What the command line names: pods, or an object that has pods. Undefined when a selector finds nothing. */
export type LogTarget =
  | { readonly pods: readonly Pod[] }
  | { readonly owner: ObjectInfo }
  | undefined;

/** Looks up what the command line names. */
export async function findTarget(context: Context, options: LogOptions): Promise<LogTarget> {
  const { namespace, target, selector } = options;
  if (selector !== '') {
    const pods = await podsBySelector(context, options);
    return pods.length === 0 ? undefined : { pods };
  }
  const args = target.includes('/') || target === '' ? [target] : ['pods', target];
  const found = await collectObjects(
    await resolve({ args: target === '' ? [] : args, namespace }, context),
  );
  if (found.failure !== undefined) throw inNamespace(found.failure, namespace);
  const [info] = found.infos;
  if (info === undefined) throw new KubistError('expected a resource');
  return info.resource.kind === 'Pod' && info.resource.group === ''
    ? { pods: [info.object] }
    : { owner: info };
}

async function podsBySelector(
  context: Context,
  { namespace, selector }: LogOptions,
): Promise<readonly Pod[]> {
  const resolution = await resolve(
    { args: ['pods'], namespace, labelSelector: selector, chunkSize: 0 },
    context,
  );
  const { infos, failure } = await collectObjects(resolution);
  if (failure !== undefined) throw failure;
  return infos.map(({ object }) => object);
}

/** The reference says where it has looked. */
function inNamespace(error: Error, namespace: string): Error {
  if (!isNotFound(error)) return error;
  return new KubistError(
    `error from server (NotFound): ${error.message} in namespace "${namespace}"`,
    { cause: error },
  );
}

/** The label selector of an object's pods. Throws when its kind has none. */
export function selectorOf({ resource, object }: ObjectInfo): string {
  return podSelector(resource, object, 'cannot get the logs from');
}

/** The containers whose logs are meant. Tells of choices that are not obvious. */
export async function findSources(
  context: Context,
  target: Exclude<LogTarget, undefined>,
  options: LogOptions,
): Promise<LogSource[]> {
  const pods = 'pods' in target ? target.pods : await podsOf(context, target.owner, options);
  const sources: LogSource[] = [];
  for (const pod of pods) {
    const namespace = pod.metadata?.namespace ?? options.namespace;
    const containers = await chosenContainers(pod, options, (line) =>
      context.streams.err.write(line),
    );
    sources.push(...containers.map((container) => ({ pod, namespace, container })));
  }
  return sources;
}

/** All pods of an object, or the one that is worth reading first. */
async function podsOf(
  context: Context,
  owner: ObjectInfo,
  options: LogOptions,
): Promise<readonly Pod[]> {
  const client = await context.client();
  const labelSelector = selectorOf(owner);
  const { namespace } = owner;
  const { pod, count } = await choosePod(client, {
    namespace,
    labelSelector,
    order: byLogging,
    timeout: options.podRunningTimeout,
  });
  if (options.allPods) return (await listPods(client, namespace, labelSelector)).items;
  if (count > 1) {
    await context.streams.err.write(`Found ${count} pods, using pod/${pod.metadata?.name ?? ''}\n`);
  }
  return [pod];
}
