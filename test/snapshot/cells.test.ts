import { expect, test } from 'vitest';
import type { JSONValue } from '../../src/api/types.ts';
import { servedResources } from '../../src/snapshot/catalogue.ts';
import { openSource } from '../../src/snapshot/open-source.ts';
import { cellsOf } from '../../src/snapshot/writable/cells/cells.ts';
import { modelOf } from '../../src/snapshot/writable/model.ts';
import { demo } from './demo-client.ts';

/** Ages went on between the two moments. */
function withoutAges(cell: JSONValue): JSONValue {
  return typeof cell === 'string' ? cell.replaceAll(/\b(?:\d+[smhd]){1,2}\b/g, 'AGE') : cell;
}

test('the cells of a changed object are those that the server had made', async () => {
  const source = await openSource(demo);
  const clock = { savedAt: source.info.savedAt, now: Date.parse(source.info.savedAt) };
  let seen = 0;
  for (const served of servedResources(source.discovery)) {
    const stored = await source.resource(served);
    const isFixed = /^api(?:extensions|registration)\.k8s\.io$/.test(served.group);
    if (stored === undefined || isFixed || !served.verbs.includes('update')) continue;
    const model = await modelOf(source, served);
    for (const item of stored.items) {
      const made = cellsOf(model, item.object, item, clock);
      expect({ served, cells: made.map(withoutAges) }).toEqual({
        served,
        cells: item.cells.map(withoutAges),
      });
      seen++;
    }
  }
  expect(seen).toBeGreaterThan(100);
});
