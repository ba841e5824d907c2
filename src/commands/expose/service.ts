import type { JSONObject, KubeObject } from '../../api/types.ts';
import type { Flags } from '../../cli/flags/flags.ts';
import { KubistError } from '../../errors.ts';
import { goQuote } from '../../formats/go-quote.ts';
import type { Info } from '../../resources/info.ts';
import { sortedMap } from '../create/config-data.ts';
import { type Exposed, exposed } from './exposed.ts';

/** Longest name of a service. Source: RFC 1035 labels. */
const NAME_LIMIT = 63;

/** The service that leads to an object's pods, in the order of Go's type. Throws a KubistError when flags or object do not allow one. */
export function serviceFor(info: Info, flags: Flags): KubeObject {
  const target = exposed(info, flags.string('selector') === '');
  const selector =
    labelsOf(flags.string('selector')) ?? sortedMap(new Map(Object.entries(target.selector)));
  const labels =
    labelsOf(flags.string('labels')) ?? sortedMap(new Map(Object.entries(target.labels)));
  const clusterIP = flags.string('cluster-ip');
  const [type, affinity, externalIP, balancer] = [
    'type',
    'session-affinity',
    'external-ip',
    'load-balancer-ip',
  ].map((name) => flags.string(name)) as [string, string, string, string];
  const ports = portsOf(target, flags);
  if (!['', 'None', 'ClientIP'].includes(affinity)) {
    throw new KubistError(`unknown session affinity: ${affinity}`);
  }
  return {
    kind: 'Service',
    apiVersion: 'v1',
    metadata: {
      name: flags.string('name') || info.name.slice(0, NAME_LIMIT),
      ...(Object.keys(labels).length === 0 ? {} : { labels }),
    },
    spec: {
      ...(ports.length === 0 ? {} : { ports }),
      selector,
      ...(clusterIP === '' ? {} : { clusterIP }),
      ...(type === '' ? {} : { type }),
      ...(externalIP === '' ? {} : { externalIPs: [externalIP] }),
      ...(affinity === '' ? {} : { sessionAffinity: affinity }),
      ...(balancer !== '' && type === 'LoadBalancer' ? { loadBalancerIP: balancer } : {}),
    },
    status: { loadBalancer: {} },
  };
}

function portsOf(target: Exposed, flags: Flags): JSONObject[] {
  const given = flags.string('port');
  const ports = given === '' ? target.ports.map(({ port }) => String(port)) : given.split(',');
  if (ports.length === 0) {
    if (flags.string('cluster-ip') === 'None') return [];
    throw new KubistError("couldn't find port via --port flag or introspection");
  }
  const to = flags.string('target-port');
  return ports.map((text, index) => {
    if (!/^[+-]?[0-9]+$/.test(text)) {
      throw new KubistError(`strconv.Atoi: parsing ${goQuote(text)}: invalid syntax`);
    }
    const port = Number(text);
    const protocol =
      flags.string('protocol') || target.ports.find((one) => one.port === port)?.protocol || 'TCP';
    const targetPort = to === '' ? port : /^[+-]?[0-9]+$/.test(to) ? Number(to) : to;
    const name = ports.length > 1 ? { name: `port-${index + 1}` } : {};
    return { ...name, protocol, port, targetPort };
  });
}

/** `a=b,c=d` as a map; undefined when empty. */
function labelsOf(text: string): Record<string, string> | undefined {
  if (text === '') return undefined;
  const labels = new Map<string, string>();
  for (const pair of text.split(',')) {
    const [key = '', value, ...more] = pair.split('=');
    if (key === '' || value === undefined || more.length > 0) {
      throw new KubistError(`unexpected label spec: ${pair}`);
    }
    labels.set(key, value);
  }
  return sortedMap(labels);
}
