import type { Context } from '../../cli/context.ts';
import { KubistError } from '../../errors.ts';
import { collectObjects } from '../../resources/objects.ts';
import { objectPath } from '../../resources/paths.ts';
import { choosePod } from '../../resources/pods/choose.ts';
import { byActivity } from '../../resources/pods/order.ts';
import type { Pod } from '../../resources/pods/pod.ts';
import { podSelector } from '../../resources/pods/selector.ts';
import { resolve } from '../../resources/resolve.ts';
import { type ForwardedPort, parsePorts, podPorts, servicePorts } from './ports.ts';

const PODS = { group: '', version: 'v1', resource: 'pods', namespaced: true } as const;

/** Where ports lead. */
export interface ForwardTarget {
  readonly pod: string;
  readonly namespace: string;
  /** Path of the pod's `portforward` subresource. */
  readonly path: string;
  /** Reads the ports of the command line. Throws on what is no port. */
  ports(): ForwardedPort[];
}

/** What the command line says. */
export interface ForwardRequest {
  /** `POD` or `TYPE/NAME`. */
  readonly target: string;
  readonly ports: readonly string[];
  /** How long to wait for a pod of a workload, in milliseconds. */
  readonly timeout: number;
  /** Refuse a pod that is being deleted: another one is to take its place. */
  readonly lasting?: boolean;
}

/** Finds the pod to forward to. Throws when it does not run, or does not have a port of that name. */
export async function findTarget(
  context: Context,
  { target, ports: texts, timeout, lasting = false }: ForwardRequest,
): Promise<ForwardTarget> {
  const { namespace } = await context.namespace();
  const client = await context.client();
  const request = { args: [target], typeOfNames: 'pods', namespace };
  const { infos, failure } = await collectObjects(await resolve(request, context));
  if (failure !== undefined) throw failure;
  const [info] = infos;
  if (info === undefined) throw new KubistError('expected a resource');
  const { resource, object } = info;
  const isPod = resource.group === '' && resource.kind === 'Pod';
  const pod: Pod = isPod
    ? object
    : (
        await choosePod(client, {
          namespace: info.namespace,
          labelSelector: podSelector(resource, object, 'cannot attach to'),
          order: lasting ? (a, b) => goes(a) - goes(b) || byActivity(a, b) : byActivity,
          timeout,
        })
      ).pod;
  const isService = resource.group === '' && resource.kind === 'Service';
  const ports = isService ? servicePorts(texts, object, pod) : podPorts(texts, pod);
  const name = pod.metadata?.name ?? '';
  const path = objectPath(PODS, info.namespace, name);
  const { metadata, status } = await client.json<Pod>({ path, source: 'type.go:165' });
  if (status?.phase !== 'Running') {
    throw new KubistError(
      `unable to forward port because pod is not running. Current status=${status?.phase ?? ''}`,
    );
  }
  if (lasting && metadata?.deletionTimestamp) throw new KubistError('the pod is being deleted');
  return {
    pod: name,
    namespace: info.namespace,
    path: objectPath(PODS, info.namespace, name, 'portforward'),
    ports: () => parsePorts(ports),
  };
}

function goes({ metadata }: Pod): number {
  return metadata?.deletionTimestamp ? 1 : 0;
}
