import type { KubeObject, Writer } from '../../api/types.ts';
import type { CommandSpec } from '../../cli/command.ts';
import type { Context } from '../../cli/context.ts';
import { writeAs } from '../../printers/write-as.ts';

/** `cluster-info`: where the control plane and the cluster's own services are. */
export const clusterInfo: CommandSpec = {
  use: '[flags]',
  short: 'Display cluster information',
  long:
    'Tells the addresses of the control plane and of services that carry the label kubernetes.io/cluster-service=true.\n\n' +
    "For evidence about problems, use '{program} cluster-info dump'.",
  examples: '  # Where the control plane and the cluster services are\n  {program} cluster-info',
  subcommands: [
    {
      name: 'dump',
      short: 'Dump relevant information for debugging and diagnosis',
      load: async () => (await import('./dump.ts')).dump,
    },
  ],
  async run(context) {
    const { out } = context.streams;
    try {
      await printServices(context, out);
    } finally {
      await out.write(
        `\nTo further debug and diagnose cluster problems, use '${context.program} cluster-info dump'.\n`,
      );
    }
  },
};

async function printServices(context: Context, out: Writer): Promise<void> {
  const { namespace, explicit } = await context.namespace();
  // The reference finds services as any resource, so that a server without them says so in its words.
  const mapper = await context.mapper();
  await mapper.category('services');
  await mapper.resourceFor('services');
  const client = await context.client();
  const list = await client.json<{ items?: KubeObject[] | null }>({
    path: `/api/v1/namespaces/${encodeURIComponent(explicit ? namespace : 'kube-system')}/services`,
    query: { labelSelector: 'kubernetes.io/cluster-service=true' },
  });
  await writeAs('change', `Kubernetes control plane is running at ${client.server}\n`, out);
  for (const service of (list.items ?? []) as Service[]) {
    const { name = '', labels } = service.metadata ?? {};
    const title = labels?.['kubernetes.io/name'] || name;
    await writeAs('change', `${title} is running at ${address(service, client.server)}\n`, out);
  }
}

/** The parts of a Service that matter here. */
interface Service extends KubeObject {
  spec?: { ports?: { name?: string; port?: number }[] };
  status?: { loadBalancer?: { ingress?: { ip?: string; hostname?: string }[] } };
}

/** The addresses at the load balancer, else the way through the API server's proxy. */
function address({ metadata, spec, status }: Service, server: string): string {
  const ports = spec?.ports ?? [];
  const ingress = status?.loadBalancer?.ingress?.[0];
  if (ingress !== undefined) {
    const host = ingress.ip || ingress.hostname || '';
    return ports.map(({ port }) => `http://${host}:${port ?? 0} `).join('');
  }
  const { name = '', namespace = '' } = metadata ?? {};
  return `${server}/api/v1/namespaces/${namespace}/services/${proxyName(name, ports[0])}/proxy`;
}

/** `NAME`, `NAME:PORT` or `https:NAME:PORT`, as the service proxy reads them. */
function proxyName(name: string, port: { name?: string; port?: number } | undefined): string {
  const portName = port?.name ?? '';
  if (portName === 'https' || port?.port === 443) return `https:${name}:${portName}`;
  return portName === '' ? name : `${name}:${portName}`;
}
