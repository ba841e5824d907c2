import { gvkOf } from '../../api/gvk.ts';
import type { KubeObject } from '../../api/types.ts';
import type { Context } from '../../cli/context.ts';
import type { Flags } from '../../cli/flags/flags.ts';
import type { Verdict } from '../../diagnose/model.ts';
import { KubistError } from '../../errors.ts';
import { follow } from '../diagnose/follow.ts';
import { looker, tell } from '../diagnose/guard.ts';
import { USUAL } from '../diagnose/look.ts';
import { prepareManifests } from '../diagnose/of-manifests.ts';

/** Kinds that are waited for, by group. A CronJob waits for its time. */
const FOLLOWED: Readonly<Record<string, readonly string[]>> = {
  '': ['Pod', 'ReplicationController'],
  apps: ['Deployment', 'StatefulSet', 'DaemonSet', 'ReplicaSet'],
  batch: ['Job'],
};

/** What is as its manifest wants it: what is paused, suspended or scaled to zero is so on purpose. */
const WELL: ReadonlySet<Verdict> = new Set(['healthy', 'blocked']);

/**
 * Waits until what was applied is rolled out, or until that is of no use, and tells how it stands. Answers the exit code.
 * @param timeout milliseconds; 0 is until it is decided
 */
export async function followApplied(
  context: Context,
  objects: readonly KubeObject[],
  timeout: number,
): Promise<number> {
  const infos = objects.filter(isFollowed).map((object) => ({
    object,
    namespace: object.metadata?.namespace ?? '',
    name: object.metadata?.name ?? '',
  }));
  if (infos.length === 0) return 0;
  const report = await follow(looker(context, infos), context, { timeout, failFast: 'fatal' });
  await tell(context, report);
  if (report.verdict === 'progressing') throw new KubistError('timed out waiting for the rollouts');
  return WELL.has(report.verdict) ? 0 : 1;
}

function isFollowed(object: KubeObject): boolean {
  const { group, kind } = gvkOf(object);
  return FOLLOWED[group]?.includes(kind) === true;
}

/** Tells what is wrong with manifests that were refused, where they can be read again. */
export async function tellRefusals(context: Context, flags: Flags): Promise<void> {
  const filenames = flags.strings('filename');
  if (filenames.includes('-')) return;
  const { namespace, explicit } = await context.namespace();
  const request = {
    args: [],
    filenames,
    recursive: flags.bool('recursive'),
    kustomize: flags.string('kustomize'),
    namespace,
    explicitNamespace: explicit,
    allNamespaces: false,
    labelSelector: flags.string('selector'),
  };
  // What keeps even that from being found out is told by the errors of applying.
  const report = await prepareManifests(context, request, { ...USUAL, logs: false })
    .then((look) => look())
    .catch(() => undefined);
  const diagnoses = report?.diagnoses.filter(({ findings }) =>
    findings.some(({ place, severity }) => place !== undefined && severity === 'error'),
  );
  if (report !== undefined && diagnoses !== undefined && diagnoses.length > 0)
    await tell(context, { ...report, diagnoses });
}
