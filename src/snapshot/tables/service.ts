import type { JSONValue, KubeObject } from '../../api/types.ts';
import { type Fields, fields, list, text, texts } from '../../describe/fields.ts';
import { ageOf, NONE, selectorCell } from './cells.ts';

/** A Service's row. */
export function serviceCells(object: KubeObject, now: number): JSONValue[] {
  const spec = fields(object.spec);
  const [address = NONE] = texts(spec['clusterIPs']);
  return [
    object.metadata?.name ?? '',
    text(spec['type']),
    address,
    externalAddress(spec, fields(object.status)),
    list(spec['ports']).map(portText).join(',') || NONE,
    ageOf(object, now),
    selectorCell(spec['selector']),
  ];
}

function externalAddress(spec: Fields, status: Fields): string {
  const own = texts(spec['externalIPs']);
  switch (spec['type']) {
    case 'ExternalName':
      return text(spec['externalName']);
    case 'LoadBalancer': {
      const given = list(fields(status['loadBalancer'])['ingress']).map(
        ({ ip, hostname }) => text(ip) || text(hostname),
      );
      return [...given, ...own].filter((one) => one !== '').join(',') || '<pending>';
    }
    default:
      return own.join(',') || NONE;
  }
}

function portText({ port, nodePort, protocol }: Fields): string {
  const onNodes = text(nodePort);
  return `${text(port)}${onNodes === '' || onNodes === '0' ? '' : `:${onNodes}`}/${text(protocol)}`;
}
