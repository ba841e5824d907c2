import { describe, expect, test } from 'vitest';
import type { KubeObject } from '../../src/api/types.ts';
import { JSONListPrinter, JSONPrinter, LIST_ENVELOPE } from '../../src/printers/json.ts';
import { YAMLListPrinter, YAMLPrinter } from '../../src/printers/yaml.ts';
import { MemoryOut } from '../helpers/run-kubist.ts';

const pods: readonly KubeObject[] = ['a', 'b', 'c'].map((name) => ({
  kind: 'Pod',
  apiVersion: 'v1',
  metadata: { name, labels: { z: '1', a: '2' }, managedFields: [{ manager: 'x' }] },
  spec: { args: ['<x>', 'line 1\nline 2\n'], empty: {}, none: [] },
}));

const formats = [
  ['json', JSONPrinter, JSONListPrinter],
  ['yaml', YAMLPrinter, YAMLListPrinter],
] as const;

describe.each(formats)('%s', (_, Whole, Itemwise) => {
  test.each([0, 1, 3])(
    'a list of %i that comes item by item reads as one that comes whole',
    async (count) => {
      const items = pods.slice(0, count);
      const [whole, itemwise] = [new MemoryOut(), new MemoryOut()];
      await new Whole().print({ ...LIST_ENVELOPE, items }, whole);
      const printer = new Itemwise();
      for (const item of items) await printer.item(item, itemwise);
      await printer.end(itemwise);
      expect(itemwise.text).toBe(whole.text);
    },
  );

  test('managedFields are left out unless they are asked for, and the object stays as it was', async () => {
    const [without, whole] = [new MemoryOut(), new MemoryOut()];
    await new Whole().print(pods[0] as KubeObject, without);
    await new Whole({ showManagedFields: true }).print(pods[0] as KubeObject, whole);
    expect(without.text).not.toContain('managedFields');
    expect(whole.text).toContain('managedFields');
    expect(pods[0]?.metadata?.managedFields).toHaveLength(1);
  });
});

test('objects that follow each other are YAML documents', async () => {
  const out = new MemoryOut();
  const printer = new YAMLPrinter();
  for (const name of ['a', 'b'])
    await printer.print({ kind: 'X', apiVersion: 'v1', metadata: { name } }, out);
  expect(out.text).toBe(
    'apiVersion: v1\nkind: X\nmetadata:\n  name: a\n---\napiVersion: v1\nkind: X\nmetadata:\n  name: b\n',
  );
});

test('an object that was made here keeps its order as JSON', async () => {
  const out = new MemoryOut();
  await new JSONPrinter({ keepOrder: true }).print({ kind: 'X', apiVersion: 'v1' }, out);
  expect(out.text).toBe('{\n    "kind": "X",\n    "apiVersion": "v1"\n}\n');
});
