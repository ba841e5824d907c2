import { type Fields, fields, list, text } from '../../describe/fields.ts';
import type { Match, PodRule, Rule, Scene } from '../rule.ts';
import { eventEvidence } from '../rule.ts';
import { conditionOf, metadataOf, timeOf, type World } from '../world.ts';
import { nodeSelectionOf, requirementText } from './shared/node-selection.ts';
import { hasStarted } from './shared/waiting.ts';
import { amountText, requestsOf } from './shared/node-room.ts';
import { cordonWords, selectionWords, taintWords } from './scheduling/nodes.ts';
import { nodesOf, type Obstacle, obstacleOf } from './scheduling/obstacles.ts';
import { countWords, portWords, spreadWords, volumeWords } from './scheduling/places.ts';
import { resourceWords } from './scheduling/resources.ts';
import { unscheduledOf } from './scheduling/unscheduled.ts';
import { type Speaker, tell } from './scheduling/words.ts';

function obstacleRule(id: string, title: string, obstacle: Obstacle, speak: Speaker): PodRule {
  return {
    id,
    title,
    severity: 'error',
    class: 'grace',
    confidence: 'high',
    grace: 15,
    pod: (pod, scene) => tell(obstacle, unscheduledOf(pod, scene.world), scene, speak),
  };
}

/** Why pods get no node. */
export const schedulingRules: readonly Rule[] = [
  obstacleRule('SCH-03', 'no-matching-node', 'selection', selectionWords),
  obstacleRule('SCH-04', 'taint-not-tolerated', 'taint', taintWords),
  obstacleRule('SCH-05', 'nodes-cordoned', 'cordon', cordonWords),
  obstacleRule('SCH-08', 'host-port-taken', 'port', portWords),
  obstacleRule('SCH-01', 'insufficient-resources', 'resource', resourceWords),
  obstacleRule('SCH-02', 'too-many-pods', 'count', countWords),
  obstacleRule('SCH-06', 'volume-not-on-any-node', 'volume', volumeWords),
  obstacleRule('SCH-07', 'pod-affinity-or-spread', 'spread', spreadWords),
  {
    id: 'SCH-09',
    title: 'no-scheduler',
    severity: 'error',
    class: 'grace',
    confidence: 'medium',
    grace: 30,
    pod: noScheduler,
  },
  {
    id: 'SCH-10',
    title: 'node-rejected-pod',
    severity: 'error',
    class: 'fatal',
    confidence: 'high',
    pod: rejected,
  },
  {
    id: 'SCH-11',
    title: 'unschedulable',
    severity: 'error',
    class: 'grace',
    confidence: 'low',
    grace: 60,
    pod: other,
  },
];

/** Nobody has looked at the pod. */
function noScheduler(pod: Fields, { world }: Scene): Match | undefined {
  const status = fields(pod['status']);
  const spec = fields(pod['spec']);
  const waits =
    text(status['phase']) === 'Pending' &&
    text(spec['nodeName']) === '' &&
    conditionOf(pod, 'PodScheduled') === undefined;
  const claims = list(spec['resourceClaims']);
  if (waits && claims.length > 0) return claimsMissing(pod, claims, world);
  if (!waits || world.eventsOf(pod).length > 0) return undefined;
  const name = text(spec['schedulerName']) || 'default-scheduler';
  const usual = name === 'default-scheduler';
  return {
    cause: usual
      ? 'No scheduler has looked at the pod: the scheduler of the cluster does not run, or is far behind.'
      : `No scheduler has looked at the pod: it asks for the scheduler ${name}, which does not seem to run.`,
    confidence: usual ? 'medium' : 'high',
    evidence: [
      { kind: 'spec', source: 'pod', text: `schedulerName: ${name}` },
      { kind: 'status', source: 'pod', text: 'phase Pending, no condition PodScheduled' },
    ],
    since: timeOf(metadataOf(pod)['creationTimestamp']),
    fixes: [
      {
        command: '{program} get pods -n kube-system',
        why: usual ? 'shows whether kube-scheduler runs' : `shows whether ${name} runs`,
      },
    ],
  };
}

/** A pod is not looked at before its resource claims exist, and nobody says so. Source: KEP-4381. */
function claimsMissing(pod: Fields, claims: readonly Fields[], world: World): Match {
  const names = claims.map((one) =>
    one['resourceClaimName'] === undefined
      ? `one from template ${text(one['resourceClaimTemplateName'])}`
      : text(one['resourceClaimName']),
  );
  const event = world.eventsOf(pod).find(({ reason }) => reason === 'FailedResourceClaimCreation');
  return {
    cause: `The scheduler does not look at the pod before its resource claims are there: ${names.join(', ')}.`,
    evidence: [
      { kind: 'spec', source: 'pod', text: `resourceClaims: ${names.join(', ')}` },
      event === undefined
        ? { kind: 'status', source: 'pod', text: 'phase Pending, no condition PodScheduled' }
        : eventEvidence(event),
    ],
    since: timeOf(metadataOf(pod)['creationTimestamp']),
    fixes: [
      {
        command: '{program} get resourceclaims,resourceclaimtemplates',
        why: 'shows the claims and templates that there are',
      },
    ],
  };
}

const REJECTIONS =
  /^(?:OutOf.+|NodeAffinity|NodePorts|NodeName|NodeShutdown|UnexpectedAdmissionError|TopologyAffinityError|PodOSNotSupported|PodFeatureUnsupported|Terminated)$/;

/** What ends pods that ran, or could have. */
const ENDINGS: ReadonlySet<string> = new Set([
  '',
  'DeadlineExceeded',
  'Evicted',
  'NodeLost',
  'Preempting',
]);

/** True where the kubelet has a reason of its own not to begin: `SysctlForbidden`, `AppArmor`. */
function isRefused(pod: Fields): boolean {
  return !ENDINGS.has(text(fields(pod['status'])['reason'])) && !hasStarted(pod);
}

/** The kubelet took the pod back at once. */
function rejected(pod: Fields, { subject, world }: Scene): Match | undefined {
  const status = fields(pod['status']);
  const reason = text(status['reason']);
  if (text(status['phase']) !== 'Failed' || !(REJECTIONS.test(reason) || isRefused(pod)))
    return undefined;
  const event = world.eventsOf(pod).find((one) => one.reason === reason);
  const staying = subject.pods.filter((one) => fields(one['status'])['phase'] !== 'Failed');
  const replaced = subject.kind !== 'Pod' && staying.length >= subject.desired;
  return {
    cause: rejection(pod, reason, text(status['message'])),
    ...(replaced ? { class: 'transient', severity: 'warning' } : {}),
    evidence: [
      { kind: 'status', source: 'pod', text: `${reason}: ${text(status['message'])}` },
      ...(event === undefined ? [] : [eventEvidence(event)]),
    ],
  };
}

function rejection(pod: Fields, reason: string, message: string): string {
  const node = text(fields(pod['spec'])['nodeName']);
  if (reason === 'NodeAffinity') {
    const { selector, terms } = nodeSelectionOf(pod);
    const wanted = [...selector, ...(terms?.flat() ?? [])].map(requirementText).join(', ');
    return `The node ${node} rejected the pod: it is not what the pod asks for (${wanted}).`;
  }
  const resource = /^OutOf(.+)$/.exec(reason)?.[1];
  if (resource !== undefined) {
    const wanted = requestsOf(pod).get(resource);
    const asks = wanted === undefined ? resource : amountText(resource, wanted);
    const counted = /requested: (\d+), used: (\d+), capacity: (\d+)/.exec(message);
    const has =
      counted === null
        ? ''
        : ` (it has ${inUnits(resource, counted[3])}, of which ${inUnits(resource, counted[2])} are taken)`;
    return `The node ${node} rejected the pod: it has no room for ${asks}${has}.`;
  }
  return `The node ${node} rejected the pod: ${reason}${message === '' ? '' : `, ${message.replace(/\.$/, '')}`}.`;
}

/** The kubelet counts CPUs in thousandths. */
function inUnits(resource: string, amount = ''): string {
  return resource === 'cpu' ? `${Number(amount) / 1000} CPUs` : amount;
}

/** What the scheduler says in words that no rule knows. */
function other(pod: Fields, { world }: Scene): Match | undefined {
  const found = unscheduledOf(pod, world);
  if (found === undefined || found.causes.length > 0) return undefined;
  const unknown = found.reasons.filter((one) => obstacleOf(one.text) === undefined);
  if (unknown.length === 0 && found.total === 0 && nodesOf(world).length > 0) return undefined;
  const cause =
    unknown.length === 0
      ? 'The cluster has no nodes that pods could run on'
      : `The scheduler finds no node: ${unknown.map((one) => one.text.replace(/\.$/, '')).join(', ')}`;
  return { cause: `${cause}.`, evidence: found.evidence, since: found.since };
}
