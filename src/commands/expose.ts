import type { KubeObject } from '../api/types.ts';
import type { CommandSpec } from '../cli/command.ts';
import type { Context } from '../cli/context.ts';
import { filenameFlags } from '../cli/flags/filename.ts';
import type { Flags } from '../cli/flags/flags.ts';
import { printFlags } from '../cli/flags/print.ts';
import {
  type DryRun,
  dryRunFlag,
  fieldManagerFlag,
  readDryRun,
  saveConfigFlag,
} from '../cli/flags/write.ts';
import type { Info } from '../resources/info.ts';
import { resolve } from '../resources/resolve.ts';
import { createObject } from '../resources/write.ts';
import { overrideFlags } from './change/overrides.ts';
import { namedRequest } from './change/request.ts';
import { flag } from './create/arguments.ts';
import { withLastApplied } from './create/last-applied.ts';
import { SERVICES } from './create/resources.ts';
import { FORMATS, resultPrinter } from './create/result-printer.ts';
import { overridden } from './expose/overrides.ts';
import { serviceFor } from './expose/service.ts';

/** `expose`: makes a service for pods, or for what makes pods. */
export const expose: CommandSpec = {
  use: '(-f FILENAME | TYPE NAME) [--port=port] [--protocol=TCP|UDP|SCTP] [--target-port=number-or-name] [--name=name] [--external-ip=external-ip-of-service] [--type=type]',
  short:
    'Take a replication controller, service, deployment or pod and expose it as a new Kubernetes service',
  long: `Create a service that leads to the pods of a deployment, replica set, replication controller, pod or other service.

 Ports and labels are those of the object unless flags say otherwise.`,
  examples: `  # Port 80 of the service leads to port 8080 of the pods
  {program} expose deployment web --port=80 --target-port=8080

  # On a port of every node, under another name
  {program} expose pod web-0 --port=80 --type=NodePort --name=web-direct`,
  flags: [
    ...printFlags(FORMATS),
    ...filenameFlags('to expose'),
    dryRunFlag,
    fieldManagerFlag('kubectl-expose'),
    saveConfigFlag,
    flag(
      'cluster-ip',
      'Address of the service; the cluster chooses one when empty, None makes it headless',
    ),
    flag('external-ip', 'Another address that leads to the service'),
    { ...flag('labels', 'Labels of the service; those of the object when empty'), short: 'l' },
    flag('load-balancer-ip', 'Address for the load balancer; the cloud chooses one when empty'),
    flag('name', 'Name of the service; that of the object when empty'),
    ...overrideFlags('service'),
    flag('port', 'Port of the service; those of the object when empty'),
    flag('protocol', 'Protocol of the port; TCP, or that of the object, when empty'),
    flag('selector', 'Labels of the pods; those that the object selects when empty'),
    flag('session-affinity', 'Who comes again reaches the same pod: ClientIP, or None'),
    flag('target-port', 'Number or name of the port of the pods; that of the service when empty'),
    flag('type', 'ClusterIP, NodePort, LoadBalancer or ExternalName; the first when empty'),
  ],
  run,
};

async function run(context: Context, flags: Flags, args: readonly string[]): Promise<void> {
  const dryRun = readDryRun(flags, context.log);
  const printer = await resultPrinter(flags, 'exposed', dryRun, dryRun === 'client');
  const resolution = await resolve(await namedRequest(context, flags, args), context);
  await resolution.visit(async (info) => {
    const service = await overridden(serviceFor(info, flags), flags);
    const result = await act(context, flags, dryRun, info, service);
    await printer.print(result, context.streams.out);
  });
}

async function act(
  context: Context,
  flags: Flags,
  dryRun: DryRun,
  { namespace }: Info,
  service: KubeObject,
): Promise<KubeObject> {
  if (dryRun === 'client') {
    const { name, ...metadata } = service.metadata ?? {};
    return {
      ...service,
      metadata: { ...(name === undefined ? {} : { name }), namespace, ...metadata },
    };
  }
  const client = await context.client();
  return createObject(
    client,
    { resource: SERVICES, namespace },
    flags.bool('save-config') ? withLastApplied(service) : service,
    { dryRun: dryRun === 'server', fieldManager: flags.string('field-manager') },
  );
}
