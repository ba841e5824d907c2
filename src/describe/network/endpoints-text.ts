import type { DescribeTools } from '../describer.ts';
import { fields, type Fields, list, text, texts } from '../fields.ts';

/** Addresses that are shown of a port. */
const MAX_SHOWN = 3;

/** The EndpointSlices of a service; undefined when they may not be read. */
export function slicesOf(
  namespace: string,
  service: string,
  tools: DescribeTools,
): Promise<readonly Fields[] | undefined> {
  const path = `/apis/discovery.k8s.io/v1/namespaces/${encodeURIComponent(namespace)}/endpointslices`;
  const labelSelector = `kubernetes.io/service-name=${service}`;
  return tools.list(path, { labelSelector }, 'whole').catch(() => undefined);
}

/** `10.0.0.1:80,10.0.0.2:80,10.0.0.3:80 + 2 more...`: who is ready behind the ports of this name. */
export function endpointsText(slices: readonly Fields[] | undefined, portName: string): string {
  if (slices === undefined || slices.length === 0) return '<none>';
  const shown: string[] = [];
  let more = 0;
  for (const slice of slices) {
    const ports = list(slice['ports']).filter(({ name }) => text(name) === portName);
    for (const { port } of ports) {
      for (const endpoint of list(slice['endpoints'])) {
        const { ready } = fields(endpoint['conditions']);
        if (ready === false) continue;
        for (const address of texts(endpoint['addresses'])) {
          if (shown.length === MAX_SHOWN) more++;
          else shown.push(joinHostPort(address, text(port)));
        }
      }
    }
  }
  const all = shown.join(',');
  return more === 0 ? all : `${all} + ${more} more...`;
}

/** Brackets around addresses of IPv6. */
export function joinHostPort(host: string, port: string): string {
  return host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`;
}
