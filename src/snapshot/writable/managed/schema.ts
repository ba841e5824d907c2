import type { JSONObject, JSONValue } from '../../../api/types.ts';
import { isMap, member } from '../../../resources/patch/values.ts';
import { textOf } from '../../values.ts';

/**
 * What server-side apply has to know of a value. Sources: "Server-Side Apply", merge strategy; the extensions
 * `x-kubernetes-list-type`, `x-kubernetes-list-map-keys` and `x-kubernetes-map-type` of OpenAPI documents.
 */
export interface TypeNode {
  /** Owned as a whole: scalars, and lists and maps that say so. */
  readonly shape: 'atomic' | 'map' | 'set' | 'keyed';
  /** The names by which the items of a keyed list are told apart. */
  readonly keys: readonly string[];
  /** The type of a member; undefined for one that the schema does not name, whose type is `values`. */
  field(name: string): TypeNode | undefined;
  /** The type of items, and of members that have no type of their own. */
  readonly values: TypeNode;
  /** What a member is where it is missing. */
  fallback(name: string): JSONValue | undefined;
}

const REF_PREFIX = '#/components/schemas/';

/** Reads the type of a schema in an OpenAPI document, or in a definition, which has no references. */
export function typeNode(schema: JSONObject, document: JSONObject): TypeNode {
  const components = member(document, 'components');
  const schemas = isMap(components) ? member(components, 'schemas') : undefined;
  return new OpenAPIType(schema, isMap(schemas) ? schemas : {});
}

class OpenAPIType implements TypeNode {
  readonly shape: TypeNode['shape'];
  readonly keys: readonly string[];
  readonly #schema: JSONObject;
  readonly #schemas: JSONObject;
  readonly #fields: Map<string, TypeNode> = new Map();
  #values: TypeNode | undefined;

  constructor(declared: JSONObject, schemas: JSONObject) {
    this.#schemas = schemas;
    this.#schema = resolve(declared, schemas);
    const said = (name: string): string => textOf(declared[name] ?? this.#schema[name]);
    const keys = declared['x-kubernetes-list-map-keys'];
    this.keys = Array.isArray(keys) ? keys.map(textOf).sort() : [];
    this.shape = shapeOf(this.#schema, said);
  }

  field(name: string): TypeNode | undefined {
    const known = this.#fields.get(name);
    if (known !== undefined) return known;
    const properties = this.#schema['properties'];
    const declared = isMap(properties) ? member(properties, name) : undefined;
    if (!isMap(declared)) return undefined;
    const made = new OpenAPIType(declared, this.#schemas);
    this.#fields.set(name, made);
    return made;
  }

  get values(): TypeNode {
    if (this.#values !== undefined) return this.#values;
    const declared = this.#schema['items'] ?? this.#schema['additionalProperties'];
    this.#values = isMap(declared) ? new OpenAPIType(declared, this.#schemas) : DEDUCED;
    return this.#values;
  }

  fallback(name: string): JSONValue | undefined {
    const properties = this.#schema['properties'];
    const declared = isMap(properties) ? member(properties, name) : undefined;
    return isMap(declared) ? declared['default'] : undefined;
  }
}

/** What has no schema: maps are merged, all else is owned as a whole. */
const DEDUCED: TypeNode = {
  shape: 'map',
  keys: [],
  field: () => undefined,
  get values() {
    return DEDUCED;
  },
  fallback: () => undefined,
};

function resolve(declared: JSONObject, schemas: JSONObject): JSONObject {
  const all = declared['allOf'];
  const target = Array.isArray(all) && isMap(all[0]) ? all[0] : declared;
  const ref = target['$ref'];
  if (typeof ref !== 'string') return target;
  const found = member(schemas, ref.replace(REF_PREFIX, ''));
  return isMap(found) ? found : {};
}

function shapeOf(schema: JSONObject, said: (name: string) => string): TypeNode['shape'] {
  const type = schema['type'];
  if (type === 'array') {
    const list = said('x-kubernetes-list-type');
    if (list === 'map') return 'keyed';
    return list === 'set' ? 'set' : 'atomic';
  }
  if (type !== 'object') {
    return said('x-kubernetes-preserve-unknown-fields') === 'true' ? 'map' : 'atomic';
  }
  if (said('x-kubernetes-map-type') === 'atomic') return 'atomic';
  const isDescribed =
    schema['properties'] !== undefined ||
    schema['additionalProperties'] !== undefined ||
    said('x-kubernetes-preserve-unknown-fields') === 'true';
  return isDescribed ? 'map' : 'atomic';
}
