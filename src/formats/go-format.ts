import type { JSONValue } from '../api/types.ts';
import { compareBytes, sortedKeys } from './compare.ts';
import { goFloat, GoNumber, isInt64 } from './go-values.ts';
import { goQuote } from './go-quote.ts';
import { stringifyJSON } from './json.ts';

/**
 * JSON values as Go's fmt and encoding/json write them once they are decoded into `interface{}`.
 * Sources: https://pkg.go.dev/fmt, https://pkg.go.dev/encoding/json.
 */

export { compareBytes, GoNumber, goQuote };

/** A value of a template: JSON, a number with a Go type of its own, or undefined, which is no value at all. */
export type GoValue = JSONValue | GoNumber | undefined;

/** The name of a value's Go type: `string`, `int64`, `map[string]interface {}`. */
export function goType(value: GoValue): string {
  if (value === null || value === undefined) return '<nil>';
  if (value instanceof GoNumber) return value.type;
  switch (typeof value) {
    case 'string':
      return 'string';
    case 'boolean':
      return 'bool';
    case 'number':
    case 'bigint':
      return isInt64(value) ? 'int64' : 'float64';
    default:
      return Array.isArray(value) ? '[]interface {}' : 'map[string]interface {}';
  }
}

/** A value as `%v` prints it: `map[a:1 b:[x y]]`, `<nil>`, `1e+06`. */
export function goValue(value: GoValue): string {
  if (typeof value === 'string') return value;
  if (value === null || value === undefined) return '<nil>';
  if (typeof value !== 'object') return goScalar(value);
  if (value instanceof GoNumber) return goNumber(value);
  if (Array.isArray(value)) return `[${value.map(goValue).join(' ')}]`;
  return `map[${sortedKeys(value)
    .map((key) => `${key}:${goValue(value[key])}`)
    .join(' ')}]`;
}

/** A value as `%#v` prints it, in Go's syntax: `map[string]interface {}{"a":1}`. */
export function goSyntax(value: GoValue): string {
  if (typeof value === 'string') return goQuote(value);
  if (value === null || value === undefined) return 'interface {}(nil)';
  if (typeof value !== 'object') return goScalar(value);
  if (value instanceof GoNumber)
    return value.type === 'uint8' ? `0x${value.value.toString(16)}` : goNumber(value);
  if (Array.isArray(value)) return `[]interface {}{${value.map(goSyntax).join(', ')}}`;
  const pairs = sortedKeys(value).map((key) => `${goQuote(key)}:${goSyntax(value[key])}`);
  return `map[string]interface {}{${pairs.join(', ')}}`;
}

/** A value as `json.Marshal` writes it: keys sorted, `<`, `>`, `&` escaped; with an indent as `json.MarshalIndent`. */
export function goJSON(value: GoValue, indent = ''): string {
  return stringifyJSON(plainJSON(value), { indent, sortKeys: true });
}

function goScalar(value: number | bigint | boolean): string {
  if (typeof value === 'boolean' || isInt64(value)) return String(value);
  return goFloat(Number(value));
}

function goNumber({ type, value }: GoNumber): string {
  return type === 'float64' ? goFloat(Number(value)) : String(value);
}

/** The value without GoNumbers; what has none is not copied. */
function plainJSON(value: GoValue): JSONValue {
  if (value === undefined || value === null || typeof value !== 'object') return value ?? null;
  if (value instanceof GoNumber) return value.value;
  if (!hasGoNumber(value)) return value;
  if (Array.isArray(value)) return value.map(plainJSON);
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, plainJSON(member)]));
}

function hasGoNumber(value: GoValue): boolean {
  if (typeof value !== 'object' || value === null) return false;
  if (value instanceof GoNumber) return true;
  return Array.isArray(value) ? value.some(hasGoNumber) : Object.values(value).some(hasGoNumber);
}
