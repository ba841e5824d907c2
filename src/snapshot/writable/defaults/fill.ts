import type { JSONObject, JSONValue } from '../../../api/types.ts';
import { isMap, setMember } from '../../../resources/patch/values.ts';

/** Sets the members that are missing. Changes the map. */
export function fill(map: JSONObject, defaults: Readonly<Record<string, JSONValue>>): void {
  for (const [key, value] of Object.entries(defaults)) {
    if (!Object.hasOwn(map, key)) setMember(map, key, value);
  }
}

/** The maps in a list; none where there is no list. */
export function maps(value: JSONValue | undefined): JSONObject[] {
  return Array.isArray(value) ? value.filter(isMap) : [];
}
