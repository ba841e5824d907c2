import { globalFlags } from './global.ts';
import type { FlagSpec, Flags, FlagValue } from './flags.ts';

/**
 * The global flags of an invocation. A flag of the command hides a global one of the same name (`--user` of
 * `create rolebinding`), which then has its default.
 */
export function unshadowed(flags: Flags, own: readonly FlagSpec[]): Flags {
  const hidden = new Map<string, FlagValue>(
    globalFlags
      .filter(({ name }) => own.some((flag) => flag.name === name))
      .map((flag) => [flag.name, flag.default]),
  );
  if (hidden.size === 0) return flags;
  return {
    bool: (name) => (hidden.has(name) ? (hidden.get(name) as boolean) : flags.bool(name)),
    string: (name) => (hidden.has(name) ? (hidden.get(name) as string) : flags.string(name)),
    int: (name) => (hidden.has(name) ? (hidden.get(name) as number) : flags.int(name)),
    duration: (name) => flags.duration(name),
    strings: (name) => (hidden.has(name) ? (hidden.get(name) as string[]) : flags.strings(name)),
    changed: (name) => !hidden.has(name) && flags.changed(name),
    has: (name) => flags.has(name),
    dash: flags.dash,
  };
}
