import { formatAPIVersion } from '../../api/gvk.ts';
import type { Context } from '../../cli/context.ts';
import type { APIResource } from '../../discovery/mapper.ts';
import { NoResourceTypeError } from '../../discovery/no-match-error.ts';
import { BareError, KubistError } from '../../errors.ts';

/** The field selector of events about `TYPE/NAME`; "" for all. Rejects with a KubistError when it is no such thing. */
export async function fieldSelectorFor(object: string, context: Context): Promise<string> {
  if (object === '') return '';
  const [type = '', name, ...rest] = object.split('/');
  if (name === undefined) throw new KubistError('--for must be in resource/name form');
  if (rest.length > 0) {
    throw new KubistError('arguments in resource/name form may not have more than one slash');
  }
  const { group, version, kind } = await resourceOf(type, context);
  if (name === '') return '';
  return [
    ['kind', kind],
    ['apiVersion', formatAPIVersion(group, version)],
    ['name', name],
  ]
    .map(([field = '', value = '']) => `involvedObject.${field}=${escapeValue(value)}`)
    .join(',');
}

async function resourceOf(type: string, context: Context): Promise<APIResource> {
  const mapper = await context.mapper();
  try {
    return await mapper.resourceFor(type);
  } catch (error) {
    if (!(error instanceof NoResourceTypeError)) throw error;
    throw new BareError(error.message, { cause: error });
  }
}

/** Field selectors have their own signs. */
function escapeValue(value: string): string {
  return value.replaceAll(/[\\,=]/g, String.raw`\$&`);
}
