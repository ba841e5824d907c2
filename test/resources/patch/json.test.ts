import { describe, expect, it } from 'vitest';
import type { JSONObject, JSONValue } from '../../../src/api/types.ts';
import { parseJSON, stringifyJSON } from '../../../src/formats/json.ts';
import { PatchError, PreconditionError } from '../../../src/resources/patch/errors.ts';
import {
  applyJSONMergePatch,
  createJSONMergePatch,
  createThreeWayJSONMergePatch,
} from '../../../src/resources/patch/json-merge.ts';
import { applyJSONPatch } from '../../../src/resources/patch/json-patch.ts';
import { jsonPointer } from '../../../src/resources/patch/json-pointer.ts';

describe('JSON merge patches', () => {
  it('deletes nulls and replaces lists', () => {
    const original = { a: 1, b: { c: [1], d: 2 } };
    expect(applyJSONMergePatch(original, { a: null, b: { c: [2], e: { f: null, g: 1 } } })).toEqual(
      {
        b: { c: [2], d: 2, e: { g: 1 } },
      },
    );
  });

  it.each<[JSONValue, JSONValue, string]>([
    [null, {}, 'Invalid JSON Document'],
    [{}, null, 'Invalid JSON Patch'],
    [{}, 'text', 'Invalid JSON Patch'],
  ])('refuses to merge %j and %j', (original, patch, message) => {
    expect(() => applyJSONMergePatch(original, patch)).toThrow(new PatchError(message));
  });

  it('keeps numbers exact', () => {
    const [one, two] = ['{"n":9007199254740993}', '{"n":9007199254740995}'].map(parseJSON);
    const patch = createJSONMergePatch(one as JSONObject, two as JSONObject);
    expect(stringifyJSON(patch)).toBe('{"n":9007199254740995}');
  });

  it('refuses to change the name of an object', () => {
    const [one, two] = ['one', 'two'].map((name) => ({ metadata: { name } }));
    const unchanged = ['metadata.name'] as const;
    expect(() => createThreeWayJSONMergePatch(one!, two!, one!, { unchanged })).toThrow(
      new PreconditionError(two!),
    );
  });

  it('has an own __proto__', () => {
    const original = parseJSON('{"spec":{"__proto__":{"x":1}}}') as JSONObject;
    const patch = parseJSON('{"spec":{"__proto__":{"x":null,"y":2}}}') as JSONObject;
    expect(stringifyJSON(applyJSONMergePatch(original, patch))).toBe(
      '{"spec":{"__proto__":{"y":2}}}',
    );
    expect(({} as { y?: number }).y).toBeUndefined();
  });
});

describe('JSON patches', () => {
  it('reads pointers', () => {
    expect(jsonPointer('/metadata/labels/a~1b~01')).toEqual(['metadata', 'labels', 'a/b~1']);
    expect(jsonPointer('')).toEqual([]);
  });

  it('changes a copy', () => {
    const document = { list: [1, 2], map: { a: 'x' } };
    const patched = applyJSONPatch(document, [
      { op: 'test', path: '/map/a', value: 'x' },
      { op: 'add', path: '/list/-', value: 3 },
      { op: 'remove', path: '/list/0' },
      { op: 'move', from: '/map/a', path: '/b' },
      { op: 'copy', from: '/b', path: '/map/c' },
      { op: 'replace', path: '/list/-1', value: 9007199254740993n },
    ]);
    expect(patched).toEqual({ list: [2, 9007199254740993n], map: { c: 'x' }, b: 'x' });
    expect(document).toEqual({ list: [1, 2], map: { a: 'x' } });
  });

  it.each<[JSONObject, string]>([
    [
      { op: 'remove', path: '/x' },
      "error in remove for path: '/x': Unable to remove nonexistent key: x: missing value",
    ],
    [
      { op: 'remove', path: '/l/5' },
      "error in remove for path: '/l/5': Unable to access invalid index: 5: invalid index referenced",
    ],
    [
      { op: 'add', path: '/x/y', value: 1 },
      'add operation does not apply: doc is missing path: "/x/y": missing value',
    ],
    [
      { op: 'add', path: '/l/y', value: 1 },
      `error in add for path: '/l/y': value was not a proper array index: 'y': strconv.Atoi: parsing "y": invalid syntax`,
    ],
    [
      { op: 'replace', path: '/l/1', value: 1 },
      'replace operation does not apply: doc is missing key: /l/1: missing value',
    ],
    [{ op: 'test', path: '/l', value: 1 }, 'testing value /l failed: test failed'],
    [{ op: 'what', path: '/l' }, 'Unexpected kind: what'],
  ])('says why %j fails', (operation, message) => {
    expect(() => applyJSONPatch({ l: [0] }, [operation])).toThrow(new PatchError(message));
  });

  it('has an own __proto__', () => {
    const patch = [{ op: 'add', path: '/__proto__', value: { polluted: true } }];
    expect(stringifyJSON(applyJSONPatch({}, patch))).toBe('{"__proto__":{"polluted":true}}');
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
    expect(() => applyJSONPatch({}, [{ op: 'add', path: '/constructor/x', value: 1 }])).toThrow(
      PatchError,
    );
  });
});
