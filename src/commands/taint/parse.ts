import { UsageError } from '../../errors.ts';
import { labelKeyProblems, labelValueProblems } from '../../resources/label-selector.ts';

/** A taint of a node; `timeAdded` and whatever else the server knows stays as it is. */
export interface Taint {
  readonly key: string;
  /** Missing when there is none. */
  readonly value?: string;
  readonly effect: string;
  readonly timeAdded?: string;
}

/** What a command line wants of taints. An effect of "" in `remove` is any effect. */
export interface TaintChange {
  readonly add: readonly Taint[];
  readonly remove: readonly { readonly key: string; readonly effect: string }[];
}

const EFFECTS = new Set(['NoSchedule', 'PreferNoSchedule', 'NoExecute']);

/** Reads `key=value:effect`, `key:effect`, `key-` and `key:effect-`. Throws a UsageError in the reference's words. */
export function parseTaints(specs: readonly string[]): TaintChange {
  const add: Taint[] = [];
  const remove: { key: string; effect: string }[] = [];
  for (const spec of specs) {
    if (spec.endsWith('-')) {
      const { key, effect } = parseTaint(spec.slice(0, -1));
      remove.push({ key, effect });
      continue;
    }
    const taint = parseTaint(spec);
    if (taint.effect === '') throw new UsageError(`invalid taint spec: ${spec}`);
    if (add.some(({ key, effect }) => key === taint.key && effect === taint.effect)) {
      const { key, value = '', effect } = taint;
      throw new UsageError(
        `duplicated taints with the same key and effect: {${key} ${value} ${effect} <nil>}`,
      );
    }
    add.push(taint);
  }
  return { add, remove };
}

function parseTaint(spec: string): Taint {
  const invalid = (problems: readonly string[] = []): never => {
    throw new UsageError(
      `invalid taint spec: ${spec}${problems.length > 0 ? `, ${problems.join('; ')}` : ''}`,
    );
  };
  const [head = '', effect, ...more] = spec.split(':');
  if (more.length > 0) return invalid();
  if (effect !== undefined && !EFFECTS.has(effect)) {
    throw new UsageError(`invalid taint effect: ${effect}, unsupported taint effect`);
  }
  const parts = effect === undefined ? [head] : head.split('=');
  if (parts.length > 2) return invalid();
  const [key = '', value = ''] = parts;
  const wrongValue = labelValueProblems(value);
  if (wrongValue.length > 0) return invalid(wrongValue);
  const wrongKey = labelKeyProblems(key);
  if (wrongKey.length > 0) return invalid(wrongKey);
  return { effect: effect ?? '', key, ...(value === '' ? {} : { value }) };
}
