import type { DescribeTools } from '../describer.ts';
import type { Description } from '../description.ts';
import { describeEvents, subjectOf } from '../events.ts';
import { fields, type Fields, list, text, texts } from '../fields.ts';
import { describeMetadata } from '../metadata.ts';
import { fromLabels, selectorText } from '../workloads/pods-status.ts';
import { endpointsText, slicesOf } from './endpoints-text.ts';

/** Describes a Service with who is ready behind each of its ports. */
export async function describeService(
  object: Fields,
  description: Description,
  tools: DescribeTools,
): Promise<void> {
  const spec = fields(object['spec']);
  const { name, namespace } = fields(object['metadata']);
  const slices = await slicesOf(text(namespace), text(name), tools);
  const joined = (value: unknown): string => texts(value).join(',') || '<none>';
  describeMetadata(description, object);
  description.field('Selector', selectorText(fromLabels(spec['selector'])));
  description.field('Type', text(spec['type']));
  description.optional('IP Family Policy', spec['ipFamilyPolicy']);
  description.field('IP Families', joined(spec['ipFamilies']));
  description.field('IP', text(spec['clusterIP']));
  description.field('IPs', joined(spec['clusterIPs']));
  if (texts(spec['externalIPs']).length > 0) {
    description.field('External IPs', joined(spec['externalIPs']));
  }
  description.optional('Desired LoadBalancer IP', spec['loadBalancerIP']);
  describeLoadBalancer(description, fields(object['status']));
  description.optional('External Name', spec['externalName']);
  for (const port of list(spec['ports'])) describePort(description, port, slices);
  description.field('Session Affinity', text(spec['sessionAffinity']));
  description.optional('External Traffic Policy', spec['externalTrafficPolicy']);
  description.optional('Internal Traffic Policy', spec['internalTrafficPolicy']);
  const healthPort = text(spec['healthCheckNodePort']);
  if (healthPort !== '' && healthPort !== '0')
    description.field('HealthCheck NodePort', healthPort);
  const ranges = texts(spec['loadBalancerSourceRanges']);
  if (ranges.length > 0) description.field('LoadBalancer Source Ranges', ranges.join(','));
  description.optional('Traffic Distribution', spec['trafficDistribution']);
  await describeEvents(description, subjectOf(object, 'Service'), tools);
}

function describeLoadBalancer(description: Description, status: Fields): void {
  const ingress = list(fields(status['loadBalancer'])['ingress']);
  if (ingress.length === 0) return;
  description.field('LoadBalancer Ingress', ingress.map(ingressText).join(', '));
}

function ingressText({ ip, hostname, ipMode }: Fields): string {
  if (text(ip) === '') return text(hostname);
  return text(ipMode) === '' ? text(ip) : `${text(ip)} (${text(ipMode)})`;
}

function describePort(
  description: Description,
  port: Fields,
  slices: readonly Fields[] | undefined,
): void {
  const name = text(port['name']);
  const shown = name || '<unset>';
  const protocol = text(port['protocol']);
  description.field('Port', `${shown}\t${text(port['port'])}/${protocol}`);
  const target = text(port['targetPort']);
  description.field('TargetPort', `${target}/${protocol}`);
  description.optional('AppProtocol', port['appProtocol']);
  const nodePort = text(port['nodePort']);
  if (nodePort !== '' && nodePort !== '0') {
    description.field('NodePort', `${shown}\t${nodePort}/${protocol}`);
  }
  description.field('Endpoints', endpointsText(slices, name));
}
