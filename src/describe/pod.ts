import { formatTimestampAge } from '../formats/duration.ts';
import { describeContainers, IN_POD, type PodDetails } from './containers.ts';
import type { DescribeTools } from './describer.ts';
import type { Description } from './description.ts';
import { describeEvents, subjectOf } from './events.ts';
import { fields, type Fields, list, text } from './fields.ts';
import { controllerOf, describeMetadata, timeText } from './metadata.ts';
import { describeSpread, describeTolerations } from './pod-template.ts';
import { describeVolumes } from './volumes.ts';

/** Describes a pod: where it runs, what became of its containers, and its events. */
export async function describePod(
  object: Fields,
  description: Description,
  tools: DescribeTools,
): Promise<void> {
  const spec = fields(object['spec']);
  const status = fields(object['status']);
  const metadata = fields(object['metadata']);
  describeMetadata(description, object, ['name', 'namespace']);
  if (spec['priority'] !== undefined) description.field('Priority', text(spec['priority']));
  description.optional('Priority Class Name', spec['priorityClassName']);
  description.optional('Runtime Class Name', spec['runtimeClassName']);
  description.optional('Service Account', spec['serviceAccountName']);
  description.field('Node', nodeText(spec, status));
  if (status['startTime'] !== undefined)
    description.field('Start Time', timeText(status['startTime']));
  describeMetadata(description, object, ['labels', 'annotations']);
  describePhase(description, metadata, status, tools.now);
  description.optional('Reason', status['reason']);
  description.optional('Message', status['message']);
  describeSeccomp(description, spec);
  describeAddresses(description, status);
  const controller = controllerOf(object);
  if (controller !== undefined) description.field('Controlled By', controller);
  description.optional('NominatedNodeName', status['nominatedNodeName']);
  describeSandbox(description, object);
  describeGates(description, list(spec['readinessGates']), list(status['conditions']));
  describeConditions(description, list(status['conditions']));
  describeVolumes(description, list(spec['volumes']), IN_POD);
  description.field('QoS Class', text(status['qosClass']));
  description.map('Node-Selectors', fields(spec['nodeSelector']));
  describeTolerations(description, list(spec['tolerations']));
  describeSpread(description, list(spec['topologySpreadConstraints']));
  await describeEvents(description, subjectOf(object), tools);
}

function nodeText(spec: Fields, status: Fields): string {
  const node = text(spec['nodeName']);
  return node === '' ? '<none>' : `${node}/${text(status['hostIP'])}`;
}

function describePhase(
  description: Description,
  metadata: Fields,
  status: Fields,
  now: number,
): void {
  if (metadata['deletionTimestamp'] === undefined) {
    return description.field('Status', text(status['phase']));
  }
  description.field(
    'Status',
    `Terminating (lasts ${formatTimestampAge(text(metadata['deletionTimestamp']), now)})`,
  );
  return description.field(
    'Termination Grace Period',
    `${text(metadata['deletionGracePeriodSeconds'])}s`,
  );
}

function describeSeccomp(description: Description, spec: Fields): void {
  const { type, localhostProfile } = fields(fields(spec['securityContext'])['seccompProfile']);
  if (type === undefined) return;
  description.field('SeccompProfile', text(type));
  if (type === 'Localhost') description.field('LocalhostProfile', text(localhostProfile));
}

function describeAddresses(description: Description, status: Fields): void {
  description.field('IP', text(status['podIP']));
  const ips = list(status['podIPs']);
  if (ips.length === 0) return description.field('IPs', '<none>');
  const section = description.section('IPs');
  for (const { ip } of ips) section.field('IP', text(ip));
  return undefined;
}

/** The containers of all sorts, with their states. */
function describeSandbox(description: Description, object: Fields): void {
  const spec = fields(object['spec']);
  const status = fields(object['status']);
  const sorts = [
    ['Init Containers', 'initContainers', 'initContainerStatuses', false],
    ['Containers', 'containers', 'containerStatuses', true],
    ['Ephemeral Containers', 'ephemeralContainers', 'ephemeralContainerStatuses', false],
  ] as const;
  for (const [label, member, statuses, always] of sorts) {
    const containers = list(spec[member]);
    if (containers.length === 0 && !always) continue;
    describeContainers(description, label, containers, detailsOf(object, list(status[statuses])));
  }
}

function detailsOf(pod: Fields, statuses: readonly Fields[]): PodDetails {
  const statusOf = ({ name }: Fields): Fields | undefined =>
    statuses.find((status) => status['name'] === name);
  return {
    ids(body, container) {
      const status = statusOf(container);
      if (status !== undefined) body.field('Container ID', text(status['containerID']));
      return {
        afterImage(after) {
          if (status !== undefined) after.field('Image ID', text(status['imageID']));
        },
      };
    },
    state(body, container) {
      const status = statusOf(container);
      if (status === undefined) return;
      describeState(body, 'State', fields(status['state']));
      const last = fields(status['lastState']);
      if (last['terminated'] !== undefined) describeState(body, 'Last State', last);
      body.field('Ready', status['ready'] === true ? 'True' : 'False');
      body.field('Restart Count', text(status['restartCount']) || '0');
    },
    fieldValue: (path) => fieldValue(pod, path),
  };
}

function describeState(body: Description, label: string, state: Fields): void {
  const { running, waiting, terminated } = state;
  if (running !== undefined) {
    const section = body.section(label, { value: 'Running' });
    return section.field('Started', timeText(fields(running)['startedAt']));
  }
  if (terminated !== undefined) {
    const { reason, message, exitCode, signal, startedAt, finishedAt } = fields(terminated);
    const section = body.section(label, { value: 'Terminated' });
    section.optional('Reason', reason);
    section.optional('Message', message);
    section.field('Exit Code', text(exitCode) || '0');
    if (typeof signal === 'number' && signal > 0) section.field('Signal', signal);
    section.field('Started', timeText(startedAt));
    return section.field('Finished', timeText(finishedAt));
  }
  const section = body.section(label, { value: 'Waiting' });
  return section.optional('Reason', fields(waiting)['reason']);
}

/** What an environment variable takes from the pod's metadata; "" of all else, as in the reference. */
function fieldValue(pod: Fields, path: string): string {
  const metadata = fields(pod['metadata']);
  const [, name = ''] = /^metadata\.(name|namespace|uid)$/.exec(path) ?? [];
  return text(metadata[name]);
}

function describeGates(
  description: Description,
  gates: readonly Fields[],
  conditions: readonly Fields[],
): void {
  if (gates.length === 0) return;
  const rows = gates.map(({ conditionType }) => {
    const condition = conditions.find(({ type }) => type === conditionType);
    return [`${text(conditionType)} `, `${condition ? text(condition['status']) : '<none>'} `];
  });
  description.table('Readiness Gates', ['Type', 'Status'], rows, { rule: [] });
}

function describeConditions(description: Description, conditions: readonly Fields[]): void {
  if (conditions.length === 0) return;
  const rows = conditions.map(({ type, status }) => [`${text(type)} `, `${text(status)} `]);
  description.table('Conditions', ['Type', 'Status'], rows, { rule: [] });
}
