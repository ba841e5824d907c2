import { describe, expect, test } from 'vitest';
import {
  jsonListFrame,
  JSONSyntaxError,
  KUBECTL_JSON,
  parseJSON,
  stringifyJSON,
  stringifyJSONAt,
} from '../../src/formats/json.ts';
import { outcome, recorded } from './fixture.ts';

describe('JSON is read and written as Go does', () => {
  test.each(recorded<[string, string, string]>('json'))('%j', (text, out, error) => {
    expect(outcome(() => stringifyJSON(parseJSON(text), KUBECTL_JSON))).toEqual({ out, error });
  });
});

describe('parseJSON', () => {
  test('integers within int64 stay exact, larger ones become doubles', () => {
    expect(parseJSON('[9007199254740991, 9007199254740993, 9223372036854775808]')).toEqual([
      9007199254740991,
      9007199254740993n,
      9223372036854775808,
    ]);
  });

  test('a mistake is told with its offset in bytes', () => {
    const mistake = new JSONSyntaxError("invalid character 'x' looking for beginning of value", 8);
    expect(() => parseJSON('{"é": x}')).toThrow(mistake);
  });

  test('__proto__ is a key like any other', () => {
    const value = parseJSON('{"__proto__": {"polluted": 12345678901234567}}') as object;
    expect(Object.keys(value)).toEqual(['__proto__']);
    expect(Object.getPrototypeOf(value)).toBe(Object.prototype);
  });
});

test('keys keep the order in which they were set, but keys that are numbers are those of a sorted map', () => {
  const object = { kind: 'A', apiVersion: 'b', data: { b: 1, 10: 2, 9: 3 } };
  expect(stringifyJSON(object)).toBe('{"kind":"A","apiVersion":"b","data":{"10":2,"9":3,"b":1}}');
});

describe('lists are written an item at a time', () => {
  const items = [{ b: 1, a: ['x'] }, { c: { d: null } }];
  const envelope = { kind: 'List', apiVersion: 'v1', metadata: { resourceVersion: '' } };

  test('the pieces make the whole', () => {
    const frame = jsonListFrame(envelope);
    const pieces = items.map(
      (item, i) => (i === 0 ? frame.first : frame.next) + stringifyJSONAt(item, 2, KUBECTL_JSON),
    );
    expect(frame.open + pieces.join('') + frame.close).toBe(
      stringifyJSON({ ...envelope, items }, KUBECTL_JSON),
    );
  });

  test('so do the pieces of an empty one', () => {
    const frame = jsonListFrame(envelope);
    expect(frame.open + frame.closeEmpty).toBe(
      stringifyJSON({ ...envelope, items: [] }, KUBECTL_JSON),
    );
  });
});
