import { annotate } from '../annotations.ts';
import type { DescribeTools } from '../describer.ts';
import type { Description } from '../description.ts';
import { describeEvents, subjectOf } from '../events.ts';
import { fields, type Fields, list, text } from '../fields.ts';
import { describeMetadata } from '../metadata.ts';
import { endpointsText, slicesOf } from './endpoints-text.ts';

/** Describes an Ingress with who is ready behind each of its paths. */
export async function describeIngress(
  object: Fields,
  description: Description,
  tools: DescribeTools,
): Promise<void> {
  const spec = fields(object['spec']);
  const namespace = text(fields(object['metadata'])['namespace']);
  const backend = (of: unknown): Promise<string> => backendText(fields(of), namespace, tools);
  describeMetadata(description, object, ['name', 'labels', 'namespace']);
  description.field('Address', addressText(object));
  description.field('Ingress Class', text(spec['ingressClassName']) || '<none>');
  const { defaultBackend } = spec;
  description.field(
    'Default backend',
    defaultBackend === undefined ? '<default>' : await backend(defaultBackend),
  );
  describeTLS(description, list(spec['tls']));
  const rules = description.section('Rules');
  rules.line('Host\tPath\tBackends');
  rules.decoration('----\t----\t--------');
  let described = 0;
  for (const rule of list(spec['rules'])) {
    if (rule['http'] === undefined) continue;
    described++;
    rules.line(`${text(rule['host']) || '*'}\t`);
    for (const path of list(fields(rule['http'])['paths'])) {
      rules.line(`  \t${text(path['path'])} \t${await backend(path['backend'])}`);
    }
  }
  if (described === 0) {
    rules.line(
      `*\t*\t${defaultBackend === undefined ? '<default>' : await backend(defaultBackend)}`,
    );
  }
  annotate(description, fields(fields(object['metadata'])['annotations']));
  await describeEvents(description, subjectOf(object, 'Ingress'), tools);
}

function addressText(object: Fields): string {
  const ingress = list(fields(fields(object['status'])['loadBalancer'])['ingress']);
  const addresses = ingress.map(({ ip, hostname }) => text(ip) || text(hostname));
  return addresses.filter((address) => address !== '').join(',');
}

function describeTLS(description: Description, tls: readonly Fields[]): void {
  if (tls.length === 0) return;
  const section = description.section('TLS');
  for (const { hosts, secretName } of tls) {
    const names = Array.isArray(hosts) ? hosts.map(text).join(',') : '';
    section.line(
      text(secretName) === '' ? `SNI routes ${names}` : `${text(secretName)} terminates ${names}`,
    );
  }
}

/** `web:80 (10.0.0.1:8080)`, or the resource that is named instead of a service. */
async function backendText(
  backend: Fields,
  namespace: string,
  tools: DescribeTools,
): Promise<string> {
  if (backend['resource'] !== undefined) {
    const { apiGroup, kind, name } = fields(backend['resource']);
    return `APIGroup: ${text(apiGroup) || '<none>'}, Kind: ${text(kind)}, Name: ${text(name)}`;
  }
  const { name, port } = fields(backend['service']);
  const shownPort = text(fields(port)['name']) || text(fields(port)['number']) || '0';
  const service = text(name);
  return `${service}:${shownPort} (${await endpointsOf(service, fields(port), namespace, tools)})`;
}

async function endpointsOf(
  service: string,
  port: Fields,
  namespace: string,
  tools: DescribeTools,
): Promise<string> {
  const slices = await slicesOf(namespace, service, tools);
  const path = `/api/v1/namespaces/${encodeURIComponent(namespace)}/services/${encodeURIComponent(service)}`;
  try {
    const ports = list(fields((await tools.get(path))['spec'])['ports']);
    const match = ports.find((one) =>
      text(port['name']) === ''
        ? text(one['port']) === text(port['number'])
        : one['name'] === port['name'],
    );
    return endpointsText(slices, text(match?.['name']));
  } catch (error) {
    return `<error: ${(error as Error).message}>`;
  }
}

/** Describes an IngressClass. */
export async function describeIngressClass(
  object: Fields,
  description: Description,
  tools: DescribeTools,
): Promise<void> {
  describeMetadata(description, object, ['name', 'labels', 'annotations']);
  const { controller, parameters } = fields(object['spec']);
  description.field('Controller', text(controller));
  if (parameters !== undefined) {
    const { apiGroup, kind, name } = fields(parameters);
    const section = description.section('Parameters');
    section.optional('APIGroup', apiGroup);
    section.field('Kind', text(kind));
    section.field('Name', text(name));
  }
  await describeEvents(description, subjectOf(object, 'IngressClass'), tools);
}
