import type { JSONObject } from '../../api/types.ts';

/** A container in the order of Go's type; what is empty is left out, as Go does. */
export function container(
  name: string,
  image: string,
  command: readonly string[],
  ports: JSONObject[] = [],
): JSONObject {
  return {
    name,
    ...(image === '' ? {} : { image }),
    ...(command.length === 0 ? {} : { command: [...command] }),
    ...(ports.length === 0 ? {} : { ports }),
    resources: {},
  };
}
