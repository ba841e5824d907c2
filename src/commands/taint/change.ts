import { AggregateFailure, KubistError } from '../../errors.ts';
import type { Taint, TaintChange } from './parse.ts';

/** The taints that a node has after a change, and the word for what was done. */
export interface ChangedTaints {
  readonly taints: readonly Taint[];
  readonly done: 'tainted' | 'untainted' | 'modified';
}

/**
 * Puts new taints before the old ones and takes others away. Throws a KubistError when a taint is there already and
 * may not be replaced, an AggregateFailure for taints to remove that are not there.
 */
export function changeTaints(
  node: string,
  before: readonly Taint[],
  { add, remove }: TaintChange,
  overwrite: boolean,
): ChangedTaints {
  const taken = add.filter((one) => before.some((old) => same(one, old)));
  if (!overwrite && taken.length > 0) {
    const keys = taken.map(({ key }) => key).join(',');
    throw new KubistError(
      `node ${node} already has ${keys} taint(s) with same effect(s) and --overwrite is false`,
    );
  }
  let taints = [...add, ...before.filter((old) => !add.some((one) => same(one, old)))];
  const added = taints.length !== before.length;
  let deleted = false;
  const missing: Error[] = [];
  for (const { key, effect } of remove) {
    const left = taints.filter(
      (one) => one.key !== key || (effect !== '' && one.effect !== effect),
    );
    deleted = left.length < taints.length;
    taints = left;
    if (!deleted) {
      const name = effect === '' ? key : `${key}:${effect}`;
      missing.push(new KubistError(`taint "${name}" not found`));
    }
  }
  const [first] = missing;
  if (first !== undefined) throw missing.length === 1 ? first : new AggregateFailure(missing);
  if ((added && deleted) || overwrite) return { taints, done: 'modified' };
  return { taints, done: added ? 'tainted' : 'untainted' };
}

function same(a: Taint, b: Taint): boolean {
  return a.key === b.key && a.effect === b.effect;
}
