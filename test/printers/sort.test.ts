import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { JSONValue, KubeObject, Table } from '../../src/api/types.ts';
import { sortObjects, sortPositions, sortTable } from '../../src/printers/sort.ts';

/** A recorded order: the values of the field (no value where it is missing), and who stood where after. */
interface Case {
  values: JSONValue[][];
  order: number[];
}

const fixture = new URL('../../fixtures/printers/sort-by.json', import.meta.url);
const { cases } = JSON.parse(readFileSync(fixture, 'utf8')) as { cases: Case[] };

function table(objects: KubeObject[]): Table {
  const rows = objects.map((object) => ({ cells: [], object }));
  return { kind: 'Table', apiVersion: 'meta.k8s.io/v1', columnDefinitions: [], rows };
}

describe('--sort-by orders as the reference does, equal values too', () => {
  for (const [i, { values, order }] of cases.entries()) {
    const objects = values.map((found, at) => ({
      at,
      spec: found.length === 0 ? {} : { value: found[0] },
    }));
    it(`${objects.length} objects, case ${i}`, () => {
      expect(sortPositions(objects, '.spec.value')).toEqual(order);
      const { rows } = sortTable(table(objects), '.spec.value');
      expect(rows.map(({ object }) => object?.['at'])).toEqual(order);
    });
  }
});

describe('--sort-by', () => {
  const named = (...names: string[]): KubeObject[] => names.map((name) => ({ metadata: { name } }));

  it('takes paths with and without dot and braces', () => {
    for (const path of ['metadata.name', '.metadata.name', '{metadata.name}', '{.metadata.name}']) {
      expect(sortObjects(named('b', 'a'), path)).toEqual(named('a', 'b'));
    }
  });

  it('fails when no object has the field', () => {
    const message = 'couldn\'t find any field with path "{.x}" in the list of objects';
    expect(() => sortObjects(named('a', 'b'), '.x')).toThrow(message);
    expect(() => sortTable(table(named('a', 'b')), '.x')).toThrow(message);
  });

  it('leaves a table of one row alone', () => {
    expect(sortTable(table(named('a')), '.x').rows).toHaveLength(1);
  });

  it('refuses what has no order', () => {
    expect(() => sortObjects([{ spec: {} }, { spec: {} }], '.spec')).toThrow(
      'Field {.spec} in *unstructured.Unstructured is an unsortable type: interface, err: unsortable type: map[string]interface {}',
    );
    expect(() => sortObjects([{ v: 1 }, { v: 'a' }] as KubeObject[], '.v')).toThrow(
      'err: unsortable interface: interface',
    );
  });

  it('says where a path is wrong', () => {
    expect(() => sortObjects(named('a', 'b'), '.a[')).toThrow('unterminated array');
    expect(() => sortTable(table(named('a', 'b')), '.a[')).toThrow(
      'sorting error: unterminated array',
    );
  });
});
