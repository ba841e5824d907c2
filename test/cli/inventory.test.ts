import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { root } from '../../src/cli/catalog.ts';
import { globalFlags } from '../../src/cli/flags/global.ts';
import type { CommandSpec } from '../../src/cli/command.ts';
import type { FlagSpec } from '../../src/cli/flags/flags.ts';

/** Command path → flag → [short form, default as help prints it]; read off the help pages of kubectl 1.36.3. */
type Inventory = Record<string, Record<string, [string | null, string]>>;

const inventory = JSON.parse(
  readFileSync(new URL('../../fixtures/kubectl/inventory-1.36.json', import.meta.url), 'utf8'),
) as Inventory;

/** kubist's own flags, on top of kubectl's. */
const OWN: Record<string, readonly string[]> = { '(global)': ['color', 'snapshot'] };

const commands = new Map<string, CommandSpec>();
async function walk(spec: CommandSpec, path: string): Promise<void> {
  if (path !== '') commands.set(path, spec);
  for (const entry of spec.subcommands ?? []) {
    if (entry.hidden === true || entry.own === true) continue;
    await walk(await entry.load(), `${path} ${entry.name}`.trim());
  }
}
await walk(root, '');

function defaultText({ type, default: value }: FlagSpec): string {
  if (Array.isArray(value)) return `[${value.join(',')}]`;
  return type === 'string' ? `'${String(value)}'` : String(value);
}

function shape(flags: readonly FlagSpec[]): Record<string, [string | null, string]> {
  return Object.fromEntries(
    flags
      .filter((flag) => flag.hidden !== true)
      .map((flag) => [flag.name, [flag.short ?? null, defaultText(flag)]]),
  );
}

function expected(path: string): Record<string, [string | null, string]> {
  return Object.fromEntries(
    Object.entries(inventory[path] ?? {}).map(([flag, [short, value]]) => [
      flag,
      [short, flag === 'vmodule' ? "''" : value],
    ]),
  );
}

describe('every flag of kubectl 1.36 is there, with its short form and default', () => {
  it('global flags', () => {
    const flags = shape(globalFlags);
    for (const own of OWN['(global)'] ?? []) delete flags[own];
    expect(flags).toEqual(expected('(global)'));
  });

  it.each([...commands.keys()].sort())('%s', (path) => {
    expect(inventory).toHaveProperty([path]);
    expect(shape(commands.get(path)?.flags ?? [])).toMatchObject(expected(path));
  });

  it('every command of the inventory is here', () => {
    const missing = Object.keys(inventory).filter(
      (path) => path !== '' && path !== '(global)' && !commands.has(path),
    );
    expect(missing).toEqual([]);
  });
});
