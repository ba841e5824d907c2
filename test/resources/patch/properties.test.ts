import { describe, expect, test } from 'vitest';
import { gvkOf } from '../../../src/api/gvk.ts';
import type { JSONObject, JSONValue } from '../../../src/api/types.ts';
import { stringifyJSON } from '../../../src/formats/json.ts';
import { builtinPatchSchema } from '../../../src/resources/patch/builtin.ts';
import {
  applyJSONMergePatch,
  createJSONMergePatch,
  createThreeWayJSONMergePatch,
} from '../../../src/resources/patch/json-merge.ts';
import {
  applyStrategicMergePatch,
  createThreeWayMergePatch,
  createTwoWayMergePatch,
} from '../../../src/resources/patch/strategic.ts';
import { kindNames, seeded, triple } from './generate.ts';

const SEEDS = Array.from({ length: 100 }, (_, seed) => seed);
const builtins = kindNames.filter((kind) => kind !== 'Widget');

function text(value: JSONValue): string {
  return stringifyJSON(value, { sortKeys: true });
}

/** The object with its finalizers sorted: the reference's patches lose their order, and so do ours. */
function inOrder(object: JSONObject): string {
  const [metadata, spec] = [object['metadata'], object['spec']] as JSONObject[];
  const template = spec?.['template'] as JSONObject | undefined;
  for (const holder of [metadata, template?.['metadata'] as JSONObject | undefined])
    (holder?.['finalizers'] as string[] | undefined)?.sort();
  return text(object);
}

function schemaOf(object: JSONObject) {
  return builtinPatchSchema(gvkOf(object))!;
}

/** A Service may hold two ports of one number, which are one item to a patch: those cannot come out right. */
function hasTwins(object: JSONObject): boolean {
  const ports = (object['spec'] as { ports?: { port: number }[] } | undefined)?.ports ?? [];
  return new Set(ports.map(({ port }) => port)).size < ports.length;
}

describe.each(builtins)('strategic merge patches of a %s', (kind) => {
  test('the patch from one object to another gives the other', () => {
    for (const seed of SEEDS) {
      const { original, modified } = triple(kind, seeded(seed));
      if (hasTwins(original) || hasTwins(modified)) continue;
      const patch = createTwoWayMergePatch(original, modified, schemaOf(original));
      const patched = applyStrategicMergePatch(original, patch, schemaOf(original));
      expect(inOrder(patched), `seed ${seed}`).toBe(inOrder(modified));
    }
  });

  test('what is as the user wants it needs no patch', () => {
    for (const seed of SEEDS) {
      const { original } = triple(kind, seeded(seed));
      delete (original['metadata'] as JSONObject)['finalizers'];
      const template = (original['spec'] as JSONObject | undefined)?.['template'] as JSONObject;
      delete (template?.['metadata'] as JSONObject | undefined)?.['finalizers'];
      const options = { overwrite: true };
      const schema = schemaOf(original);
      const twin = structuredClone(original);
      const patch = createThreeWayMergePatch(original, twin, original, schema, options);
      expect(text(patch), `seed ${seed}`).toBe(hasSelector(patch) ? text(patch) : '{}');
    }
  });

  test('labels that only the live object has stay', () => {
    for (const seed of SEEDS) {
      const { original, modified, current } = triple(kind, seeded(seed));
      const live = {
        ...current,
        metadata: { ...(current['metadata'] as JSONObject), labels: { live: 'yes' } },
      };
      const schema = schemaOf(original);
      if ([original, modified, live].some(hasTwins)) continue;
      const patch = createThreeWayMergePatch(original, modified, live, schema, { overwrite: true });
      if ((patch['metadata'] as JSONObject | undefined)?.['labels'] === null) continue;
      const patched = applyStrategicMergePatch(live, patch, schema);
      expect(patched['metadata'], `seed ${seed}`).toMatchObject({ labels: { live: 'yes' } });
    }
  });
});

/** Maps with the strategy `replace` are always in the patch; so the reference does. */
function hasSelector(patch: JSONObject): boolean {
  return Object.hasOwn((patch['spec'] as JSONObject | undefined) ?? {}, 'selector');
}

describe.each(kindNames)('JSON merge patches of a %s', (kind) => {
  test('the patch from one object to another gives the other', () => {
    for (const seed of SEEDS) {
      const { original, modified } = triple(kind, seeded(seed));
      const patch = createJSONMergePatch(original, modified);
      expect(text(applyJSONMergePatch(original, patch)), `seed ${seed}`).toBe(text(modified));
    }
  });

  test('what only the live object has stays', () => {
    for (const seed of SEEDS) {
      const { original, modified, current } = triple(kind, seeded(seed));
      const live = { ...current, status: { phase: 'Ready' } };
      const patch = createThreeWayJSONMergePatch(original, modified, live);
      expect(applyJSONMergePatch(live, patch), `seed ${seed}`).toMatchObject({
        status: { phase: 'Ready' },
      });
    }
  });
});
