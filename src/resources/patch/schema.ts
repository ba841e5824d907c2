import type { JSONObject, JSONValue } from '../../api/types.ts';
import { PatchError } from './errors.ts';

/**
 * What strategic merge patch has to know of a value. Sources: the API conventions on strategic merge patch, and the
 * extensions `x-kubernetes-patch-strategy` and `x-kubernetes-patch-merge-key` of OpenAPI documents.
 */
export interface PatchSchema {
  /** The schema of a member; undefined when there is no such field. Throws PatchError for a broken reference. */
  field(name: string): PatchSchema | undefined;
  /** The schema of a list's items; undefined for what is no list. */
  readonly items: PatchSchema | undefined;
  /** The key that tells the items of this list apart. */
  readonly mergeKey: string | undefined;
  /** `merge`, `replace`, `retainKeys`; empty where nothing is said: maps merge, lists are replaced. */
  readonly strategies: readonly string[];
  /** What messages call the value: its OpenAPI type, or `struct` for a built-in one. */
  readonly type: string;
}

/**
 * Reads the schema of a kind in an OpenAPI v3 document of the server. As kubectl's apply, it heeds the patch
 * extensions alone: `x-kubernetes-list-type` belongs to server-side apply.
 */
export function fromOpenAPIv3(document: JSONObject, schema: JSONObject): PatchSchema {
  const schemas = objectAt(objectAt(document, 'components'), 'schemas');
  return new OpenAPISchema(schemas ?? {}, schema, schema);
}

const REF_PREFIX = '#/components/schemas/';

class OpenAPISchema implements PatchSchema {
  readonly mergeKey: string | undefined;
  readonly strategies: readonly string[];
  readonly type: string;
  readonly #schemas: JSONObject;
  readonly #schema: JSONObject;

  /** `declared` is the schema at the field, which has the extensions; `resolved` is what it refers to. */
  constructor(schemas: JSONObject, declared: JSONObject, resolved: JSONObject) {
    const mergeKey = declared['x-kubernetes-patch-merge-key'];
    const strategy = declared['x-kubernetes-patch-strategy'];
    this.mergeKey = typeof mergeKey === 'string' ? mergeKey : undefined;
    this.strategies = typeof strategy === 'string' ? strategy.split(',') : [];
    this.type = typeof resolved['type'] === 'string' ? resolved['type'] : 'Struct';
    this.#schemas = schemas;
    this.#schema = resolved;
  }

  field(name: string): PatchSchema | undefined {
    const declared = objectAt(objectAt(this.#schema, 'properties'), name);
    return declared && this.#open(declared);
  }

  get items(): PatchSchema | undefined {
    const declared = objectAt(this.#schema, 'items');
    return declared && this.#open(declared);
  }

  #open(declared: JSONObject): PatchSchema {
    const first = Array.isArray(declared['allOf']) ? declared['allOf'][0] : undefined;
    const target = asObject(first) ?? declared;
    const ref = target['$ref'];
    if (typeof ref !== 'string') return new OpenAPISchema(this.#schemas, declared, target);
    const resolved = objectAt(this.#schemas, ref.replace(REF_PREFIX, ''));
    if (resolved === undefined) throw new PatchError(`unable to resolve ${ref} in OpenAPI V3`);
    return new OpenAPISchema(this.#schemas, declared, resolved);
  }
}

function objectAt(object: JSONObject | undefined, key: string): JSONObject | undefined {
  return object !== undefined && Object.hasOwn(object, key) ? asObject(object[key]) : undefined;
}

function asObject(value: JSONValue | undefined): JSONObject | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : undefined;
}
