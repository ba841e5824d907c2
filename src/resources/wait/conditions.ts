import type { JSONObject, JSONValue, KubeObject } from '../../api/types.ts';
import { KubistError } from '../../errors.ts';
import { goValue, type GoValue } from '../../formats/go-format.ts';
import { goQuote } from '../../formats/go-quote.ts';
import { parseJSONPath, relaxedJSONPath } from '../../formats/jsonpath/jsonpath.ts';

/** True when an object is what is waited for. Throws a KubistError when that cannot be told. */
export type Check = (object: KubeObject) => boolean;

/** What is waited for: that objects exist, that they are gone, or that they pass a check. */
export type Condition = 'create' | 'delete' | Check;

const CONDITION = 'condition=';
const JSONPATH = 'jsonpath=';

/** Reads one value of `--for`. Throws a KubistError in the reference's words. */
export function parseCondition(text: string): Condition {
  const word = text.toLowerCase();
  if (word === 'delete' || word === 'create') return word;
  if (text.startsWith(CONDITION)) return statusCondition(text.slice(CONDITION.length));
  if (text.startsWith(JSONPATH)) return jsonPathCondition(text.slice(JSONPATH.length));
  throw new KubistError(`unrecognized condition: ${goQuote(text)}`);
}

/** `NAME` or `NAME=VALUE`: a condition of the status with that value; `true` when there is none. */
function statusCondition(text: string): Check {
  const equals = text.indexOf('=');
  const name = fold(equals < 0 ? text : text.slice(0, equals));
  const wanted = fold(equals < 0 ? 'true' : text.slice(equals + 1));
  return (object) => {
    const status = asObject(object['status'] as JSONValue | undefined);
    const conditions = status['conditions'];
    if (!Array.isArray(conditions)) return false;
    const condition = conditions.map(asObject).find(({ type }) => folded(type) === name);
    if (condition === undefined) return false;
    // What was observed before the latest change says nothing about it.
    const observed = condition['observedGeneration'] ?? status['observedGeneration'];
    const { generation } = object.metadata ?? {};
    if (typeof observed === 'number' && generation !== undefined && observed < generation) {
      return false;
    }
    return folded(condition['status']) === wanted;
  };
}

/** `EXPRESSION` is met when it finds anything, `EXPRESSION=VALUE` when it finds that one value. */
function jsonPathCondition(text: string): Check {
  const [expression = '', value, ...rest] = splitAtSingleEquals(text);
  if (rest.length > 0) {
    throw new KubistError(
      "jsonpath wait format must be --for=jsonpath='{.status.readyReplicas}'=3 or --for=jsonpath='{.status.readyReplicas}'",
    );
  }
  const path = relaxedJSONPath(expression);
  const wanted = value?.replace(/^['"]+|['"]+$/g, '');
  if (wanted === '') {
    throw new KubistError(
      "jsonpath wait has to have a value after equal sign, like --for=jsonpath='{.status.readyReplicas}'=3",
    );
  }
  if (path === '') throw new KubistError('jsonpath expression cannot be empty');
  const template = parseJSONPath(path);
  return (object) => {
    const results = template.find(object as GoValue);
    const [found, ...others] = results[0] ?? [];
    if ((results[0] ?? []).length === 0) return false;
    if (results.length > 1) {
      throw new KubistError('given jsonpath expression matches more than one list');
    }
    if (others.length > 0) {
      throw new KubistError('given jsonpath expression matches more than one value');
    }
    if (wanted === undefined) return true;
    if (typeof found === 'object' && found !== null) {
      throw new KubistError('jsonpath leads to a nested object or list which is not supported');
    }
    return goValue(found).trim() === wanted.trim();
  };
}

/** Splits at `=`; `==` belongs to the expression. */
function splitAtSingleEquals(text: string): string[] {
  const parts = [''];
  for (const [piece] of text.matchAll(/==|=|[^=]+/g)) {
    if (piece === '=') parts.push('');
    else parts.push(`${parts.pop() ?? ''}${piece}`);
  }
  return parts;
}

/** For comparing without regard to the case of letters. */
function fold(text: string): string {
  return text.toUpperCase().toLowerCase();
}

function folded(value: JSONValue | undefined): string | undefined {
  return typeof value === 'string' ? fold(value) : undefined;
}

function asObject(value: JSONValue | undefined): JSONObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : {};
}
