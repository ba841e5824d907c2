import { readdirSync } from 'node:fs';

import type { ParityCase } from './case.ts';

/** All cases of `cases/*.ts`, in the order of file and entry. Throws when one is malformed. */
export async function loadCases(): Promise<ParityCase[]> {
  const folder = new URL('./cases/', import.meta.url);
  const cases: ParityCase[] = [];
  for (const name of readdirSync(folder)
    .filter((file) => file.endsWith('.ts'))
    .sort()) {
    const exported = (await import(new URL(name, folder).href)) as Record<string, unknown>;
    for (const value of Object.values(exported)) {
      if (Array.isArray(value)) cases.push(...(value as ParityCase[]));
    }
  }
  const seen = new Set<string>();
  for (const test of cases) {
    if (seen.has(test.name)) throw new Error(`two parity cases are named “${test.name}”`);
    seen.add(test.name);
    if ((test.args === undefined) === (test.line === undefined)) {
      throw new Error(`parity case “${test.name}” needs either args or line`);
    }
    if (test.meanwhile && !test.mutates)
      throw new Error(`parity case “${test.name}”: meanwhile needs mutates`);
  }
  return cases;
}
