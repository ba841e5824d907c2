import { KubistError } from '../../errors.ts';

/** Positional arguments of a command that ends in changes: `pods a b key=value other-`. */
export interface SplitArguments {
  readonly resources: readonly string[];
  readonly changes: readonly string[];
}

/** `key=value` or `key-`. */
function isChange(word: string): boolean {
  return word.indexOf('=') > 0 || word.endsWith('-');
}

/** Splits before the first change; `what` is its name in the error for a resource that comes after one. */
export function splitChanges(args: readonly string[], what: string): SplitArguments {
  const first = args.findIndex(isChange);
  if (first < 0) return { resources: args, changes: [] };
  const changes = args.slice(first);
  const late = changes.find((word) => !isChange(word));
  if (late !== undefined) {
    throw new KubistError(`all resources must be specified before ${what} changes: ${late}`);
  }
  return { resources: args.slice(0, first), changes };
}
