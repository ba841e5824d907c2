import type { JSONValue, KubeObject } from '../../../api/types.ts';
import { at, listAt, textAt, textOf } from '../../values.ts';
import { maps } from '../defaults/fill.ts';
import type { Row } from './cells.ts';
import { selector } from './workloads.ts';

/** Rows of what leads to pods, as kubectl's own Table has them. */
export const NETWORK_ROWS: Readonly<Record<string, Row>> = {
  Service: (object) => ({
    Type: textAt(object, ['spec', 'type']),
    'Cluster-IP': textOf(listAt(object, ['spec', 'clusterIPs'])[0]) || '<none>',
    'External-IP': externalAddress(object),
    'Port(s)': servicePorts(object),
    Selector: selector(at(object, ['spec', 'selector'])),
  }),
  Ingress: (object) => ({
    Class: textAt(object, ['spec', 'ingressClassName']) || '<none>',
    Hosts: hosts(object),
    Address: balancers(object).join(','),
    Ports: listAt(object, ['spec', 'tls']).length > 0 ? '80, 443' : '80',
  }),
  NetworkPolicy: (object) => ({ 'Pod-Selector': selector(at(object, ['spec', 'podSelector'])) }),
};

function balancers(object: KubeObject): string[] {
  const points = maps(listAt(object, ['status', 'loadBalancer', 'ingress']));
  return points.map((one) => textOf(one['ip']) || textOf(one['hostname'])).filter(Boolean);
}

function externalAddress(object: KubeObject): string {
  const own = listAt(object, ['spec', 'externalIPs']).map(textOf);
  switch (textAt(object, ['spec', 'type'])) {
    case 'ExternalName':
      return textAt(object, ['spec', 'externalName']);
    case 'LoadBalancer':
      return [...balancers(object), ...own].join(',') || '<pending>';
    default:
      return own.join(',') || '<none>';
  }
}

function servicePorts(object: KubeObject): string {
  const ports = maps(listAt(object, ['spec', 'ports'])).map(({ port, nodePort, protocol }) => {
    const node = Number(nodePort ?? 0) > 0 ? `:${textOf(nodePort)}` : '';
    return `${textOf(port)}${node}/${textOf(protocol)}`;
  });
  return ports.join(',') || '<none>';
}

/** The first three hosts, and how many more there are. */
function hosts(object: KubeObject): JSONValue {
  const named = maps(listAt(object, ['spec', 'rules']))
    .map((rule) => textOf(rule['host']))
    .filter(Boolean);
  if (named.length === 0) return '*';
  const shown = named.slice(0, 3).join(',');
  return named.length > 3 ? `${shown} + ${named.length - 3} more...` : shown;
}
