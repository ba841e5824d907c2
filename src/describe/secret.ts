import type { Description } from './description.ts';
import { fields, type Fields, text } from './fields.ts';
import { describeMetadata } from './metadata.ts';

/** Describes a Secret by the sizes of its values, which it does not show; but for the token of a service account. */
export function describeSecret(object: Fields, description: Description): void {
  describeMetadata(description, object);
  const type = text(object['type']);
  description.decoration('');
  description.field('Type', type);
  description.decoration('');
  const section = description.section('Data', { heading: 'Data', indent: 0, ownNames: true });
  section.decoration('====');
  const data = fields(object['data']);
  for (const key of Object.keys(data).sort()) {
    const value = Buffer.from(text(data[key]), 'base64');
    const isToken = key === 'token' && type === 'kubernetes.io/service-account-token';
    section.field(key, isToken ? value.toString('utf8') : `${value.length} bytes`);
  }
}
