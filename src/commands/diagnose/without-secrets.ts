import { type Fields, fields } from '../../describe/fields.ts';

/** Files may hold values of secrets: they are dropped before anything else is done, and the keys stay. */
export function withoutSecrets(object: Fields): Fields {
  if (object['kind'] !== 'Secret') return object;
  const { stringData, data, ...rest } = object;
  const keys = [...Object.keys(fields(data)), ...Object.keys(fields(stringData))];
  return { ...rest, data: Object.fromEntries(keys.map((key) => [key, ''])) };
}
