import type { Context } from '../../cli/context.ts';
import { type Fields, fields } from '../../describe/fields.ts';
import { topWorkloads, WORKLOADS } from '../../diagnose/subjects.ts';
import { nameOf, namespaceOf, type World } from '../../diagnose/world.ts';
import { KubistError } from '../../errors.ts';
import { parseLabelSelector } from '../../resources/label-selector.ts';
import { collectObjects } from '../../resources/objects.ts';
import { resolve } from '../../resources/resolve.ts';

/** What a command line names. */
export interface TargetRequest {
  readonly args: readonly string[];
  readonly filenames: readonly string[];
  readonly recursive: boolean;
  readonly kustomize: string;
  readonly namespace: string;
  readonly explicitNamespace: boolean;
  readonly allNamespaces: boolean;
  readonly labelSelector: string;
}

/** Finds in a world what is to be diagnosed. */
export type FindTargets = (world: World) => readonly Fields[];

/** What the command line names; undefined for all that is there. Rejects when a named object is not there. */
export async function findTargets(
  context: Context,
  request: TargetRequest,
): Promise<FindTargets | undefined> {
  const { args, filenames, kustomize, labelSelector } = request;
  if (args.length === 0 && filenames.length === 0 && kustomize === '')
    return labelSelector === '' ? undefined : byLabels(labelSelector);
  const resolution = await resolve({ ...request, typeMeansAll: true, latest: true }, context);
  const { infos, failure } = await collectObjects(resolution);
  if (failure !== undefined) throw failure;
  // What was read with the rest is as old as the rest.
  return (world) =>
    infos.map(
      ({ object, namespace, name }) =>
        world
          .all(object.kind as Parameters<World['all']>[0], namespace)
          .find((one) => nameOf(one) === name) ?? object,
    );
}

/** The same without a server: `deployment/web`, by kind or plural, in any namespace of the files. */
export function findOffline({
  args,
  labelSelector,
  namespace,
  explicitNamespace,
}: TargetRequest): FindTargets | undefined {
  if (args.length === 0) return labelSelector === '' ? undefined : byLabels(labelSelector);
  const wanted = args.map((arg) => {
    const [type = '', name = '', ...more] = arg.split('/');
    const kind = WORKLOADS.find((one) => SHORT[one]?.includes(type.toLowerCase()));
    if (kind === undefined || name === '' || more.length > 0)
      throw new KubistError(
        `without a server, name workloads as TYPE/NAME, such as deployment/web; not ${arg}`,
      );
    return { arg, kind, name };
  });
  return (world) =>
    wanted.map(({ arg, kind, name }) => {
      const found = world
        .all(kind)
        .find(
          (one) => nameOf(one) === name && (!explicitNamespace || namespaceOf(one) === namespace),
        );
      if (found === undefined) throw new KubistError(`${arg} is not in the files`);
      return found;
    });
}

/** The names of the types of workloads. */
const SHORT: Readonly<Record<string, readonly string[]>> = {
  Deployment: ['deployment', 'deployments', 'deploy'],
  StatefulSet: ['statefulset', 'statefulsets', 'sts'],
  DaemonSet: ['daemonset', 'daemonsets', 'ds'],
  Job: ['job', 'jobs'],
  CronJob: ['cronjob', 'cronjobs', 'cj'],
  ReplicaSet: ['replicaset', 'replicasets', 'rs'],
  Pod: ['pod', 'pods', 'po'],
};

function byLabels(labelSelector: string): FindTargets {
  const selector = parseLabelSelector(labelSelector);
  return (world) =>
    topWorkloads(world).filter((object) =>
      selector.matches(fields(fields(object['metadata'])['labels']) as Record<string, string>),
    );
}
