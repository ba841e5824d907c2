import { readdirSync } from 'node:fs';
import type { Scenario } from './scenario.ts';

const FOLDER = new URL('scenarios/', import.meta.url);

/** All scenarios: the files of the folder that export `scenarios`. */
export async function loadScenarios(): Promise<readonly Scenario[]> {
  const names = readdirSync(FOLDER).filter((name) => name.endsWith('.ts'));
  const modules = await Promise.all(
    names.map(
      async (name) => (await import(new URL(name, FOLDER).href)) as { scenarios?: Scenario[] },
    ),
  );
  return modules.flatMap(({ scenarios = [] }) => scenarios);
}
