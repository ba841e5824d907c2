import { humanDuration } from '../formats/duration.ts';
import { goSort } from '../formats/go-sort.ts';
import { parseRFC3339 } from '../formats/time.ts';
import type { DescribeTools } from './describer.ts';
import type { Description } from './description.ts';
import { fields, type Fields, text } from './fields.ts';

/** Which object events are about. A member that is missing is not asked for. */
export interface EventSubject {
  readonly name: string;
  readonly namespace: string;
  readonly kind?: string;
  readonly uid: string;
}

/** The object as a subject of events. Pods are looked for by uid alone, as the reference does it. */
export function subjectOf(object: Fields, kind?: string): EventSubject {
  const { name, namespace, uid } = fields(object['metadata']);
  const subject = { name: text(name), namespace: text(namespace), uid: text(uid) };
  return kind === undefined ? subject : { ...subject, kind };
}

/** Describes the events about an object, unless they are not wanted. Those that may not be read count as none. */
export async function describeEvents(
  description: Description,
  subject: EventSubject,
  tools: DescribeTools,
): Promise<void> {
  if (!tools.showEvents) return;
  showEvents(description, await findEvents(subject, tools).catch(() => []), tools.now);
}

/** The events about an object. */
export function findEvents(
  subject: EventSubject,
  tools: DescribeTools,
): Promise<readonly Fields[]> {
  const { name, namespace, kind, uid } = subject;
  const selected = Object.entries({ name, namespace, kind, uid }).filter(
    (entry): entry is [string, string] => entry[1] !== undefined,
  );
  const fieldSelector = selected
    .map(([field, value]) => `involvedObject.${field}=${value.replace(/[\\,=]/g, '\\$&')}`)
    .join(',');
  const path =
    namespace === ''
      ? '/api/v1/events'
      : `/api/v1/namespaces/${encodeURIComponent(namespace)}/events`;
  return tools.list(path, { fieldSelector });
}

const COLUMNS = ['Type', 'Reason', 'Age', 'From', 'Message'];
/** The reference's is longer than the word below which it stands. */
const RULE = ['----', '------', '----', '----', '-------'];

/** Describes events, the latest ones last. */
export function showEvents(description: Description, events: readonly Fields[], now: number): void {
  if (events.length === 0) return description.field('Events', '<none>');
  const rows = byLastTime(events).map((event) => [
    text(event['type']),
    text(event['reason']),
    ageText(event, now),
    sourceText(event),
    messageText(event),
  ]);
  return description.table('Events', COLUMNS, rows, { rule: RULE });
}

/** In the order of the reference, which is not stable. Events that happened once may have no such time. */
function byLastTime(events: readonly Fields[]): Fields[] {
  const timed = events.map((event) => ({
    event,
    time: parseRFC3339(text(event['lastTimestamp']))?.ms ?? -Infinity,
  }));
  goSort({
    length: timed.length,
    less: (i, j) => timed[i]!.time < timed[j]!.time,
    swap: (i, j) => {
      [timed[i], timed[j]] = [timed[j]!, timed[i]!];
    },
  });
  return timed.map(({ event }) => event);
}

/** How long ago, and how often since when. */
function ageText(event: Fields, now: number): string {
  const { firstTimestamp, lastTimestamp, eventTime, series, count } = event;
  const since = (timestamp: unknown): string => {
    const time = parseRFC3339(text(timestamp));
    return time === undefined ? '<unknown>' : humanDuration(now - time.ms);
  };
  const first =
    firstTimestamp === undefined || firstTimestamp === null
      ? since(eventTime)
      : since(firstTimestamp);
  if (series !== undefined && series !== null) {
    const { lastObservedTime, count: times } = fields(series);
    return `${since(lastObservedTime)} (x${text(times) || '0'} over ${first})`;
  }
  if (typeof count === 'number' && count > 1)
    return `${since(lastTimestamp)} (x${count} over ${first})`;
  return first;
}

/** Who tells of it; not from which host. */
function sourceText(event: Fields): string {
  return text(fields(event['source'])['component']) || text(event['reportingComponent']);
}

function messageText(event: Fields): string {
  const path = text(fields(event['involvedObject'])['fieldPath']);
  const message = text(event['message']).trim();
  return path === '' ? message : `${path}: ${message}`;
}
