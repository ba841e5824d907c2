import type { JSONValue, StatusCause } from '../../api/types.ts';
import { stringifyJSON } from '../../formats/json.ts';
import { Refusal } from '../answer.ts';

/** One thing that is wrong with an object. */
export interface Problem {
  readonly reason:
    | 'FieldValueRequired'
    | 'FieldValueInvalid'
    | 'FieldValueNotSupported'
    | 'FieldValueForbidden';
  readonly field: string;
  readonly message: string;
}

/** A field that has to be there. */
export function required(field: string, why = ''): Problem {
  const message = why === '' ? 'Required value' : `Required value: ${why}`;
  return { reason: 'FieldValueRequired', field, message };
}

/** A value that cannot be. */
export function invalidValue(field: string, value: JSONValue | undefined, why: string): Problem {
  const message = `Invalid value: ${stringifyJSON(value ?? null, { sortKeys: true })}: ${why}`;
  return { reason: 'FieldValueInvalid', field, message };
}

/** A value that is none of a few. */
export function unsupported(
  field: string,
  value: JSONValue,
  values: readonly JSONValue[],
): Problem {
  const list = values.map((one) => stringifyJSON(one)).join(', ');
  const message = `Unsupported value: ${stringifyJSON(value)}: supported values: ${list}`;
  return { reason: 'FieldValueNotSupported', field, message };
}

/** The server's word for an object that cannot be. */
export function invalid(
  { group, kind }: { readonly group: string; readonly kind: string },
  name: string,
  problems: readonly Problem[],
): Refusal {
  const qualified = group === '' ? kind : `${kind}.${group}`;
  const lines = problems.map(({ field, message }) => `${field}: ${message}`);
  const words = lines.length === 1 ? lines[0] : `[${lines.join(', ')}]`;
  const causes: StatusCause[] = problems.map(({ reason, message, field }) => ({
    reason,
    message,
    field,
  }));
  return new Refusal(422, 'Invalid', `${qualified} "${name}" is invalid: ${words}`, {
    ...(name === '' ? {} : { name }),
    ...(group === '' ? {} : { group }),
    ...(kind === '' ? {} : { kind }),
    causes,
  });
}
