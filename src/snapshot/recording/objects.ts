import type { JSONValue, KubeList, KubeObject, Table } from '../../api/types.ts';
import { StatusError } from '../../errors.ts';
import { parseJSON } from '../../formats/json.ts';
import { listChunks } from '../../resources/list.ts';
import { collectionPath, objectPath } from '../../resources/paths.ts';
import type { RESTClient } from '../../rest/client.ts';
import type { Served } from '../catalogue.ts';
import type { StoredItem, StoredResource } from '../layout.ts';
import { removeSecrets } from '../redact.ts';
import type { SnapshotWriter } from '../write.ts';
import type { Keep } from './choice.ts';
import { sentence } from './discovery.ts';
import { containersOf, type Container } from './logs.ts';

/** Which objects are saved, and what of them. */
export interface ObjectOptions {
  /** The only namespace; "" is all. */
  readonly only: string;
  readonly keep: Keep;
  /** Mask values that look like secrets. */
  readonly mask: boolean;
  /** Keep `metadata.managedFields`. */
  readonly managedFields: boolean;
}

/** A Table where the server makes them, else plain objects. */
const TABLE = {
  headers: { accept: 'application/json;as=Table;v=v1;g=meta.k8s.io,application/json' },
  query: { includeObject: 'Object' },
  quiet: true,
};
const CHUNK = 500;

/** What a list is. */
type ListHead = Pick<StoredResource, 'kind' | 'apiVersion' | 'warnings' | 'typedItems'>;

/** Saves the objects of resources. What is forbidden is added to `missing`, and what the server said of it is saved instead. */
export class ObjectRecorder {
  saved = 0;
  readonly containers: Container[] = [];
  readonly #client: RESTClient;
  readonly #writer: SnapshotWriter;
  readonly #options: ObjectOptions;
  readonly #missing: string[];

  constructor(
    client: RESTClient,
    writer: SnapshotWriter,
    options: ObjectOptions,
    missing: string[],
  ) {
    this.#client = client;
    this.#writer = writer;
    this.#options = options;
    this.#missing = missing;
  }

  /** Saves all objects of a resource that are to be kept, and its columns also when there are none. */
  async record(resource: Served): Promise<void> {
    const { only } = this.#options;
    const isItself = only !== '' && resource.group === '' && resource.resource === 'namespaces';
    try {
      await (isItself ? this.#namespace(resource, only) : this.#list(resource, only));
    } catch (error) {
      this.#missing.push(sentence(collectionPath(resource, only), error));
      if (!(error instanceof StatusError)) return;
      const { status: refused } = error;
      const head = { kind: '', apiVersion: '', resourceVersion: '', typedItems: false };
      const empty = await this.#writer.resource(resource, { ...head, refused, columns: [] });
      await empty.end();
    }
  }

  async #list(resource: Served, namespace: string): Promise<void> {
    const path = collectionPath(resource, namespace);
    const answer = await this.#client.send({ path, query: { limit: '1' }, quiet: true });
    const warnings = answer.headers.get('warning');
    const sample = parseJSON(await answer.text()) as unknown as KubeList;
    const head = {
      kind: sample.kind ?? '',
      apiVersion: sample.apiVersion ?? '',
      ...(warnings === undefined ? {} : { warnings }),
      typedItems: sample.items?.[0]?.kind !== undefined,
    };
    await this.#chunks(
      resource,
      head,
      listChunks(this.#client, { resource, namespace, chunkSize: CHUNK, shape: TABLE }),
    );
  }

  /** The one namespace: who may not list them may often get their own. */
  async #namespace(resource: Served, name: string): Promise<void> {
    const path = objectPath(resource, '', name);
    const table = this.#client.json({ path, ...TABLE });
    const head = { kind: 'NamespaceList', apiVersion: 'v1', typedItems: false };
    await this.#chunks(resource, head, [table]);
  }

  async #chunks(
    resource: Served,
    head: ListHead,
    chunks: AsyncIterable<KubeObject> | Iterable<Promise<KubeObject>>,
  ): Promise<void> {
    let out: Awaited<ReturnType<SnapshotWriter['resource']>> | undefined;
    try {
      for await (const chunk of chunks) {
        const { columns, items } = take(chunk, head);
        const { resourceVersion = '' } = chunk.metadata ?? {};
        out ??= await this.#writer.resource(resource, headOf(head, resourceVersion, columns));
        const kept = items.filter(({ object }) => this.#options.keep(object, resource));
        for (const { object } of kept) this.#clean(object);
        await out.items(kept);
        this.saved += kept.length;
        if (resource.group === '' && resource.resource === 'pods') {
          this.containers.push(...kept.flatMap(({ object }) => containersOf(object)));
        }
      }
      await out?.end();
    } catch (error) {
      await out?.discard();
      throw error;
    }
  }

  #clean(object: KubeObject): void {
    if (!this.#options.managedFields) delete object.metadata?.managedFields;
    removeSecrets(object, this.#options.mask);
  }
}

/** In the order in which it is written. */
function headOf(
  { kind, apiVersion, warnings, typedItems }: ListHead,
  resourceVersion: string,
  columns: StoredResource['columns'],
): Omit<StoredResource, 'items'> {
  const told = warnings === undefined ? {} : { warnings };
  return { kind, apiVersion, resourceVersion, ...told, typedItems, columns };
}

/** The columns and items of an answer: a Table, or a list of a server that makes no Tables of these objects. */
function take(
  chunk: KubeObject,
  { kind, apiVersion }: { kind: string; apiVersion: string },
): { columns: StoredResource['columns']; items: StoredItem[] } {
  if (chunk.kind === 'Table') {
    const { columnDefinitions, rows } = chunk as unknown as Table;
    const items = (rows ?? []).flatMap(({ cells, object }) =>
      object === undefined || object === null ? [] : [{ cells, object }],
    );
    return { columns: columnDefinitions ?? [], items };
  }
  const list = (chunk as unknown as KubeList).items ?? [];
  const type = { kind: kind.replace(/List$/, ''), apiVersion };
  return {
    columns: [],
    items: list.map((object) => ({ cells: [] as JSONValue[], object: { ...type, ...object } })),
  };
}
