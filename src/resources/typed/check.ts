import { gvkOf } from '../../api/gvk.ts';
import type { JSONObject, JSONValue, KubeObject } from '../../api/types.ts';
import { KubistError } from '../../errors.ts';
import { compareBytes } from '../../formats/compare.ts';
import { goQuote } from '../../formats/go-quote.ts';
import { parseQuantity } from '../../formats/quantity.ts';
import { isMap } from '../patch/values.ts';
import { quantityText } from './encode.ts';
import { requireKnownKind } from './kinds.ts';
import { fieldsOf, structOf } from './structs.ts';

/**
 * Refuses a manifest that a Go client could not read into the type of its kind: an unknown kind, or a value of
 * another type. Throws a KubistError in the reference's words, which names the source.
 */
export function requireTyped(manifest: KubeObject, source: string): void {
  const gvk = gvkOf(manifest);
  try {
    requireKnownKind(gvk);
    const struct = structOf(gvk);
    if (struct === undefined) return;
    requireStruct(struct, manifest as JSONObject);
  } catch (error) {
    const { message } = error as Error;
    throw new KubistError(`unable to decode ${goQuote(source)}: ${message}`, { cause: error });
  }
}

/** Refuses a value that Go could not read into one of the API's structs. Throws in the words of encoding/json. */
export function requireStruct(struct: string, value: JSONObject): void {
  const mismatches: string[] = [];
  check(struct, value, { struct, path: '' }, mismatches);
  if (mismatches[0] !== undefined) throw new KubistError(`json: ${mismatches[0]}`);
}

/** Where a value stands: the struct that has the field, and the path to it, without indexes. */
interface Place {
  readonly struct: string;
  readonly path: string;
}

const UNCHECKED: ReadonlySet<string> = new Set(['raw', 'time', 'microtime']);

/** Collects values of another type than their field's. A quantity that cannot be read throws at once, as in Go. */
function check(type: string, value: JSONValue, place: Place, mismatches: string[]): void {
  if (value === null || UNCHECKED.has(type)) return;
  if (type.startsWith('*')) return check(type.slice(1), value, place, mismatches);
  const mismatch = (what = jsonType(value)): void =>
    void mismatches.push(
      `cannot unmarshal ${what} into Go struct field ${place.struct}.${place.path} of type ${goTypeName(type)}`,
    );
  if (type.startsWith('[]')) {
    if (!Array.isArray(value)) return mismatch();
    for (const item of value) check(type.slice(2), item, place, mismatches);
    return;
  }
  if (type === 'quantity') return void parseQuantity(quantityText(value));
  const fields = type.startsWith('{}') ? undefined : fieldsOf(type);
  if (fields !== undefined || type.startsWith('{}')) {
    if (!isMap(value)) return mismatch();
    for (const key of Object.keys(value).sort(compareBytes)) {
      const field = fields?.get(key);
      if (fields === undefined) check(type.slice(2), value[key]!, place, mismatches);
      else if (field !== undefined) {
        const path = place.path === '' ? key : `${place.path}.${key}`;
        check(field.type, value[key]!, { struct: type, path }, mismatches);
      }
    }
    return;
  }
  const problem = SCALARS[type] ?? textProblem;
  const what = problem(value);
  if (what !== undefined) mismatch(what);
}

/** What a value is, where it is not of the scalar type. */
const SCALARS: Readonly<Record<string, (value: JSONValue) => string | undefined>> = {
  bool: (value) => (typeof value === 'boolean' ? undefined : jsonType(value)),
  int32: (value) => integerProblem(value, 2n ** 31n),
  int64: (value) => integerProblem(value, 2n ** 63n),
  intOrString: (value) =>
    typeof value === 'string' ? undefined : integerProblem(value, 2n ** 31n),
};

function textProblem(value: JSONValue): string | undefined {
  return typeof value === 'string' ? undefined : jsonType(value);
}

function integerProblem(value: JSONValue, limit: bigint): string | undefined {
  if (typeof value !== 'number' && typeof value !== 'bigint') return jsonType(value);
  const whole = typeof value === 'bigint' || Number.isInteger(value);
  if (whole && BigInt(value) < limit && BigInt(value) >= -limit) return undefined;
  return `number ${String(value)}`;
}

function jsonType(value: JSONValue): string {
  if (Array.isArray(value)) return 'array';
  if (typeof value === 'boolean') return 'bool';
  return typeof value === 'bigint' ? 'number' : typeof value;
}

/** A type as Go names it: `[]v1.Container`, `map[string]string`. */
function goTypeName(type: string): string {
  if (type.startsWith('*')) return `*${goTypeName(type.slice(1))}`;
  if (type.startsWith('[]')) return `[]${goTypeName(type.slice(2))}`;
  if (type === '{}quantity') return 'v1.ResourceList';
  if (type.startsWith('{}')) return `map[string]${goTypeName(type.slice(2))}`;
  if (fieldsOf(type) !== undefined) return `v1.${type}`;
  if (type === 'intOrString') return 'int32';
  return type;
}
