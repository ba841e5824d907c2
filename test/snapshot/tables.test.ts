import { expect, test } from 'vitest';
import type { JSONValue } from '../../src/api/types.ts';
import { Folder } from '../../src/snapshot/folder.ts';
import { SnapshotStore } from '../../src/snapshot/store.ts';
import { tableOf } from '../../src/snapshot/tables/table.ts';
import { demo } from './demo-client.ts';

/** The server counted ages when it answered, which the snapshot does not tell to the second. */
function withoutAges(cell: JSONValue): JSONValue {
  return typeof cell === 'string'
    ? cell.replace(/^(?:\d+[smhd]){1,2}$|(?<=\()\S+(?= ago\))/, 'AGE')
    : cell;
}

test.each([
  ['', 'pods'],
  ['', 'nodes'],
  ['', 'services'],
  ['', 'events'],
  ['', 'replicationcontrollers'],
  ['apps', 'deployments'],
  ['apps', 'replicasets'],
  ['apps', 'daemonsets'],
])('tables are those that the server made: %s %s', async (group, resource) => {
  const store = await SnapshotStore.open(new Folder(demo));
  const gvr = { group, version: 'v1', resource };
  const stored = await store.resource(gvr);
  const { columns, cells } = tableOf(gvr);
  const shape = ({ name, type, format, priority }: (typeof columns)[number]): unknown[] => [
    name,
    type,
    format,
    priority,
  ];
  expect(columns.map(shape)).toEqual(stored?.columns.map(shape));
  const now = Date.parse(store.info.savedAt);
  for (const item of stored?.items ?? []) {
    expect(cells(item.object, now).map(withoutAges)).toEqual(item.cells.map(withoutAges));
  }
});
