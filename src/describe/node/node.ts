import { formatTimestampAge } from '../../formats/duration.ts';
import {
  formatQuantity,
  parseQuantity,
  type Quantity,
  quantityMilliValue,
  quantityValue,
} from '../../formats/quantity.ts';
import type { DescribeTools } from '../describer.ts';
import type { Description } from '../description.ts';
import { findEvents, showEvents } from '../events.ts';
import { fields, type Fields, list, text, texts } from '../fields.ts';
import { describeMetadata, timeText } from '../metadata.ts';
import { podResources, type Resources, sumOf } from './pod-resources.ts';
import { describeSlices } from './resource-slices.ts';

/** Describes a node with the pods on it and what they ask for. */
export async function describeNode(
  object: Fields,
  description: Description,
  tools: DescribeTools,
): Promise<void> {
  const metadata = fields(object['metadata']);
  const name = text(metadata['name']);
  const spec = fields(object['spec']);
  const status = fields(object['status']);
  const [pods, slices, events, lease] = await Promise.all([
    podsOn(name, tools),
    slicesOf(name, tools),
    tools.showEvents ? nodeEvents(name, text(metadata['uid']), tools) : undefined,
    leaseOf(name, tools),
  ]);
  describeMetadata(description, object, ['name']);
  description.field('Roles', rolesText(fields(metadata['labels'])));
  describeMetadata(description, object, ['labels', 'annotations']);
  description.field('CreationTimestamp', timeText(metadata['creationTimestamp']));
  description.values('Taints', taints(list(spec['taints'])));
  description.field('Unschedulable', spec['unschedulable'] === true);
  describeLease(description, lease);
  describeConditions(description, list(status['conditions']));
  const addresses = description.section('Addresses');
  for (const { type, address } of list(status['addresses'])) {
    addresses.field(text(type), text(address));
  }
  describeQuantities(description, 'Capacity', fields(status['capacity']));
  describeQuantities(description, 'Allocatable', fields(status['allocatable']));
  describeSlices(description, slices);
  describeSystem(description, fields(status['nodeInfo']));
  description.optional('PodCIDR', spec['podCIDR']);
  const ranges = texts(spec['podCIDRs']);
  if (ranges.length > 0) description.field('PodCIDRs', ranges.join(','));
  description.optional('ProviderID', spec['providerID']);
  describePods(description, pods, status, tools.now);
  if (events !== undefined) showEvents(description, events, tools.now);
}

/** Pods that have not ended; the error where they may not be read. */
function podsOn(node: string, tools: DescribeTools): Promise<readonly Fields[] | Error> {
  const fieldSelector = `spec.nodeName=${node},status.phase!=Succeeded,status.phase!=Failed`;
  return tools.list('/api/v1/pods', { fieldSelector }).catch((error: unknown) => error as Error);
}

/** Devices that only this node has; none where the server does not tell. */
function slicesOf(node: string, tools: DescribeTools): Promise<readonly Fields[]> {
  const fieldSelector = `spec.nodeName=${node}`;
  const path = '/apis/resource.k8s.io/v1/resourceslices';
  return tools.list(path, { fieldSelector }, 'whole').catch(() => []);
}

/** The kubelet names the node where others name its uid. */
async function nodeEvents(
  name: string,
  uid: string,
  tools: DescribeTools,
): Promise<readonly Fields[]> {
  const subject = { name, namespace: '', kind: 'Node' };
  const found = await Promise.all(
    [uid, name].map((id) => findEvents({ ...subject, uid: id }, tools).catch(() => [])),
  );
  return found.flat();
}

function leaseOf(name: string, tools: DescribeTools): Promise<Fields | Error> {
  const path = `/apis/coordination.k8s.io/v1/namespaces/kube-node-lease/leases/${encodeURIComponent(name)}`;
  return tools.get(path).catch((error: unknown) => error as Error);
}

function rolesText(labels: Fields): string {
  const roles = Object.keys(labels).flatMap((label) => {
    if (label.startsWith('node-role.kubernetes.io/')) return [label.split('/')[1] ?? ''];
    return label === 'kubernetes.io/role' ? [text(labels[label])] : [];
  });
  return (
    [...new Set(roles)]
      .filter((role) => role !== '')
      .sort()
      .join(',') || '<none>'
  );
}

/** Sorted by effect, then by key. */
function taints(all: readonly Fields[]): string[] {
  return all
    .map(({ key, value, effect }) => ({
      order: `${text(effect)},${text(key)}`,
      shown: `${text(key)}${text(value) === '' ? '' : `=${text(value)}`}:${text(effect)}`,
    }))
    .sort((a, b) => (a.order < b.order ? -1 : 1))
    .map(({ shown }) => shown);
}

function describeLease(description: Description, lease: Fields | Error): void {
  if (lease instanceof Error) {
    return description.field('Lease', `Failed to get lease: ${lease.message}`);
  }
  const { holderIdentity, acquireTime, renewTime } = fields(lease['spec']);
  const time = (value: unknown): string => (value === undefined ? '<unset>' : timeText(value));
  const section = description.section('Lease');
  section.field('HolderIdentity', text(holderIdentity) || '<unset>');
  section.field('AcquireTime', time(acquireTime));
  return section.field('RenewTime', time(renewTime));
}

function describeConditions(description: Description, conditions: readonly Fields[]): void {
  if (conditions.length === 0) return;
  const columns = [
    'Type',
    'Status',
    'LastHeartbeatTime',
    'LastTransitionTime',
    'Reason',
    'Message',
  ];
  const rows = conditions.map((condition) => [
    `${text(condition['type'])} `,
    `${text(condition['status'])} `,
    `${timeText(condition['lastHeartbeatTime'])} `,
    `${timeText(condition['lastTransitionTime'])} `,
    `${text(condition['reason'])} `,
    text(condition['message']),
  ]);
  description.table('Conditions', columns, rows);
}

function describeQuantities(description: Description, label: string, map: Fields): void {
  const keys = Object.keys(map).sort();
  if (keys.length === 0) return;
  const section = description.section(label);
  for (const key of keys) section.field(key, text(map[key]));
}

const SYSTEM = [
  ['Machine ID', 'machineID'],
  ['System UUID', 'systemUUID'],
  ['Boot ID', 'bootID'],
  ['Kernel Version', 'kernelVersion'],
  ['OS Image', 'osImage'],
  ['Operating System', 'operatingSystem'],
  ['Architecture', 'architecture'],
  ['Container Runtime Version', 'containerRuntimeVersion'],
  ['Kubelet Version', 'kubeletVersion'],
] as const;

function describeSystem(description: Description, info: Fields): void {
  const section = description.section('System Info');
  for (const [name, member] of SYSTEM) section.field(name, text(info[member]));
}

const POD_COLUMNS = [
  'Namespace',
  'Name',
  // The reference leaves some more space here.
  '',
  'CPU Requests',
  'CPU Limits',
  'Memory Requests',
  'Memory Limits',
  'Age',
];

function describePods(
  description: Description,
  pods: readonly Fields[] | Error,
  status: Fields,
  now: number,
): void {
  if (pods instanceof Error) {
    if (/forbidden/i.test(pods.message)) {
      return description.field('Pods', 'not authorized');
    }
    throw pods;
  }
  const allocatable = fields(
    Object.keys(fields(status['allocatable'])).length > 0
      ? status['allocatable']
      : status['capacity'],
  );
  const each = pods.map((pod) => ({ pod, resources: podResources(pod) }));
  const rows = each.map(({ pod, resources: { requests, limits } }) => {
    const { namespace, name, creationTimestamp } = fields(pod['metadata']);
    const part = (of: Resources, resource: string): string =>
      share(of.get(resource), allocatable, resource);
    return [
      text(namespace),
      text(name),
      '',
      part(requests, 'cpu'),
      part(limits, 'cpu'),
      part(requests, 'memory'),
      part(limits, 'memory'),
      formatTimestampAge(text(creationTimestamp), now),
    ];
  });
  description.table('Non-terminated Pods', POD_COLUMNS, rows, {
    value: `(${pods.length} in total)`,
  });
  describeAllocated(
    description,
    allocatable,
    sumOf(each.map(({ resources }) => resources.requests)),
    sumOf(each.map(({ resources }) => resources.limits)),
  );
  return undefined;
}

/** Of these a part of what the node has is told. */
const SHARED = ['cpu', 'memory', 'ephemeral-storage'];

function describeAllocated(
  description: Description,
  allocatable: Fields,
  requests: Resources,
  limits: Resources,
): void {
  const section = description.section('Allocated resources');
  section.decoration('(Total limits may be over 100 percent, i.e., overcommitted.)');
  const all = Object.keys(allocatable).sort();
  const huge = all.filter((resource) => resource.startsWith('hugepages-'));
  const others = all.filter(
    (resource) => !SHARED.includes(resource) && !huge.includes(resource) && resource !== 'pods',
  );
  const amount = (of: Resources, resource: string): string => {
    const quantity = of.get(resource);
    return quantity === undefined ? '0' : formatQuantity(quantity);
  };
  const rows = [
    ...[...SHARED, ...huge].map((resource) => [
      resource,
      share(requests.get(resource), allocatable, resource),
      share(limits.get(resource), allocatable, resource),
    ]),
    ...others.map((resource) => [resource, amount(requests, resource), amount(limits, resource)]),
  ];
  section.table('Resources', ['Resource', 'Requests', 'Limits'], rows, {
    heading: false,
    indent: 0,
  });
}

/** `250m (8%)`: the amount, and its part of what there is. */
function share(quantity: Quantity | undefined, allocatable: Fields, resource: string): string {
  if (quantity === undefined) return '0 (0%)';
  const whole = parseQuantity(text(allocatable[resource]) || '0');
  const value = resource === 'cpu' ? quantityMilliValue : quantityValue;
  const total = value(whole);
  const percent = total === 0n ? 0n : (value(quantity) * 100n) / total;
  return `${formatQuantity(quantity)} (${percent}%)`;
}
