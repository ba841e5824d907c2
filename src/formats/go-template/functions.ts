import { byteLength, bytesOf, isASCII, stringOf } from '../go-bytes.ts';
import { goType, GoNumber, type GoValue } from '../go-format.ts';
import { decodeBase64 } from './base64.ts';
import { eq, le, lt } from './compare.ts';
import { escapeHTML, escapeJS, escapeQuery } from './escape.ts';
import { sprint, sprintf, sprintln } from './printf.ts';
import { isInteger } from './verbs.ts';

/** What a parameter accepts: a reflect.Value, any interface, or a string. */
export type ParameterType = 'value' | 'any' | 'string';

/** A function of templates. `apply` throws an Error with Go's words. */
export interface TemplateFunction {
  /** Types of the fixed parameters. */
  readonly fixed: readonly ParameterType[];
  /** Type of the parameters that may follow. */
  readonly rest?: ParameterType;
  readonly apply: (args: readonly GoValue[]) => GoValue;
}

const TWO: readonly ParameterType[] = ['value', 'value'];

/** The functions of text/template and kubectl's `exists` and `base64decode`. `and`, `or` and `call` need the evaluator. */
export const FUNCTIONS: ReadonlyMap<string, TemplateFunction> = new Map<string, TemplateFunction>([
  ['and', { fixed: ['value'], rest: 'value', apply: ([a]) => a }],
  ['or', { fixed: ['value'], rest: 'value', apply: ([a]) => a }],
  ['call', { fixed: ['value'], rest: 'value', apply: ([fn]) => fn }],
  ['not', { fixed: ['value'], apply: ([a]) => !isTrue(a) }],
  ['html', { fixed: [], rest: 'any', apply: (args) => escapeHTML(joinArgs(args)) }],
  ['js', { fixed: [], rest: 'any', apply: (args) => escapeJS(joinArgs(args)) }],
  ['urlquery', { fixed: [], rest: 'any', apply: (args) => escapeQuery(joinArgs(args)) }],
  ['print', { fixed: [], rest: 'any', apply: sprint }],
  ['println', { fixed: [], rest: 'any', apply: sprintln }],
  [
    'printf',
    {
      fixed: ['string'],
      rest: 'any',
      apply: ([format, ...args]) => sprintf(format as string, args),
    },
  ],
  [
    'index',
    { fixed: ['value'], rest: 'value', apply: ([item, ...indexes]) => index(item, indexes) },
  ],
  [
    'slice',
    { fixed: ['value'], rest: 'value', apply: ([item, ...indexes]) => slice(item, indexes) },
  ],
  ['len', { fixed: ['value'], apply: ([item]) => len(item) }],
  ['eq', { fixed: ['value'], rest: 'value', apply: ([a, ...others]) => eq(a, others) }],
  ['ne', { fixed: TWO, apply: ([a, b]) => !eq(a, [b]) }],
  ['lt', { fixed: TWO, apply: ([a, b]) => lt(a, b) }],
  ['le', { fixed: TWO, apply: ([a, b]) => le(a, b) }],
  ['gt', { fixed: TWO, apply: ([a, b]) => !le(a, b) }],
  ['ge', { fixed: TWO, apply: ([a, b]) => !lt(a, b) }],
  ['exists', { fixed: ['any'], rest: 'any', apply: ([item, ...indexes]) => exists(item, indexes) }],
  ['base64decode', { fixed: ['string'], apply: ([text]) => decodeBase64(text as string) }],
]);

/** Truth in templates: false is false, zero, nil and everything empty. */
export function isTrue(value: GoValue): boolean {
  if (value instanceof GoNumber) return value.value != 0;
  if (Array.isArray(value)) return value.length > 0;
  if (typeof value === 'object' && value !== null) return Object.keys(value).length > 0;
  return Boolean(value);
}

/** The members of a map; undefined for everything else. */
export function asMap(value: GoValue): { [key: string]: GoValue } | undefined {
  return typeof value === 'object' &&
    value !== null &&
    !Array.isArray(value) &&
    !(value instanceof GoNumber)
    ? value
    : undefined;
}

function joinArgs(args: readonly GoValue[]): string {
  const [first] = args;
  if (args.length === 1 && typeof first === 'string') return first;
  return sprint(args.map((arg) => (arg === null || arg === undefined ? '<no value>' : arg)));
}

function toIndex(index: GoValue, capacity: number): number {
  if (index === null || index === undefined) throw new Error('cannot index slice/array with nil');
  if (!isInteger(index)) throw new Error(`cannot index slice/array with type ${goType(index)}`);
  const value = Number(index instanceof GoNumber ? index.value : index);
  if (value < 0 || value > capacity) throw new Error(`index out of range: ${value}`);
  return value;
}

function index(item: GoValue, indexes: readonly GoValue[]): GoValue {
  if (item === null || item === undefined) throw new Error('index of untyped nil');
  let current: GoValue = item;
  for (const key of indexes) {
    if (current === null) throw new Error('index of nil pointer');
    current = indexOne(current, key);
  }
  return current;
}

function indexOne(item: GoValue, key: GoValue): GoValue {
  if (typeof item === 'string') {
    const bytes = bytesOf(item);
    const at = toIndex(key, bytes.length);
    if (at === bytes.length) throw new Error('reflect: string index out of range');
    return new GoNumber('uint8', bytes[at] as number);
  }
  if (Array.isArray(item)) {
    const at = toIndex(key, item.length);
    if (at === item.length) throw new Error('reflect: slice index out of range');
    return item[at];
  }
  const map = asMap(item);
  if (map === undefined) throw new Error(`can't index item of type ${goType(item)}`);
  if (key === null || key === undefined) throw new Error('value is nil; should be of type string');
  if (typeof key !== 'string') throw new Error(`value has type ${goType(key)}; should be string`);
  return Object.hasOwn(map, key) ? map[key] : null;
}

function slice(item: GoValue, indexes: readonly GoValue[]): GoValue {
  if (item === null || item === undefined) throw new Error('slice of untyped nil');
  if (indexes.length > 3) throw new Error(`too many slice indexes: ${indexes.length}`);
  if (typeof item === 'string' && indexes.length === 3)
    throw new Error('cannot 3-index slice a string');
  if (typeof item !== 'string' && !Array.isArray(item))
    throw new Error(`can't slice item of type ${goType(item)}`);
  const length = typeof item === 'string' ? byteLength(item) : item.length;
  const capacity = Array.isArray(item) ? capacityOf(length) : length;
  const [start = 0, end = length, limit] = indexes.map((at) => toIndex(at, capacity));
  if (start > end) throw new Error(`invalid slice index: ${start} > ${end}`);
  if (limit !== undefined && end > limit) throw new Error(`invalid slice index: ${end} > ${limit}`);
  if (typeof item === 'string') {
    return isASCII(item) ? item.slice(start, end) : stringOf(bytesOf(item).subarray(start, end));
  }
  return [...item, ...Array.from({ length: Math.max(end - length, 0) }, () => null)].slice(
    start,
    end,
  );
}

/** The capacity of a slice that Go's JSON decoder filled: it doubles, and the spare elements are nil. */
function capacityOf(length: number): number {
  let capacity = length === 0 ? 0 : 1;
  while (capacity < length && capacity < 512) capacity *= 2;
  return Math.max(capacity, length);
}

function len(item: GoValue): GoValue {
  if (item === null) throw new Error('len of nil pointer');
  if (item === undefined) throw new Error('reflect: call of reflect.Value.Type on zero Value');
  if (typeof item === 'string') return new GoNumber('int', byteLength(item));
  const map = asMap(item);
  if (!Array.isArray(item) && map === undefined) throw new Error(`len of type ${goType(item)}`);
  return new GoNumber('int', Array.isArray(item) ? item.length : Object.keys(map as object).length);
}

function exists(item: GoValue, indexes: readonly GoValue[]): boolean {
  // A nil that is indexed does not exist; one that is not indexed does, as in the reference.
  if (indexes.length === 0) return true;
  let current = item;
  for (const key of indexes) {
    if (typeof current === 'string' || Array.isArray(current)) {
      if (!isInteger(key)) return false;
      const at = Number(key instanceof GoNumber ? key.value : key);
      if (at < 0 || at >= (typeof current === 'string' ? byteLength(current) : current.length))
        return false;
      current = indexOne(current, key);
    } else {
      const map = asMap(current);
      const name = key ?? '';
      if (map === undefined || typeof name !== 'string') return false;
      current = Object.hasOwn(map, name) ? map[name] : null;
    }
  }
  return current !== null;
}
