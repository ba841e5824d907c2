import type { JSONValue, KubeObject } from '../../../api/types.ts';
import { selectorCell } from '../../tables/cells.ts';
import { at, listAt, textAt, textOf } from '../../values.ts';
import { maps } from '../defaults/fill.ts';
import type { Row } from './cells.ts';

/** Rows of what leads to pods, as kubectl's own Table has them. */
export const NETWORK_ROWS: Readonly<Record<string, Row>> = {
  Ingress: (object) => ({
    Class: textAt(object, ['spec', 'ingressClassName']) || '<none>',
    Hosts: hosts(object),
    Address: balancers(object).join(','),
    Ports: listAt(object, ['spec', 'tls']).length > 0 ? '80, 443' : '80',
  }),
  NetworkPolicy: (object) => ({
    'Pod-Selector': selectorCell(at(object, ['spec', 'podSelector'])),
  }),
};

function balancers(object: KubeObject): string[] {
  const points = maps(listAt(object, ['status', 'loadBalancer', 'ingress']));
  return points.map((one) => textOf(one['ip']) || textOf(one['hostname'])).filter(Boolean);
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
