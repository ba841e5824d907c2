import { type Fields, fields, list, text } from '../../../describe/fields.ts';

/** The names of the containers of a pod or pod template, without init containers. */
export function containerNames(template: Fields): readonly string[] {
  return list(fields(template['spec'])['containers']).map(({ name }) => text(name));
}
