import type { GVR } from '../api/types.ts';

/** What a path below `/api/v1` or `/apis/GROUP/VERSION` asks for. */
export interface Route extends GVR {
  readonly namespace?: string;
  readonly name?: string;
  readonly subresource?: string;
}

/** What the namespaces resource has below an object, so that it is not taken for another resource. */
const OF_NAMESPACES = new Set(['status', 'finalize']);

/** Splits a path into unescaped parts; undefined when it is no valid path. */
export function segmentsOf(path: string): string[] | undefined {
  try {
    return path.split('/').filter(Boolean).map(decodeURIComponent);
  } catch {
    return undefined;
  }
}

/** Reads the parts after group and version; undefined when they name no resource. */
export function parseRoute(
  group: string,
  version: string,
  parts: readonly string[],
): Route | undefined {
  const [first, second, third] = parts;
  if (first === undefined) return undefined;
  const within = first === 'namespaces' && third !== undefined && !OF_NAMESPACES.has(third);
  const [resource, name, subresource, ...more] = within ? parts.slice(2) : parts;
  if (resource === undefined || more.length > 0) return undefined;
  return {
    group,
    version,
    resource,
    ...(within ? { namespace: second as string } : {}),
    ...(name === undefined ? {} : { name }),
    ...(subresource === undefined ? {} : { subresource }),
  };
}
