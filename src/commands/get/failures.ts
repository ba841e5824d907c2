import { AggregateFailure } from '../../errors.ts';
import { isNotFound } from '../../resources/retrieve.ts';

/** The error without its NotFound parts; undefined when nothing is left. */
export function withoutNotFound(error: unknown): unknown {
  if (isNotFound(error)) return undefined;
  if (!(error instanceof AggregateFailure)) return error;
  const rest = error.errors.map(withoutNotFound).filter((one) => one !== undefined);
  return rest.length === 0 ? undefined : new AggregateFailure(rest as Error[]);
}

/** All single errors of an error. */
export function flattenErrors(error: unknown): Error[] {
  return error instanceof AggregateFailure ? error.errors.flatMap(flattenErrors) : [error as Error];
}
