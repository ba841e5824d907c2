import { humanDuration } from '../../formats/duration.ts';
import { parseRFC3339 } from '../../formats/time.ts';
import type { DescribeTools } from '../describer.ts';
import type { Description } from '../description.ts';
import { describeEvents, subjectOf } from '../events.ts';
import { fields, type Fields, list, text } from '../fields.ts';
import { controllerOf, describeMetadata, timeText } from '../metadata.ts';
import { describePodTemplate } from '../pod-template.ts';
import { selectorText } from './pods-status.ts';

/** Describes a Job. */
export async function describeJob(
  object: Fields,
  description: Description,
  tools: DescribeTools,
): Promise<void> {
  const spec = fields(object['spec']);
  const status = fields(object['status']);
  describeMetadata(description, object, ['name', 'namespace']);
  if (spec['selector'] !== undefined) {
    description.field('Selector', selectorText(fields(spec['selector'])));
  }
  describeMetadata(description, object, ['labels', 'annotations']);
  const controller = controllerOf(object);
  if (controller !== undefined) description.field('Controlled By', controller);
  description.optional('Parallelism', spec['parallelism']);
  description.field('Completions', text(spec['completions']) || '<unset>');
  description.optional('Completion Mode', spec['completionMode']);
  description.optional('Suspend', spec['suspend']);
  description.optional('Backoff Limit', spec['backoffLimit']);
  description.optional('TTL Seconds After Finished', spec['ttlSecondsAfterFinished']);
  describeTimes(description, status);
  const deadline = text(spec['activeDeadlineSeconds']);
  if (deadline !== '') description.field('Active Deadline Seconds', `${deadline}s`);
  const count = (name: string): string => text(status[name]) || '0';
  const ready = status['ready'] === undefined ? '' : ` (${count('ready')} Ready)`;
  description.field(
    'Pods Statuses',
    `${count('active')} Active${ready} / ${count('succeeded')} Succeeded / ${count('failed')} Failed`,
  );
  if (spec['completionMode'] === 'Indexed') {
    description.field('Completed Indexes', capped(text(status['completedIndexes'])));
  }
  describePodTemplate(description, fields(spec['template']));
  await describeEvents(description, subjectOf(object, 'Job'), tools);
}

function describeTimes(description: Description, status: Fields): void {
  const { startTime, completionTime } = status;
  if (startTime !== undefined) description.field('Start Time', timeText(startTime));
  if (completionTime !== undefined) description.field('Completed At', timeText(completionTime));
  const [start, end] = [parseRFC3339(text(startTime)), parseRFC3339(text(completionTime))];
  if (start !== undefined && end !== undefined) {
    description.field('Duration', humanDuration(end.ms - start.ms));
  }
}

/** Indexes that are shown. */
const MAX_INDEXES = 50;

/** Intervals of indexes, `0-3,7`, cut between two of them. */
function capped(indexes: string): string {
  if (indexes === '') return '<none>';
  if (indexes.length <= MAX_INDEXES) return indexes;
  const end = indexes.lastIndexOf(',', MAX_INDEXES);
  return `${indexes.slice(0, end + 1)}...`;
}

/** Describes a CronJob. */
export async function describeCronJob(
  object: Fields,
  description: Description,
  tools: DescribeTools,
): Promise<void> {
  const spec = fields(object['spec']);
  const status = fields(object['status']);
  const job = fields(fields(spec['jobTemplate'])['spec']);
  const orUnset = (value: unknown): string => text(value) || '<unset>';
  const seconds = (value: unknown): string => (text(value) === '' ? '<unset>' : `${text(value)}s`);
  describeMetadata(description, object);
  description.field('Schedule', text(spec['schedule']));
  description.field('Concurrency Policy', text(spec['concurrencyPolicy']));
  description.field('Suspend', spec['suspend'] === true ? 'True' : 'False');
  description.field('Time Zone', orUnset(spec['timeZone']));
  description.field('Successful Job History Limit', orUnset(spec['successfulJobsHistoryLimit']));
  description.field('Failed Job History Limit', orUnset(spec['failedJobsHistoryLimit']));
  description.field('Starting Deadline Seconds', seconds(spec['startingDeadlineSeconds']));
  const { selector } = job;
  description.field(
    'Selector',
    selector === undefined ? '<unset>' : selectorText(fields(selector)),
  );
  description.field('Parallelism', orUnset(job['parallelism']));
  description.field('Completions', orUnset(job['completions']));
  const deadline = text(job['activeDeadlineSeconds']);
  if (deadline !== '') description.field('Active Deadline Seconds', `${deadline}s`);
  describePodTemplate(description, fields(job['template']));
  const { lastScheduleTime } = status;
  description.field(
    'Last Schedule Time',
    lastScheduleTime === undefined ? '<unset>' : timeText(lastScheduleTime),
  );
  const active = list(status['active']).map(({ name }) => text(name));
  description.field('Active Jobs', active.join(', ') || '<none>');
  await describeEvents(description, subjectOf(object, 'CronJob'), tools);
}
