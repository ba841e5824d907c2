import type { JSONObject, KubeObject } from '../../api/types.ts';
import type { CommandSpec } from '../../cli/command.ts';
import type { FlagSpec, Flags } from '../../cli/flags/flags.ts';
import { KubistError } from '../../errors.ts';
import { flag } from './arguments.ts';
import { generatorCommand } from './generator.ts';
import { SERVICES } from './resources.ts';
import { servicePort } from './service-ports.ts';

const tcpFlag: FlagSpec = flag(
  'tcp',
  'Ports as PORT or PORT:TARGET; TARGET is a number or the name of a port of the pods',
  'stringSlice',
);

type ServiceType = 'ClusterIP' | 'NodePort' | 'LoadBalancer' | 'ExternalName';

function serviceCommand(
  type: ServiceType,
  texts: Pick<CommandSpec, 'use' | 'short' | 'examples'>,
  rules: {
    readonly flags?: readonly FlagSpec[];
    readonly required?: readonly string[];
    /** Checks the flags; answers whether ports must be given. */
    readonly needsPorts: (flags: Flags) => boolean;
    /** What the type adds to the spec. */
    readonly spec?: (flags: Flags) => JSONObject;
    readonly nodePort?: (flags: Flags) => number;
  },
): CommandSpec {
  const { flags: own = [], required = [], needsPorts, spec, nodePort } = rules;
  return generatorCommand({
    ...texts,
    flags: [tcpFlag, ...own],
    required,
    resource: SERVICES,
    savesConfig: false,
    failure: `failed to create ${type} service: `,
    build({ flags, name }): KubeObject {
      const tcp = flags.strings('tcp');
      if (needsPorts(flags) && tcp.length === 0) {
        throw new KubistError('at least one tcp port specifier must be provided');
      }
      const { externalName: target, ...before } = spec?.(flags) ?? {};
      const ports = tcp.map((text) => servicePort(text, nodePort?.(flags) ?? 0));
      return {
        kind: 'Service',
        apiVersion: 'v1',
        metadata: { ...(name === '' ? {} : { name }), labels: { app: name } },
        spec: {
          ...(ports.length === 0 ? {} : { ports }),
          selector: { app: name },
          ...before,
          type,
          ...(target === undefined ? {} : { externalName: target }),
        },
        status: { loadBalancer: {} },
      };
    },
  });
}

/** `create service clusterip` */
export const clusterIP: CommandSpec = serviceCommand(
  'ClusterIP',
  {
    use: 'NAME [--tcp=<port>:<targetPort>] [--dry-run=server|client|none]',
    short: 'Create a ClusterIP service',
    examples: `  # Port 80 of the service goes to port 8080 of pods with the label app=web
  {program} create service clusterip web --tcp=80:8080

  # Headless: DNS answers with the pods themselves
  {program} create service clusterip web --clusterip=None`,
  },
  {
    flags: [
      flag(
        'clusterip',
        'Address of the service; the cluster chooses one when empty, and None makes it headless',
      ),
    ],
    needsPorts: (flags) => flags.string('clusterip') !== 'None',
    spec: (flags) => {
      const address = flags.string('clusterip');
      return address === '' ? {} : { clusterIP: address };
    },
  },
);

/** `create service nodeport` */
export const nodePort: CommandSpec = serviceCommand(
  'NodePort',
  {
    use: 'NAME [--tcp=port:targetPort] [--dry-run=server|client|none]',
    short: 'Create a NodePort service',
    examples: `  # Reachable on port 30080 of every node
  {program} create service nodeport web --tcp=80:8080 --node-port=30080`,
  },
  {
    flags: [
      {
        name: 'node-port',
        type: 'int',
        default: 0,
        usage: 'Port on every node; the cluster chooses one when 0',
      },
    ],
    needsPorts: () => true,
    nodePort: (flags) => flags.int('node-port'),
  },
);

/** `create service loadbalancer` */
export const loadBalancer: CommandSpec = serviceCommand(
  'LoadBalancer',
  {
    use: 'NAME [--tcp=port:targetPort] [--dry-run=server|client|none]',
    short: 'Create a LoadBalancer service',
    examples: `  # Reachable through the load balancer of the cloud
  {program} create service loadbalancer web --tcp=80:8080`,
  },
  { needsPorts: () => true },
);

/** A name that DNS can resolve. Source: RFC 1123. */
const DNS_NAME = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/;

/** `create service externalname` */
export const externalName: CommandSpec = serviceCommand(
  'ExternalName',
  {
    use: 'NAME --external-name external.name [--dry-run=server|client|none]',
    short: 'Create an ExternalName service',
    examples: `  # A name within the cluster for a host outside
  {program} create service externalname database --external-name db.example.com`,
  },
  {
    flags: [flag('external-name', 'DNS name that the service stands for')],
    required: ['external-name'],
    needsPorts: (flags) => {
      const name = flags.string('external-name');
      if (!DNS_NAME.test(name) || name.length > 253) {
        throw new KubistError(`invalid service external name ${name}`);
      }
      return false;
    },
    spec: (flags) => ({ externalName: flags.string('external-name') }),
  },
);
