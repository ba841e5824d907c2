import type { Context } from '../../cli/context.ts';
import { type Fields, fields } from '../../describe/fields.ts';
import { PLACES } from '../../diagnose/kinds.ts';
import { topWorkloads } from '../../diagnose/subjects.ts';
import { type Kind, nameOf, namespaceOf, type World } from '../../diagnose/world.ts';
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
    const kind = kindOf(type);
    if (kind === undefined || name === '' || more.length > 0)
      throw new KubistError(
        `without a server, name objects as TYPE/NAME, such as deployment/web; not ${arg}`,
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

/** Short names of types, as servers have them. */
const SHORT: Readonly<Partial<Record<Kind, string>>> = {
  Deployment: 'deploy',
  StatefulSet: 'sts',
  DaemonSet: 'ds',
  CronJob: 'cj',
  ReplicaSet: 'rs',
  Pod: 'po',
  Service: 'svc',
  Ingress: 'ing',
  HorizontalPodAutoscaler: 'hpa',
  PodDisruptionBudget: 'pdb',
  PersistentVolumeClaim: 'pvc',
};

/** The kind that a word means: its name, its plural or a short name. */
function kindOf(word: string): Kind | undefined {
  const type = word.toLowerCase();
  return (Object.keys(PLACES) as Kind[]).find((kind) =>
    [kind.toLowerCase(), PLACES[kind].resource, SHORT[kind]].includes(type),
  );
}

function byLabels(labelSelector: string): FindTargets {
  const selector = parseLabelSelector(labelSelector);
  return (world) =>
    topWorkloads(world).filter((object) =>
      selector.matches(fields(fields(object['metadata'])['labels']) as Record<string, string>),
    );
}
