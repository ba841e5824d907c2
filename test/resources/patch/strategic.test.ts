import { describe, expect, it } from 'vitest';
import type { JSONObject } from '../../../src/api/types.ts';
import { parseJSON, stringifyJSON } from '../../../src/formats/json.ts';
import { builtinPatchSchema } from '../../../src/resources/patch/builtin.ts';
import {
  PatchConflictError,
  PatchError,
  PreconditionError,
} from '../../../src/resources/patch/errors.ts';
import type { PatchSchema } from '../../../src/resources/patch/schema.ts';
import {
  applyStrategicMergePatch,
  createThreeWayMergePatch,
  createTwoWayMergePatch,
} from '../../../src/resources/patch/strategic.ts';

const pod = builtinPatchSchema({ group: '', version: 'v1', kind: 'Pod' })!;
const configMap = builtinPatchSchema({ group: '', version: 'v1', kind: 'ConfigMap' })!;
const deployment = builtinPatchSchema({ group: 'apps', version: 'v1', kind: 'Deployment' })!;

function podWith(spec: JSONObject): JSONObject {
  return { metadata: { name: 'web' }, spec };
}

function applied(spec: JSONObject, patch: JSONObject): JSONObject {
  return applyStrategicMergePatch(podWith(spec), { spec: patch }, pod)['spec'] as JSONObject;
}

describe('applying a strategic merge patch', () => {
  const spec = { containers: [{ name: 'a', image: 'one', tty: true }, { name: 'b' }] };

  it('merges containers by name, those of the patch before those it does not name', () => {
    const patch = { containers: [{ name: 'a', image: 'two' }, { name: 'c' }] };
    expect(applied(spec, patch)).toEqual({
      containers: [{ name: 'a', image: 'two', tty: true }, { name: 'c' }, { name: 'b' }],
    });
  });

  it('deletes an item with $patch: delete', () => {
    const patch = { containers: [{ name: 'b', $patch: 'delete' }] };
    expect(applied(spec, patch)).toEqual({ containers: [spec.containers[0]] });
  });

  it('replaces a list or a map with $patch: replace', () => {
    expect(applied(spec, { containers: [{ name: 'z' }, { $patch: 'replace' }] })).toEqual({
      containers: [{ name: 'z' }],
    });
    expect(applied(spec, { $patch: 'replace', hostname: 'h' })).toEqual({ hostname: 'h' });
    expect(applied(spec, { $patch: 'delete' })).toEqual({});
  });

  it('orders a list by $setElementOrder', () => {
    const patch = { '$setElementOrder/containers': [{ name: 'b' }, { name: 'a' }] };
    expect(applied(spec, patch)).toEqual({ containers: spec.containers.toReversed() });
  });

  it('replaces lists without a merge key and takes out members that are null', () => {
    const live = { tolerations: [{ key: 'x' }], hostname: 'h', nodeSelector: { a: '1', b: '2' } };
    expect(
      applied(live, { tolerations: [{ key: 'y' }], hostname: null, nodeSelector: { a: null } }),
    ).toEqual({ tolerations: [{ key: 'y' }], nodeSelector: { b: '2' } });
  });

  it('clears what $retainKeys does not name', () => {
    const live = { spec: { strategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge: 1 } } } };
    const patch = { spec: { strategy: { $retainKeys: ['type'], type: 'Recreate' } } };
    expect(applyStrategicMergePatch(live, patch, deployment)).toEqual({
      spec: { strategy: { type: 'Recreate' } },
    });
  });

  it('takes scalars out of a list', () => {
    const live = { metadata: { finalizers: ['a', 'b', 'c'] } };
    const patch = { metadata: { '$deleteFromPrimitiveList/finalizers': ['b'] } };
    expect(applyStrategicMergePatch(live, patch, pod)).toEqual({
      metadata: { finalizers: ['a', 'c'] },
    });
  });

  it.each<[JSONObject, string]>([
    [
      { containers: [{ image: 'x' }] },
      'map: map[image:x] does not contain declared merge key: name',
    ],
    [
      { containers: ['x'] },
      'list element types are not identical: [[map[image:one name:a tty:true] map[name:b]] [x]]',
    ],
    [
      { containers: [{ name: 'a', $patch: 'merge' }] },
      'merging lists cannot yet be specified in the patch',
    ],
    [
      { containers: [{ name: 'a', $patch: 'what' }] },
      'unknown patch type: what in map: map[$patch:what name:a]',
    ],
    [{ $patch: 'merge' }, 'unknown patch type: merge in map: map[$patch:merge]'],
    [{ $setElementOrder: [] }, 'invalid patch format of setElementOrder list'],
    [{ '$setElementOrder/containers': 'x' }, 'expected a []interface {}, but received a string'],
    [{ $deleteFromPrimitiveList: [] }, 'invalid patch format of primitive list'],
    [{ $retainKeys: ['a'], hostname: 'h' }, 'invalid patch format of retainKeys'],
    [{ containers: [[]] }, 'lists of lists are not supported'],
  ])('refuses %j', (patch, message) => {
    expect(() => applied(spec, patch)).toThrow(new PatchError(message));
  });
});

describe('making a patch', () => {
  const unchanged = ['apiVersion', 'kind', 'metadata.name'] as const;

  it('names what differs', () => {
    const before = podWith({
      containers: [{ name: 'a', image: 'one' }, { name: 'b' }],
      hostname: 'h',
    });
    const after = podWith({ containers: [{ name: 'a', image: 'two' }, { name: 'c' }] });
    expect(createTwoWayMergePatch(before, after, pod)).toEqual({
      spec: {
        '$setElementOrder/containers': [{ name: 'a' }, { name: 'c' }],
        containers: [{ name: 'a', image: 'two' }, { name: 'c' }, { name: 'b', $patch: 'delete' }],
        hostname: null,
      },
    });
  });

  it('refuses another name', () => {
    const other = { metadata: { name: 'other' } };
    expect(() =>
      createTwoWayMergePatch(podWith({}), { ...podWith({}), ...other }, pod, { unchanged }),
    ).toThrow(new PreconditionError({ metadata: { name: 'other' } }));
    expect(new PreconditionError({ kind: 'X' }).message).toBe(
      'precondition failed for: map[kind:X]',
    );
  });

  it('says which field the schema does not have, once it differs', () => {
    const schema: PatchSchema = {
      field: () => undefined,
      items: undefined,
      mergeKey: undefined,
      strategies: [],
      type: 'object',
    };
    const [one, two] = [{ extra: { a: 1 } }, { extra: { a: 2 } }];
    expect(createTwoWayMergePatch(one, structuredClone(one), schema)).toEqual({});
    expect(() => createTwoWayMergePatch(one, two, schema)).toThrow(
      new PatchError('unable to find api field "extra"'),
    );
  });
});

describe('a patch for the live object', () => {
  const original = { data: { mine: '1', gone: 'x' } };
  const modified = { data: { mine: '2' } };

  it('keeps what others added and deletes what was applied before', () => {
    const current = { data: { mine: '1', gone: 'x', theirs: 'y' } };
    const patch = createThreeWayMergePatch(original, modified, current, configMap, {
      overwrite: true,
    });
    expect(patch).toEqual({ data: { mine: '2', gone: null } });
  });

  it('without --overwrite says whose change it would undo', () => {
    const current = { data: { mine: 'theirs', gone: 'x' } };
    const make = () =>
      createThreeWayMergePatch(original, modified, current, configMap, { overwrite: false });
    expect(make).toThrow(PatchConflictError);
    expect(make).toThrow(
      `patch:
data:
  gone: null
  mine: "2"

conflicts with changes made from original to current:
data:
  mine: theirs

`,
    );
  });
});

describe('what must pass through unharmed', () => {
  it('keeps __proto__, constructor, large integers and 1 MB of text', () => {
    const big = 'ü'.repeat(1_000_000);
    const original = parseJSON('{"data":{"__proto__":"a","constructor":"b","n":9007199254740993}}');
    const modified = parseJSON(
      `{"data":{"__proto__":{"polluted":"yes"},"constructor":"c","n":9007199254740995,"big":"${big}"}}`,
    );
    const patch = createTwoWayMergePatch(original as JSONObject, modified as JSONObject, configMap);
    const patched = applyStrategicMergePatch(original as JSONObject, patch, configMap);
    const sorted = { sortKeys: true };
    expect(stringifyJSON(patched, sorted) === stringifyJSON(modified, sorted)).toBe(true);
    expect(stringifyJSON(patch)).toContain('"n":9007199254740995');
    expect(({} as { polluted?: string }).polluted).toBeUndefined();
  });
});
