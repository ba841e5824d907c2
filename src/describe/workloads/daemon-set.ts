import type { DescribeTools } from '../describer.ts';
import type { Description } from '../description.ts';
import { describeEvents, subjectOf } from '../events.ts';
import { fields, type Fields, text } from '../fields.ts';
import { describeMetadata } from '../metadata.ts';
import { describePodTemplate } from '../pod-template.ts';
import { describePodsStatus, fromLabels, selectorText } from './pods-status.ts';

/** What is counted of a DaemonSet, by the member of its status. */
const COUNTS = [
  ['Desired Number of Nodes Scheduled', 'desiredNumberScheduled'],
  ['Current Number of Nodes Scheduled', 'currentNumberScheduled'],
  ['Number of Nodes Scheduled with Up-to-date Pods', 'updatedNumberScheduled'],
  ['Number of Nodes Scheduled with Available Pods', 'numberAvailable'],
  ['Number of Nodes Misscheduled', 'numberMisscheduled'],
] as const;

/** Describes a DaemonSet. */
export async function describeDaemonSet(
  object: Fields,
  description: Description,
  tools: DescribeTools,
): Promise<void> {
  const spec = fields(object['spec']);
  const status = fields(object['status']);
  const selector = fields(spec['selector']);
  const nodes = fields(fields(fields(spec['template'])['spec'])['nodeSelector']);
  describeMetadata(description, object, ['name', 'namespace']);
  description.field('Selector', selectorText(selector));
  description.field('Node-Selector', selectorText(fromLabels(nodes)));
  describeMetadata(description, object, ['labels', 'annotations']);
  for (const [name, member] of COUNTS) {
    description.field(name, text(status[member]) || '0', ': ');
  }
  await describePodsStatus(description, object, selector, tools);
  describePodTemplate(description, fields(spec['template']));
  await describeEvents(description, subjectOf(object, 'DaemonSet'), tools);
}
