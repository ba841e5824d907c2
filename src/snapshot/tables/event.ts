import type { JSONValue, KubeObject } from '../../api/types.ts';
import { fields, text } from '../../describe/fields.ts';
import { formatTimestampAge } from '../../formats/duration.ts';
import { count } from './cells.ts';

/** An event's row. */
export function eventCells(event: KubeObject, now: number): JSONValue[] {
  const { lastTimestamp, firstTimestamp, eventTime } = event;
  const since = (time: unknown): string => formatTimestampAge(text(time), now);
  const first = since(firstTimestamp ?? eventTime);
  const series = event['series'] === undefined ? undefined : fields(event['series']);
  const last = lastTimestamp === null || lastTimestamp === undefined ? first : since(lastTimestamp);
  return [
    series === undefined ? last : since(series['lastObservedTime']),
    text(event['type']),
    text(event['reason']),
    objectOf(event),
    text(fields(event['involvedObject'])['fieldPath']),
    sourceOf(event),
    text(event['message']).trim(),
    first,
    series === undefined ? count(event['count']) || 1 : count(series['count']),
    event.metadata?.name ?? '',
  ];
}

function objectOf(event: KubeObject): string {
  const { kind, name } = fields(event['involvedObject']);
  const type = text(kind).toLowerCase();
  return text(name) === '' ? type : `${type}/${text(name)}`;
}

function sourceOf(event: KubeObject): string {
  const { component, host } = fields(event['source']);
  const who = text(component) || text(event['reportingComponent']);
  const where = text(host) || text(event['reportingInstance']);
  return where === '' ? who : `${who}, ${where}`;
}
