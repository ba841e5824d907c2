import type { GVR, KubeList, KubeObject, Table } from '../api/types.ts';
import { StatusError } from '../errors.ts';
import { parseJSON, stringifyJSON } from '../formats/json.ts';
import { formatRFC3339 } from '../formats/time.ts';
import type { RESTClient } from '../rest/client.ts';
import { servedResources, type Served } from './catalogue.ts';
import type { SnapshotInfo, StoredDiscovery, StoredItem, StoredResource } from './layout.ts';
import { withoutSecrets } from './redact.ts';
import { SnapshotWriter } from './write.ts';

/** What goes into a snapshot. */
export interface RecordOptions {
  /** The namespace that commands on the snapshot start in. */
  readonly namespace: string;
  /** The clock, milliseconds since 1970. */
  readonly now: () => number;
  /** Which API groups the snapshot knows; all when missing. */
  readonly groups?: (group: string) => boolean;
  /** Which objects of a resource are kept; all when missing. */
  readonly keep?: (object: KubeObject, resource: GVR) => boolean;
  /** Which OpenAPI documents are kept, by path (`apis/apps/v1`); all when missing. */
  readonly openapi?: (path: string) => boolean;
  /** Lines of each container's log that are kept, from the end; 0 is none. */
  readonly logLines: number;
  /** Keep `metadata.managedFields`. */
  readonly managedFields?: boolean;
}

/** What could not be saved, a sentence each: what is forbidden is left out, and the rest saved. */
export interface RecordReport {
  readonly missing: readonly string[];
}

const DISCOVERY = 'application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList';
const TABLE = 'application/json;as=Table;v=v1;g=meta.k8s.io';
const CHUNK = '500';
/** Requests at a time. */
const PARALLEL = 6;

/** Saves what a client may read of its cluster into a directory. Values of Secrets do not get there. */
export async function recordSnapshot(
  client: RESTClient,
  directory: string,
  options: RecordOptions,
): Promise<RecordReport> {
  const writer = await SnapshotWriter.begin(directory);
  const savedAt = formatRFC3339(options.now());
  const version = await client.json<SnapshotInfo['version']>({ path: '/version', plain: true });
  const discovery = await readDiscovery(client, options);
  await writer.discovery(discovery);
  const missing: string[] = [];
  const recorder = new Recorder(client, writer, options, missing);
  const lists = servedResources(discovery).filter(({ verbs }) => verbs.includes('list'));
  await inParallel(lists, (resource) => recorder.resource(resource));
  await inParallel(recorder.containers, (container) => recorder.logs(container));
  // The server calls the index plain text.
  const index = parseJSON(await client.text({ path: '/openapi/v3', plain: true })) as {
    paths?: object;
  };
  const paths = Object.keys(index.paths ?? {}).filter(options.openapi ?? (() => true));
  await inParallel(paths, async (path) => {
    await writer.openapi(path, await client.text({ path: `/openapi/v3/${path}` }));
  });
  await writer.end({ formatVersion: 1, savedAt, namespace: options.namespace, version });
  return { missing: missing.sort() };
}

async function readDiscovery(
  client: RESTClient,
  { groups = () => true }: RecordOptions,
): Promise<StoredDiscovery> {
  const headers = { accept: DISCOVERY };
  const named = await client.json<KubeList>({ path: '/apis', headers });
  return {
    '/api': await client.json({ path: '/api', headers }),
    '/apis': {
      ...named,
      items: named.items.filter(({ metadata }) => groups(metadata?.name ?? '')),
    },
  };
}

/** A container whose log is to be saved. */
interface Container {
  readonly namespace: string;
  readonly pod: string;
  readonly name: string;
  readonly restarted: boolean;
}

class Recorder {
  readonly containers: Container[] = [];
  readonly #client: RESTClient;
  readonly #writer: SnapshotWriter;
  readonly #options: RecordOptions;
  readonly #missing: string[];

  constructor(
    client: RESTClient,
    writer: SnapshotWriter,
    options: RecordOptions,
    missing: string[],
  ) {
    this.#client = client;
    this.#writer = writer;
    this.#options = options;
    this.#missing = missing;
  }

  /** Saves all objects of a resource that are to be kept, and its columns also when there are none. */
  async resource(resource: Served): Promise<void> {
    const path = listPath(resource);
    try {
      const stored = await this.#list(resource, path);
      await this.#writer.resource(resource, stored);
      if (resource.group === '' && resource.resource === 'pods') this.#noteContainers(stored.items);
    } catch (error) {
      if (!(error instanceof StatusError)) throw error;
      this.#missing.push(`${path}: ${error.message}`);
    }
  }

  async logs({ namespace, pod, name, restarted }: Container): Promise<void> {
    for (const previous of restarted ? (['', 'previous.'] as const) : ([''] as const)) {
      const query = {
        container: name,
        tailLines: this.#options.logLines,
        timestamps: true,
        ...(previous === '' ? {} : { previous: true }),
      };
      const path = `/api/v1/namespaces/${namespace}/pods/${pod}/log`;
      try {
        const text = await this.#client.text({ path, query });
        await this.#writer.log(namespace, pod, name, `${previous}txt`, text);
      } catch (error) {
        if (!(error instanceof StatusError)) throw error;
        const status = stringifyJSON(error.status);
        await this.#writer.log(namespace, pod, name, `${previous}refused.json`, `${status}\n`);
      }
    }
  }

  async #list(resource: Served, path: string): Promise<StoredResource> {
    const { keep = () => true, managedFields = false } = this.#options;
    const answer = await this.#client.send({ path, query: { limit: '1' } });
    const warnings = answer.headers.get('warning');
    const sample = parseJSON(await answer.text()) as unknown as KubeList;
    const items: StoredItem[] = [];
    const query: Record<string, string> = { includeObject: 'Object', limit: CHUNK };
    for (;;) {
      const table = await this.#client.json<Table>({ path, query, headers: { accept: TABLE } });
      for (const { cells, object } of table.rows ?? []) {
        if (object === undefined || !keep(object, resource)) continue;
        if (!managedFields) delete object.metadata?.managedFields;
        items.push({ cells, object: withoutSecrets(object) });
      }
      const next = table.metadata?.continue;
      if (!next) {
        return {
          kind: sample.kind ?? '',
          apiVersion: sample.apiVersion ?? '',
          resourceVersion: table.metadata?.resourceVersion ?? '',
          ...(warnings === undefined ? {} : { warnings }),
          typedItems: sample.items?.[0]?.kind !== undefined,
          columns: table.columnDefinitions,
          items,
        };
      }
      query.continue = next;
    }
  }

  #noteContainers(pods: readonly StoredItem[]): void {
    if (this.#options.logLines === 0) return;
    for (const { object } of pods) {
      const { namespace = '', name: pod = '' } = object.metadata ?? {};
      const { initContainerStatuses = [], containerStatuses = [] } = (object.status ?? {}) as {
        initContainerStatuses?: { name: string; restartCount: number }[];
        containerStatuses?: { name: string; restartCount: number }[];
      };
      for (const { name, restartCount } of [...initContainerStatuses, ...containerStatuses]) {
        this.containers.push({ namespace, pod, name, restarted: restartCount > 0 });
      }
    }
  }
}

function listPath({ group, version, resource }: GVR): string {
  return `${group === '' ? '/api' : `/apis/${group}`}/${version}/${resource}`;
}

/** Runs an action on every item, a few at a time. */
async function inParallel<T>(
  items: readonly T[],
  action: (item: T) => Promise<void>,
): Promise<void> {
  const queue = items.values();
  await Promise.all(
    Array.from({ length: PARALLEL }, async () => {
      for (const item of queue) await action(item);
    }),
  );
}
