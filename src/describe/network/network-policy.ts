import { formatSelector } from '../../formats/format-selector.ts';
import { formatRFC3339, parseRFC3339 } from '../../formats/time.ts';
import type { Description } from '../description.ts';
import { fields, type Fields, list, text, texts } from '../fields.ts';
import { describeMetadata } from '../metadata.ts';

/** The words of one direction. */
interface Direction {
  readonly type: string;
  readonly word: string;
  /** From or To. */
  readonly peers: string;
  readonly anyone: string;
}

const INGRESS: Direction = { type: 'Ingress', word: 'ingress', peers: 'From', anyone: 'source' };
const EGRESS: Direction = { type: 'Egress', word: 'egress', peers: 'To', anyone: 'destination' };

/** Describes a NetworkPolicy in words. */
export function describeNetworkPolicy(object: Fields, description: Description): void {
  const spec = fields(object['spec']);
  const types = texts(spec['policyTypes']);
  describeMetadata(description, object, ['name', 'namespace']);
  description.field('Created on', createdText(fields(object['metadata'])['creationTimestamp']));
  describeMetadata(description, object, ['labels', 'annotations']);
  const body = description.section('Spec');
  const selector = formatSelector(fields(spec['podSelector']));
  body.field(
    'PodSelector',
    `    ${selector || '<none> (Allowing the specific traffic to all pods in this namespace)'}`,
    ': ',
  );
  describeDirection(body, INGRESS, types, list(spec['ingress']), 'from');
  describeDirection(body, EGRESS, types, list(spec['egress']), 'to');
  body.field('Policy Types', types.join(', '), ': ');
}

function createdText(timestamp: unknown): string {
  const time = parseRFC3339(text(timestamp));
  return time === undefined
    ? '0001-01-01 00:00:00 +0000 UTC'
    : formatRFC3339(time.ms).replace('T', ' ').replace('Z', ' +0000 UTC');
}

function describeDirection(
  body: Description,
  direction: Direction,
  types: readonly string[],
  rules: readonly Fields[],
  member: string,
): void {
  const { type, word, peers, anyone } = direction;
  if (!types.includes(type)) return body.line(`Not affecting ${word} traffic`);
  const section = body.section(`Allowing ${word} traffic`);
  if (rules.length === 0) {
    return section.line(`<none> (Selected pods are isolated for ${word} connectivity)`);
  }
  rules.forEach((rule, index) => {
    const ports = list(rule['ports']);
    if (ports.length === 0) section.line('To Port: <any> (traffic allowed to all ports)');
    for (const port of ports) section.line(portText(port));
    const all = list(rule[member]);
    if (all.length === 0) section.line(`${peers}: <any> (traffic not restricted by ${anyone})`);
    for (const peer of all) describePeer(section.section(peers), peer);
    if (index < rules.length - 1) section.decoration('----------');
  });
  return undefined;
}

function portText({ port, endPort, protocol }: Fields): string {
  const through = text(protocol) || 'TCP';
  return endPort === undefined
    ? `To Port: ${text(port)}/${through}`
    : `To Port Range: ${text(port)}-${text(endPort)}/${through}`;
}

function describePeer(body: Description, peer: Fields): void {
  for (const [name, member] of [
    ['NamespaceSelector', 'namespaceSelector'],
    ['PodSelector', 'podSelector'],
  ] as const) {
    if (peer[member] === undefined) continue;
    body.line(`${name}: ${formatSelector(fields(peer[member])) || '<none>'}`);
  }
  if (peer['ipBlock'] === undefined) return;
  const { cidr, except } = fields(peer['ipBlock']);
  const block = body.section('IPBlock');
  block.line(`CIDR: ${text(cidr)}`);
  block.line(`Except: ${texts(except).join(', ')}`);
}
