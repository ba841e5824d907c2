import type { DescribeTools } from '../describer.ts';
import type { Description } from '../description.ts';
import { describeEvents, subjectOf } from '../events.ts';
import { fields, type Fields, list, text, texts } from '../fields.ts';
import { describeMetadata } from '../metadata.ts';

const PORT_COLUMNS = ['Name', 'Port', 'Protocol'];

/** Describes Endpoints. */
export async function describeEndpoints(
  object: Fields,
  description: Description,
  tools: DescribeTools,
): Promise<void> {
  describeMetadata(description, object);
  const subsets = description.section('Subsets');
  for (const subset of list(object['subsets'])) {
    const body = subsets.group();
    const addresses = (name: string): string =>
      list(subset[name])
        .map(({ ip }) => text(ip))
        .join(',') || '<none>';
    body.field('Addresses', addresses('addresses'));
    body.field('NotReadyAddresses', addresses('notReadyAddresses'));
    const ports = list(subset['ports']);
    if (ports.length > 0) body.table('Ports', PORT_COLUMNS, ports.map(portRow));
    body.decoration('');
  }
  await describeEvents(description, subjectOf(object, 'Endpoints'), tools);
}

function portRow({ name, port, protocol }: Fields): string[] {
  return [text(name) || '<unset>', text(port), text(protocol)];
}

/** Describes an EndpointSlice. */
export async function describeEndpointSlice(
  object: Fields,
  description: Description,
  tools: DescribeTools,
): Promise<void> {
  describeMetadata(description, object);
  description.field('AddressType', text(object['addressType']));
  const ports = list(object['ports']);
  if (ports.length === 0) description.field('Ports', '<unset>', ': ');
  else {
    const rows = ports.map((port) => portRow({ ...port, port: text(port['port']) || '<unset>' }));
    description.table('Ports', PORT_COLUMNS, rows);
  }
  const endpoints = list(object['endpoints']);
  if (endpoints.length === 0) description.field('Endpoints', '<none>', ': ');
  else {
    const section = description.section('Endpoints');
    for (const endpoint of endpoints) describeEndpoint(section.group(), endpoint);
  }
  await describeEvents(description, subjectOf(object, 'EndpointSlice'), tools);
}

function describeEndpoint(section: Description, endpoint: Fields): void {
  const { addresses, conditions, hostname, targetRef, nodeName, zone } = endpoint;
  section.field('- Addresses', texts(addresses).join(', '));
  const body = section.group(1);
  const ready = fields(conditions)['ready'];
  body.section('Conditions').field('Ready', ready === undefined ? '<unset>' : text(ready));
  body.field('Hostname', text(hostname) || '<unset>');
  const { kind, name } = fields(targetRef);
  if (targetRef !== undefined) body.field('TargetRef', `${text(kind)}/${text(name)}`);
  body.field('NodeName', text(nodeName) || '<unset>');
  body.field('Zone', text(zone) || '<unset>');
}
