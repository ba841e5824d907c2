import { StatusError } from '../errors.ts';
import { type Fields, fields, list } from '../describe/fields.ts';
import { listChunks } from '../resources/list.ts';
import { objectPath } from '../resources/paths.ts';
import { logRequest } from '../resources/pods/log-request.ts';
import type { RESTClient } from '../rest/client.ts';
import { PLACES } from './kinds.ts';
import { printable, redact } from './redact.ts';
import { subjectOf, topWorkloads } from './subjects.ts';
import { wantedLogs, type WantedLog, wantedOf } from './wanted.ts';
import { type Kind, nameOf, namespaceOf, World } from './world.ts';

/** What to read. */
export interface CollectOptions {
  /** "" is all namespaces. */
  readonly namespace: string;
  readonly now: () => number;
  /** Read the logs of containers that failed. */
  readonly logs: boolean;
  /** What will be diagnosed, once the first lists are there; all workloads when missing. */
  readonly targets?: ((world: World) => readonly Fields[]) | undefined;
}

/** Read in any case, side by side. */
const FIRST: readonly Kind[] = [
  'Deployment',
  'ReplicaSet',
  'StatefulSet',
  'DaemonSet',
  'Job',
  'CronJob',
  'Pod',
  'Event',
  'Service',
  'Ingress',
  'HorizontalPodAutoscaler',
  'PodDisruptionBudget',
];

/** Logs that one look reads. */
const MOST_LOGS = 40;

/** Reads as much of a cluster as a diagnosis needs: few lists for all workloads, then what those that do not run ask for. */
export async function collect(client: RESTClient, options: CollectOptions): Promise<World> {
  const world = new World(options.now(), options.namespace);
  const reader = new Reader(client, world, options.namespace);
  await Promise.all(FIRST.map((kind) => reader.list(kind)));
  const targets = options.targets?.(world) ?? topWorkloads(world);
  const subjects = targets.map((object) => subjectOf(object, world));
  const { kinds, names, objects, services } = wantedOf(subjects, world);
  await Promise.all([
    ...kinds.map((kind) => reader.list(kind)),
    ...names.map((kind) => reader.listNames(kind)),
    ...objects.map(([kind, namespace, name]) => reader.get(kind, namespace, name)),
    ...services.flatMap(({ namespace, name }) => [
      reader.get('Service', namespace, name),
      reader.endpoints(namespace, name),
    ]),
    ...(options.logs ? reader.logs(wantedLogs(subjects)) : []),
  ]);
  // Names that may have been meant are looked for only where one is missing.
  const missing = (['ConfigMap', 'Secret'] as const).filter((kind) => reader.missing.has(kind));
  await Promise.all(missing.map((kind) => reader.listNames(kind)));
  return world;
}

/** Reads into a world, and notes there what may not be read. */
class Reader {
  /** Kinds of which an object was not there. */
  readonly missing: Set<Kind> = new Set();
  readonly #client: RESTClient;
  readonly #world: World;
  readonly #namespace: string;

  constructor(client: RESTClient, world: World, namespace: string) {
    this.#client = client;
    this.#world = world;
    this.#namespace = namespace;
  }

  async list(kind: Kind, shape?: { headers: Readonly<Record<string, string>> }): Promise<void> {
    const resource = PLACES[kind];
    const namespace = resource.namespaced ? this.#namespace : '';
    await this.#attempt(resource.resource, 'list', async () => {
      const found: Fields[] = [];
      const chunks = listChunks(this.#client, {
        resource,
        namespace,
        chunkSize: 500,
        ...(shape === undefined ? {} : { shape }),
      });
      for await (const chunk of chunks)
        for (const item of list(chunk.items)) found.push({ ...slim(item), kind });
      const known = found.filter(
        (object) => this.#world.find(kind, namespaceOf(object), nameOf(object)) === undefined,
      );
      this.#world.add(kind, known);
    });
  }

  /** The endpoints of one Service. */
  async endpoints(namespace: string, service: string): Promise<void> {
    const resource = PLACES.EndpointSlice;
    await this.#attempt(resource.resource, 'list', async () => {
      const labelSelector = `kubernetes.io/service-name=${service}`;
      const chunks = listChunks(this.#client, {
        resource,
        namespace,
        labelSelector,
        chunkSize: 500,
      });
      for await (const chunk of chunks)
        this.#world.add(
          'EndpointSlice',
          list(chunk.items).map((item) => ({ ...slim(item), kind: 'EndpointSlice' })),
          false,
        );
    });
  }

  /** Only the names of the objects. */
  async listNames(kind: Kind): Promise<void> {
    const accept = 'application/json;as=PartialObjectMetadataList;g=meta.k8s.io;v=v1';
    await this.list(kind, { headers: { accept: `${accept},application/json` } });
  }

  async get(kind: Kind, namespace: string, name: string): Promise<void> {
    const resource = PLACES[kind];
    await this.#attempt(resource.resource, 'get', async () => {
      try {
        const object = await this.#client.json({ path: objectPath(resource, namespace, name) });
        this.#world.add(kind, [withoutValues({ ...slim(object), kind })], false);
      } catch (error) {
        if (!(error instanceof StatusError) || error.reason !== 'NotFound') throw error;
        this.missing.add(kind);
        this.#world.setAbsent(kind, namespace, name);
      }
    });
  }

  /** The logs of as many containers as one look may take. */
  logs(wanted: readonly WantedLog[]): readonly Promise<void>[] {
    if (wanted.length > MOST_LOGS)
      this.#world.skipped.push({
        resource: 'pods/log',
        verb: 'get',
        reason: `only ${MOST_LOGS} of ${wanted.length} containers' logs were read; name a workload to read its own`,
      });
    return wanted.slice(0, MOST_LOGS).map((log) => this.#log(log));
  }

  async #log({ pod, container, previous }: WantedLog): Promise<void> {
    const query = { tailLines: 20, limitBytes: 16_384 };
    const at = { namespace: namespaceOf(pod), pod: nameOf(pod), container };
    await this.#attempt('pods/log', 'get', async () => {
      for (const earlier of previous ? [true, false] : [false]) {
        const answer = await this.#client
          .text(logRequest(at, earlier ? { ...query, previous: 'true' } : query))
          .catch((error: unknown) => {
            // The container is gone, or has not been there.
            if (error instanceof StatusError && error.reason === 'BadRequest') return '';
            throw error;
          });
        // A container that the kubelet has removed answers with this, as if it were its log.
        if (answer === '' || answer.startsWith('unable to retrieve container logs')) continue;
        this.#world.setLog(pod, container, { previous: earlier, text: printable(redact(answer)) });
        return;
      }
    });
  }

  async #attempt(resource: string, verb: string, read: () => Promise<void>): Promise<void> {
    try {
      await read();
    } catch (error) {
      if (!(error instanceof StatusError)) throw error;
      const { skipped } = this.#world;
      // A server without this kind of object has none that could be wrong.
      if (error.reason === 'NotFound' || error.reason === 'MethodNotAllowed') return;
      if (!skipped.some((one) => one.resource === resource && one.verb === verb))
        skipped.push({ resource, verb, reason: printable(error.reason || error.message) });
    }
  }
}

/** An object without who set which of its fields, which is half of it. */
function slim(object: Fields): Fields {
  const { managedFields: _, ...metadata } = fields(object['metadata']);
  return { ...object, metadata };
}

/** An object with its keys and without its values, where these may be secret. */
function withoutValues(object: Fields): Fields {
  if (object['kind'] !== 'ConfigMap' && object['kind'] !== 'Secret') return object;
  const { stringData: _, binaryData, data, ...rest } = object;
  const keys = [...Object.keys(fields(data)), ...Object.keys(fields(binaryData))];
  return { ...rest, data: Object.fromEntries(keys.map((key) => [key, ''])) };
}
