import { GoRegExp } from '../../formats/re2/regexp.ts';

/** True for a line that is to be shown. */
export type LineFilter = (line: string) => boolean;

/** A line is shown that one of `include` finds (any line, without them) and none of `exclude`. Undefined shows all. */
export function compileFilters(
  include: readonly string[],
  exclude: readonly string[],
): LineFilter | undefined {
  if (include.length === 0 && exclude.length === 0) return undefined;
  const wanted = include.map((source) => new GoRegExp(source));
  const unwanted = exclude.map((source) => new GoRegExp(source));
  return (line) =>
    (wanted.length === 0 || wanted.some((one) => one.test(line))) &&
    !unwanted.some((one) => one.test(line));
}
