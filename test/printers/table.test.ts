import { expect, test } from 'vitest';
import type { KubeObject, Table } from '../../src/api/types.ts';
import { formatLabels, TablePrinter, type TableOptions } from '../../src/printers/table.ts';
import { TabWriter } from '../../src/printers/tabwriter.ts';
import type { Printable } from '../../src/printers/printer.ts';
import { MemoryOut } from '../helpers/run-kubist.ts';

const now = (): number => Date.parse('2026-01-02T00:00:00Z');

function table(rows: Table['rows'], columns?: Table['columnDefinitions']): KubeObject {
  return {
    kind: 'Table',
    apiVersion: 'meta.k8s.io/v1',
    columnDefinitions: columns ?? [
      { name: 'Name', type: 'string', format: 'name', description: '', priority: 0 },
      { name: 'Status', type: 'string', format: '', description: '', priority: 0 },
      { name: 'Node', type: 'string', format: '', description: '', priority: 1 },
    ],
    rows,
  };
}

const web = { metadata: { name: 'web', namespace: 'shop', labels: { tier: 'front', app: 'web' } } };

async function print(options: TableOptions, ...objects: Printable[]): Promise<string> {
  const out = new MemoryOut();
  const printer = new TablePrinter({ now, ...options });
  for (const object of objects) await printer.print(object, out);
  return out.text;
}

test('a person sees the main columns, and with wide all of them', async () => {
  const pods = table([{ cells: ['web', 'Running', 'node-1'], object: web }]);
  expect(await print({}, pods)).toBe('NAME   STATUS\nweb    Running\n');
  expect(await print({ wide: true }, pods)).toBe(
    'NAME   STATUS    NODE\nweb    Running   node-1\n',
  );
});

test('namespace, kind and labels stand around the columns of the server', async () => {
  const pods = table([{ cells: ['web', 'Running', 'node-1'], object: web }]);
  const options = {
    withNamespace: true,
    kindPrefix: 'pod',
    showLabels: true,
    columnLabels: ['a/tier', 'tier'],
  };
  expect(await print(options, pods)).toBe(
    'NAMESPACE   NAME      STATUS    TIER   TIER    LABELS\n' +
      'shop        pod/web   Running          front   app=web,tier=front\n',
  );
});

test('the text of a server cannot drive the terminal or break the table', async () => {
  const rows = table([{ cells: ['web', '\u001b[31mred\nsecond line', ''] }]);
  expect(await print({}, rows)).toBe('NAME   STATUS\nweb    ^[[31mred...\n');
});

test('a table without rows prints nothing, not even a header', async () => {
  expect(await print({}, table([]))).toBe('');
});

test('a watch prints the header once, and columns stay where they were', async () => {
  const out = new MemoryOut();
  const tabs = new TabWriter(out);
  const printer = new TablePrinter();
  for (const [name, columns] of [
    ['a-long-name', undefined],
    ['b', []],
  ] as const) {
    await printer.print(table([{ cells: [name, 'Running', ''] }], columns as never), tabs);
    await tabs.flush();
  }
  expect(out.text).toBe('NAME          STATUS\na-long-name   Running\nb             Running\n');
});

test('watch events tell what happened', async () => {
  const event = { type: 'DELETED', object: table([{ cells: ['web', 'Failed', ''] }]) } as const;
  expect(await print({}, event)).toBe('EVENT      NAME   STATUS\nDELETED    web    Failed\n');
});

test('objects without a Table are shown by name and age', async () => {
  const list = {
    kind: 'PodList',
    apiVersion: 'v1',
    items: [
      { metadata: { name: 'old', creationTimestamp: '2026-01-01T23:55:30Z' } },
      { metadata: { name: 'new', creationTimestamp: null } },
    ],
  };
  expect(await print({}, list)).toBe('NAME   AGE\nold    4m30s\nnew    <unknown>\n');
});

test('labels are sorted by key, and none is told as <none>', () => {
  expect(formatLabels({ b: '2', a: '' })).toBe('a=,b=2');
  expect(formatLabels({})).toBe('<none>');
});
