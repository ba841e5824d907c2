import type { Context } from '../../cli/context.ts';
import { diagnose, type DiagnoseOptions } from '../../diagnose/diagnose.ts';
import type { Report } from '../../diagnose/model.ts';
import { worst } from '../../diagnose/verdict.ts';
import { World } from '../../diagnose/world.ts';
import { KubistError } from '../../errors.ts';
import { parseLabelSelector } from '../../resources/label-selector.ts';
import type { ObjectInfo } from '../../resources/objects.ts';
import { isNotFound, retrieve } from '../../resources/retrieve.ts';
import { type Checked, checkManifests } from './check.ts';
import { checkOffline } from './check-offline.ts';
import { lookAt, type LookOptions } from './look.ts';
import { type ManifestObject, readManifests } from './manifests.ts';
import type { TargetRequest } from './targets.ts';

/** Checks manifests, and answers what then looks at what they made in the cluster, each time that it is called. */
export async function prepareManifests(
  context: Context,
  request: TargetRequest,
  options: LookOptions,
): Promise<() => Promise<Report>> {
  const objects = await readObjects(context, request);
  const { namespace, explicitNamespace } = request;
  const checked = await checkManifests(context, objects, { namespace, explicitNamespace });
  return () => lookAtAll(context, checked, options);
}

/** Checks manifests, and looks at nothing that they made. */
export async function checkOnly(
  context: Context,
  request: TargetRequest,
  options: DiagnoseOptions,
): Promise<Report> {
  const objects = await readObjects(context, request);
  const { namespace, explicitNamespace } = request;
  const { checks, skipped } = await checkManifests(context, objects, {
    namespace,
    explicitNamespace,
  });
  const world = new World(context.now());
  world.manifests.push(...checks);
  const report = diagnose(world, [], options);
  const diagnoses = report.diagnoses.map((one) =>
    one.verdict === 'failed' ? one : { ...one, verdict: 'healthy' as const, summary: WELL },
  );
  const verdict = worst(diagnoses.map((one) => one.verdict));
  return { ...report, verdict, diagnoses, skipped };
}

const WELL = 'Nothing is wrong with the manifest.';

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

/** Looks at what manifests made by now. */
async function lookAtAll(
  context: Context,
  { checks, live, absent, skipped }: Checked,
  options: LookOptions,
): Promise<Report> {
  const infos = [...live, ...(await arrived(context, absent))];
  const report = await lookAt(context, { infos, checks }, options);
  return { ...report, skipped: [...skipped, ...report.skipped] };
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
