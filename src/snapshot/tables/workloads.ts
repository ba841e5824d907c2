import type { JSONValue, KubeObject } from '../../api/types.ts';
import { fields } from '../../describe/fields.ts';
import { ageOf, count, selectorCell, templateCells } from './cells.ts';

/** A Deployment's row. */
export function deploymentCells(object: KubeObject, now: number): JSONValue[] {
  const [spec, status] = [fields(object.spec), fields(object.status)];
  return [
    object.metadata?.name ?? '',
    `${count(status['readyReplicas'])}/${count(spec['replicas'])}`,
    count(status['updatedReplicas']),
    count(status['availableReplicas']),
    ageOf(object, now),
    ...templateCells(spec['template']),
    selectorCell(spec['selector']),
  ];
}

/** The row of a ReplicaSet or a ReplicationController. */
export function controllerCells(object: KubeObject, now: number): JSONValue[] {
  const [spec, status] = [fields(object.spec), fields(object.status)];
  return [
    object.metadata?.name ?? '',
    count(spec['replicas']),
    count(status['replicas']),
    count(status['readyReplicas']),
    ageOf(object, now),
    ...templateCells(spec['template']),
    selectorCell(spec['selector']),
  ];
}

/** A DaemonSet's row. */
export function daemonSetCells(object: KubeObject, now: number): JSONValue[] {
  const [spec, status] = [fields(object.spec), fields(object.status)];
  return [
    object.metadata?.name ?? '',
    count(status['desiredNumberScheduled']),
    count(status['currentNumberScheduled']),
    count(status['numberReady']),
    count(status['updatedNumberScheduled']),
    count(status['numberAvailable']),
    selectorCell(fields(fields(spec['template'])['spec'])['nodeSelector']),
    ageOf(object, now),
    ...templateCells(spec['template']),
    selectorCell(spec['selector']),
  ];
}
