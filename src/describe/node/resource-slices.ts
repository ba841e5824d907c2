import type { Description } from '../description.ts';
import { fields, type Fields, list, text } from '../fields.ts';

/** Slices and devices of each pool, a pool a row, by driver and pool. Nothing when there are none. */
export function describeSlices(description: Description, slices: readonly Fields[]): void {
  const pools = new Map<
    string,
    { driver: string; pool: string; slices: number; devices: number }
  >();
  for (const slice of slices) {
    const spec = fields(slice['spec']);
    const driver = text(spec['driver']);
    const pool = text(fields(spec['pool'])['name']);
    const key = JSON.stringify([driver, pool]);
    const sum = pools.get(key) ?? { driver, pool, slices: 0, devices: 0 };
    sum.slices++;
    sum.devices += list(spec['devices']).length;
    pools.set(key, sum);
  }
  if (pools.size === 0) return;
  const rows = [...pools.values()]
    .sort((a, b) => order(a.driver, b.driver) || order(a.pool, b.pool))
    .map((sum) => [sum.driver, sum.pool, String(sum.slices), String(sum.devices)]);
  const columns = ['Driver', 'Pool', 'Slices', 'Devices'];
  description.table('Node-Local ResourceSlices', columns, rows);
}

function order(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
