import type { Context } from '../../cli/context.ts';
import type { Fields } from '../../describe/fields.ts';
import { collect } from '../../diagnose/collect.ts';
import { diagnose, type DiagnoseOptions } from '../../diagnose/diagnose.ts';
import type { ManifestCheck } from '../../diagnose/manifest.ts';
import type { Report } from '../../diagnose/model.ts';
import { worst, WORST_FIRST } from '../../diagnose/verdict.ts';
import { type Kind, nameOf, World } from '../../diagnose/world.ts';
import { KubistError } from '../../errors.ts';
import { parseLabelSelector } from '../../resources/label-selector.ts';
import type { ObjectInfo } from '../../resources/objects.ts';
import { isNotFound, retrieve } from '../../resources/retrieve.ts';
import { type Checked, checkManifests } from './check.ts';
import { checkOffline } from './check-offline.ts';
import { type ManifestObject, readManifests } from './manifests.ts';
import type { TargetRequest } from './targets.ts';

/** How to look at what manifests made. */
export interface ManifestLook extends DiagnoseOptions {
  readonly logs: boolean;
}

/** Checks manifests, and answers what then looks at what they made in the cluster, each time that it is called. */
export async function prepareManifests(
  context: Context,
  request: TargetRequest,
  options: ManifestLook,
): Promise<() => Promise<Report>> {
  const objects = await readObjects(context, request);
  const { namespace, explicitNamespace } = request;
  const checked = await checkManifests(context, objects, { namespace, explicitNamespace });
  return () => lookAtAll(context, checked, options);
}

/** Manifests, and a cluster in files: nothing is asked of a server. */
export async function diagnoseOffline(
  context: Context,
  world: World,
  request: TargetRequest,
  options: DiagnoseOptions,
): Promise<Report> {
  const objects = await readObjects(context, request);
  const { checks, targets } = checkOffline(objects, world, request.namespace);
  world.manifests.push(...checks);
  return diagnose(world, targets, options);
}

async function readObjects(
  context: Context,
  request: TargetRequest,
): Promise<readonly ManifestObject[]> {
  if (request.args.length > 0)
    throw new KubistError('name workloads or manifests with -f, not both');
  const objects = await readManifests(context, request);
  if (objects.length === 0) throw new KubistError('no objects in the manifests');
  if (request.labelSelector === '') return objects;
  const selector = parseLabelSelector(request.labelSelector);
  return objects.filter(
    ({ object }) => object === undefined || selector.matches(object.metadata?.labels ?? {}),
  );
}

/** Looks into each namespace that manifests make something in. */
async function lookAtAll(
  context: Context,
  { checks, live, absent, skipped }: Checked,
  options: ManifestLook,
): Promise<Report> {
  const found = [...live, ...(await arrived(context, absent))];
  const namespaces = [...new Set(checks.map(({ target }) => target.namespace).filter(Boolean))];
  const reports: Report[] = [];
  for (const namespace of namespaces.length > 0 ? namespaces : ['']) {
    const isHere = (place: string): boolean =>
      place === namespace || (place === '' && namespace === (namespaces[0] ?? ''));
    const here = found.filter((info) => isHere(info.namespace));
    const ofHere = checks.filter(({ target }) => isHere(target.namespace));
    reports.push(await lookAt(context, namespace, here, ofHere, options));
  }
  const diagnoses = reports.flatMap((report) => report.diagnoses);
  return {
    verdict: worst(diagnoses.map(({ verdict }) => verdict)),
    diagnoses: diagnoses.sort(
      (a, b) => WORST_FIRST.indexOf(a.verdict) - WORST_FIRST.indexOf(b.verdict),
    ),
    skipped: [...skipped, ...reports.flatMap((report) => report.skipped)],
    checkedAt: reports[0]?.checkedAt ?? new Date(context.now()).toISOString(),
  };
}

async function lookAt(
  context: Context,
  namespace: string,
  infos: readonly ObjectInfo[],
  checks: readonly ManifestCheck[],
  options: ManifestLook,
): Promise<Report> {
  const targets = (world: World): readonly Fields[] =>
    infos.map(
      ({ object, namespace: place, name }) =>
        // What was read with the rest is as old as the rest.
        world.all(object.kind as Kind, place).find((one) => nameOf(one) === name) ??
        (object as Fields),
    );
  const now = (): number => context.now();
  const world =
    infos.length === 0
      ? new World(now())
      : await collect(await context.client(), { namespace, now, logs: options.logs, targets });
  world.manifests.push(...checks);
  return diagnose(world, targets(world), options);
}

/** Those that were made since. */
async function arrived(
  context: Context,
  absent: readonly ObjectInfo[],
): Promise<readonly ObjectInfo[]> {
  const client = await context.client();
  const found = await Promise.all(
    absent.map(async (info) => {
      try {
        return [{ ...info, object: await retrieve(client, info) }];
      } catch (error) {
        if (isNotFound(error)) return [];
        throw error;
      }
    }),
  );
  return found.flat();
}
