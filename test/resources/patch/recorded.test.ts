import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { JSONObject, JSONValue } from '../../../src/api/types.ts';
import { gvkOf } from '../../../src/api/gvk.ts';
import { parseJSON, stringifyJSON } from '../../../src/formats/json.ts';
import { builtinPatchSchema } from '../../../src/resources/patch/builtin.ts';
import {
  applyJSONMergePatch,
  createJSONMergePatch,
  createThreeWayJSONMergePatch,
} from '../../../src/resources/patch/json-merge.ts';
import { applyJSONPatch } from '../../../src/resources/patch/json-patch.ts';
import type { PatchSchema } from '../../../src/resources/patch/schema.ts';
import {
  applyStrategicMergePatch,
  createThreeWayMergePatch,
  createTwoWayMergePatch,
} from '../../../src/resources/patch/strategic.ts';

/** What k8s.io/apimachinery and evanphx/json-patch answered. */
interface Case {
  readonly op: keyof typeof run;
  readonly overwrite?: boolean;
  readonly original: JSONObject;
  readonly modified: JSONObject;
  readonly current: JSONObject;
  readonly patch: JSONObject;
  readonly out?: JSONValue;
  readonly error?: string;
}

function schemaOf(object: JSONObject): PatchSchema {
  return builtinPatchSchema(gvkOf(object))!;
}

const run = {
  two: ({ original, modified }: Case) =>
    createTwoWayMergePatch(original, modified, schemaOf(original)),
  three: ({ original, modified, current, overwrite = false }: Case) =>
    createThreeWayMergePatch(original, modified, current, schemaOf(original), { overwrite }),
  apply: ({ original, patch }: Case) =>
    applyStrategicMergePatch(original, patch, schemaOf(original)),
  'jsonmerge-two': ({ original, modified }: Case) => createJSONMergePatch(original, modified),
  'jsonmerge-three': ({ original, modified, current }: Case) =>
    createThreeWayJSONMergePatch(original, modified, current),
  'jsonmerge-apply': ({ original, patch }: Case) => applyJSONMergePatch(original, patch),
  jsonpatch: ({ original, patch }: Case) => applyJSONPatch(original, patch),
};

function text(value: JSONValue): string {
  return stringifyJSON(value, { sortKeys: true });
}

function answer(case_: Case): { out: string } | { error: string } {
  try {
    return { out: text(run[case_.op](case_)) };
  } catch (error) {
    return { error: (error as Error).message };
  }
}

const file = new URL('../../../fixtures/patches/cases.json', import.meta.url);
const cases = parseJSON(readFileSync(file, 'utf8')) as unknown as Case[];

describe.each(Object.keys(run))('%s answers as the reference does', (op) => {
  const chosen = cases
    .filter((each) => each.op === op)
    .map((each, index) => [index + 1, each] as const);

  test.each(chosen)('case %i', (_, each) => {
    const before = text(each as unknown as JSONObject);
    const expected = each.error === undefined ? { out: text(each.out!) } : { error: each.error };
    expect(answer(each)).toEqual(expected);
    expect(text(each as unknown as JSONObject), 'arguments stay as they were').toBe(before);
  });
});
