import type { JSONValue, KubeObject } from '../../api/types.ts';
import { fields, list, text } from '../../describe/fields.ts';
import { ageOf, NONE } from './cells.ts';

const ROLE = 'node-role.kubernetes.io/';

/** A Node's row. */
export function nodeCells(object: KubeObject, now: number): JSONValue[] {
  const status = fields(object.status);
  const info = fields(status['nodeInfo']);
  const known = (name: string): string => text(info[name]) || '<unknown>';
  const address = (type: string): string =>
    text(list(status['addresses']).find((one) => one['type'] === type)?.['address']) || NONE;
  const architecture = text(info['architecture']);
  return [
    object.metadata?.name ?? '',
    statusOf(object),
    rolesOf(object),
    ageOf(object, now),
    text(info['kubeletVersion']),
    address('InternalIP'),
    address('ExternalIP'),
    known('osImage'),
    `${known('kernelVersion')}${architecture === '' ? '' : ` (${architecture})`}`,
    known('containerRuntimeVersion'),
  ];
}

function statusOf({ spec, status }: KubeObject): string {
  const ready = list(fields(status)['conditions']).find(({ type }) => type === 'Ready');
  const word = ready === undefined ? 'Unknown' : ready['status'] === 'True' ? 'Ready' : 'NotReady';
  return fields(spec)['unschedulable'] === true ? `${word},SchedulingDisabled` : word;
}

function rolesOf({ metadata }: KubeObject): string {
  const roles = Object.entries(metadata?.labels ?? {}).flatMap(([label, value]) => {
    if (label.startsWith(ROLE)) return label.slice(ROLE.length) || [];
    return label === 'kubernetes.io/role' && value !== '' ? value : [];
  });
  return [...new Set(roles)].sort().join(',') || NONE;
}
