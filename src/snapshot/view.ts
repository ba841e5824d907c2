import type { KubeObject, ListMeta, TableRow } from '../api/types.ts';
import { Refusal } from './answer.ts';
import type { StoredItem, StoredResource } from './layout.ts';

/** The form in which a client wants objects. */
export type View = 'object' | 'Table' | 'PartialObjectMetadata';

/** The first form of an Accept header that the API has, with the version of its `meta.k8s.io` type. */
export function parseAccept(accept: string): { view: View; version: string } {
  for (const range of accept.split(',')) {
    const [type = '', ...parameters] = range.split(';').map((part) => part.trim());
    if (!['application/json', 'application/*', '*/*', ''].includes(type)) continue;
    const values = new Map(parameters.map((one) => one.split('=', 2) as [string, string]));
    const as = values.get('as');
    const version = values.get('v') ?? 'v1';
    if (as === undefined) return { view: 'object', version };
    if (values.get('g') !== 'meta.k8s.io' || !/^v1(?:beta1)?$/.test(version)) continue;
    if (as === 'Table') return { view: 'Table', version };
    if (as.startsWith('PartialObjectMetadata')) return { view: 'PartialObjectMetadata', version };
  }
  throw new Refusal(
    406,
    'NotAcceptable',
    'only the following media types are accepted: application/json',
  );
}

/** Objects of one resource, shaped as a request asks for. */
export class Shaper {
  readonly #resource: StoredResource;
  readonly #view: View;
  readonly #apiVersion: string;
  readonly #include: string;

  /** @param include `includeObject` of the request: what rows of a Table carry */
  constructor(
    resource: StoredResource,
    { view, version }: { view: View; version: string },
    include: string | null,
  ) {
    this.#resource = resource;
    // Where the server makes no Table, clients get the objects, and make one themselves.
    this.#view = view === 'Table' && resource.columns.length === 0 ? 'object' : view;
    this.#apiVersion = `meta.k8s.io/${version}`;
    this.#include = include || 'Metadata';
  }

  /** A list answer. */
  list(items: readonly StoredItem[], metadata: ListMeta): object {
    const { kind, apiVersion, typedItems } = this.#resource;
    switch (this.#view) {
      case 'Table':
        return this.#table(items, metadata, this.#resource.columns);
      case 'PartialObjectMetadata':
        return {
          kind: 'PartialObjectMetadataList',
          apiVersion: this.#apiVersion,
          metadata,
          items: items.map((item) => this.#partial(item.object)),
        };
      default:
        return {
          kind,
          apiVersion,
          metadata,
          items: items.map(({ object }) => (typedItems ? object : withoutType(object))),
        };
    }
  }

  /** The answer for one object; `columns` is false for what follows the first event of a watch. */
  one(item: StoredItem, columns = true): object {
    switch (this.#view) {
      case 'Table': {
        const resourceVersion = item.object.metadata?.resourceVersion ?? '';
        return this.#table([item], { resourceVersion }, columns ? this.#resource.columns : null);
      }
      case 'PartialObjectMetadata':
        return this.#partial(item.object);
      default:
        return item.object;
    }
  }

  /** What a watch says between changes; it has no columns. */
  bookmark(object: KubeObject): object {
    if (this.#view === 'object') return object;
    if (this.#view === 'PartialObjectMetadata') return this.#partial(object);
    const resourceVersion = object.metadata?.resourceVersion ?? '';
    const rows = [{ cells: [], object: this.#partial(object) }];
    return { ...this.#table([], { resourceVersion }, null), rows };
  }

  #table(
    items: readonly StoredItem[],
    metadata: ListMeta,
    columnDefinitions: StoredResource['columns'] | null,
  ): object {
    const rows = items.map((item) => this.#row(item));
    return { kind: 'Table', apiVersion: this.#apiVersion, metadata, columnDefinitions, rows };
  }

  #row({ cells, object }: StoredItem): Pick<TableRow, 'cells'> & { object: KubeObject | null } {
    if (this.#include === 'None') return { cells, object: null };
    return { cells, object: this.#include === 'Object' ? object : this.#partial(object) };
  }

  #partial({ metadata = {} }: KubeObject): KubeObject {
    return { kind: 'PartialObjectMetadata', apiVersion: this.#apiVersion, metadata };
  }
}

/** Built-in lists leave the type of their items out. */
function withoutType(object: KubeObject): KubeObject {
  const { kind: _, apiVersion: __, ...rest } = object;
  return rest;
}
