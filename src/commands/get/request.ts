import type { RequestShape, ResourceRequest } from '../../resources/info.ts';
import { type GetOptions, isTable } from './options.ts';

/** Asks for a Table; servers that do not make any answer with the objects. */
const TABLE_ACCEPT =
  'application/json;as=Table;v=v1;g=meta.k8s.io,application/json;as=Table;v=v1beta1;g=meta.k8s.io,application/json';

/** A Table whose rows carry as much of their objects as said. */
export function tableShape(includeObject?: 'None' | 'Metadata' | 'Object'): RequestShape {
  return {
    headers: { accept: TABLE_ACCEPT },
    ...(includeObject === undefined ? {} : { query: { includeObject } }),
  };
}

/**
 * How a table's rows are asked for. Only sorting needs whole objects; only columns that kubist adds itself
 * need metadata. Without objects the answer is a fraction of the size, and costs the server as little.
 */
export function shapeForTable(options: GetOptions): RequestShape {
  if (!isTable(options) || !options.serverPrint) return {};
  if (options.sortBy !== '') return tableShape('Object');
  const needsMetadata =
    options.watch || options.allNamespaces || options.showLabels || options.columnLabels.length > 0;
  return needsMetadata ? tableShape() : tableShape('None');
}

/** The request behind every form of `get`. */
export function toRequest(options: GetOptions, shape: RequestShape): ResourceRequest {
  const { watch } = options;
  return {
    args: options.args,
    filenames: options.filenames,
    recursive: options.recursive,
    kustomize: options.kustomize,
    namespace: options.namespace,
    explicitNamespace: options.explicitNamespace,
    allNamespaces: options.allNamespaces,
    labelSelector: options.labelSelector,
    fieldSelector: options.fieldSelector,
    subresource: options.subresource,
    chunkSize: options.chunkSize,
    typeMeansAll: true,
    latest: true,
    singleResourceType: watch,
    stopOnError: watch,
    refuseLists: watch,
    shape,
  };
}
