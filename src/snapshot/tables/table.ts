import type { GVR, JSONValue, KubeObject, TableColumn } from '../../api/types.ts';
import { formatTimestampAge } from '../../formats/duration.ts';
import { eventCells } from './event.ts';
import { nodeCells } from './node.ts';
import { podCells } from './pod.ts';
import { serviceCells } from './service.ts';
import { controllerCells, daemonSetCells, deploymentCells } from './workloads.ts';

/** Tables of built-in kinds as the server makes them, for objects that came without. */
export interface TableMaker {
  readonly columns: readonly TableColumn[];
  /** The row of an object, `now` in milliseconds since 1970. */
  readonly cells: (object: KubeObject, now: number) => JSONValue[];
}

/** The Table of a resource: the server's columns where they are known, else name and age. */
export function tableOf({ group, resource }: GVR): TableMaker {
  return MAKERS[group === '' ? resource : `${resource}.${group}`] ?? ANY;
}

/** Columns by their names; `*` is shown by -o wide only, `#` holds integers. */
function columns(...names: readonly string[]): TableColumn[] {
  return names.map((name) => {
    const title = name.replace(/^[*#]+/, '');
    return {
      name: title,
      type: name.includes('#') ? 'integer' : 'string',
      format: title === 'Name' ? 'name' : '',
      description: '',
      priority: name.startsWith('*') ? 1 : 0,
    };
  });
}

const TEMPLATE = ['*Containers', '*Images', '*Selector'];

const CONTROLLER: TableMaker = {
  columns: columns('Name', '#Desired', '#Current', '#Ready', 'Age', ...TEMPLATE),
  cells: controllerCells,
};

const MAKERS: Readonly<Record<string, TableMaker>> = {
  pods: {
    columns: columns(
      'Name',
      'Ready',
      'Status',
      'Restarts',
      'Age',
      '*IP',
      '*Node',
      '*Nominated Node',
      '*Readiness Gates',
    ),
    cells: podCells,
  },
  nodes: {
    columns: columns(
      'Name',
      'Status',
      'Roles',
      'Age',
      'Version',
      '*Internal-IP',
      '*External-IP',
      '*OS-Image',
      '*Kernel-Version',
      '*Container-Runtime',
    ),
    cells: nodeCells,
  },
  services: {
    columns: columns('Name', 'Type', 'Cluster-IP', 'External-IP', 'Port(s)', 'Age', '*Selector'),
    cells: serviceCells,
  },
  events: {
    columns: columns(
      'Last Seen',
      'Type',
      'Reason',
      'Object',
      '*Subobject',
      '*Source',
      'Message',
      '*First Seen',
      '*Count',
      '*Name',
    ),
    cells: eventCells,
  },
  replicationcontrollers: CONTROLLER,
  'replicasets.apps': CONTROLLER,
  'deployments.apps': {
    columns: columns('Name', 'Ready', 'Up-to-date', 'Available', 'Age', ...TEMPLATE),
    cells: deploymentCells,
  },
  'daemonsets.apps': {
    columns: columns(
      'Name',
      '#Desired',
      '#Current',
      '#Ready',
      '#Up-to-date',
      '#Available',
      'Node Selector',
      'Age',
      ...TEMPLATE,
    ),
    cells: daemonSetCells,
  },
};

const ANY: TableMaker = {
  columns: columns('Name', 'Age'),
  cells: ({ metadata }, now) => [
    metadata?.name ?? '',
    formatTimestampAge(metadata?.creationTimestamp, now),
  ],
};
