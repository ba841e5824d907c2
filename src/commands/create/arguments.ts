import type { FlagSpec, Flags, FlagType } from '../../cli/flags/flags.ts';
import { KubistError, UsageError } from '../../errors.ts';

/** Throws when flags that must be given are missing; all of them are named. */
export function requireFlags(flags: Flags, names: readonly string[]): void {
  const missing = names.filter((name) => !flags.changed(name));
  if (missing.length === 0) return;
  const list = missing.map((name) => `"${name}"`).join(', ');
  throw new KubistError(`required flag(s) ${list} not set`);
}

/** The one name before `--`, and what stands behind it. Throws a UsageError when there is not exactly one. */
export function exactlyOneName(
  flags: Flags,
  args: readonly string[],
): { name: string; rest: readonly string[] } {
  const count = flags.dash < 0 ? args.length : flags.dash;
  if (count !== 1) throw new UsageError(`exactly one NAME is required, got ${count}`);
  return { name: args[0] ?? '', rest: args.slice(1) };
}

/** A flag with empty text, or an empty list, as default. */
export function flag(
  name: string,
  usage: string,
  type: Extract<FlagType, 'string' | 'stringSlice' | 'stringArray'> = 'string',
): FlagSpec {
  return { name, type, default: type === 'string' ? '' : [], usage };
}
