import type { KubeObject } from '../../api/types.ts';
import { stringifyJSON } from '../../formats/json.ts';

const MOMENT = /"(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z)"/g;

/** The latest moment that events and states tell of, milliseconds since 1970. Specs and annotations may name the future. */
export function latestMoment(objects: readonly KubeObject[]): number {
  let latest = 0;
  for (const { metadata, status, lastTimestamp, eventTime, series } of objects) {
    const { creationTimestamp, deletionTimestamp } = metadata ?? {};
    const told = [creationTimestamp, deletionTimestamp, status, lastTimestamp, eventTime, series];
    const text = stringifyJSON(told.map((one) => one ?? null));
    for (const [, moment = ''] of text.matchAll(MOMENT)) {
      latest = Math.max(latest, Date.parse(moment));
    }
  }
  return latest;
}
