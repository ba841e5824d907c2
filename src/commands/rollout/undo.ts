import type { JSONObject, JSONValue } from '../../api/types.ts';
import type { CommandSpec } from '../../cli/command.ts';
import type { Context } from '../../cli/context.ts';
import type { Flags } from '../../cli/flags/flags.ts';
import { printFlags } from '../../cli/flags/print.ts';
import { type DryRun, dryRunFlag, operation, readDryRun } from '../../cli/flags/write.ts';
import { podTemplateText } from '../../describe/pod-template.ts';
import { KubistError } from '../../errors.ts';
import { stringifyJSON } from '../../formats/json.ts';
import { type ObjectInfo, visitObjects } from '../../resources/objects.ts';
import { asTyped } from '../../resources/typed/encode.ts';
import { patchObject } from '../../resources/write.ts';
import { CHANGE_FORMATS, changePrinter, printOptions } from '../change/print.ts';
import { readRevisions, type Revision } from './revisions.ts';
import { resolveWorkloads, targetFlags, type Workload, workloadKind } from './shared.ts';

/** `rollout undo`: brings workloads back to an earlier revision. */
export const undo: CommandSpec = {
  use: '(TYPE NAME | TYPE/NAME) [flags]',
  short: 'Undo a previous rollout',
  long: 'Brings a workload back to its last revision, or to another earlier one.',
  examples: `  # Back to what was there before
  {program} rollout undo deployment/web

  # Back to a certain revision
  {program} rollout undo daemonset/agent --to-revision=3

  # What would be rolled back to
  {program} rollout undo --dry-run=client deployment/web`,
  flags: [
    ...printFlags(CHANGE_FORMATS),
    ...targetFlags('to roll back'),
    dryRunFlag,
    {
      name: 'to-revision',
      type: 'int64',
      default: 0,
      usage: 'The revision to go back to; 0 is the last one.',
    },
  ],
  run,
};

const LAST_APPLIED = 'kubectl.kubernetes.io/last-applied-configuration';

async function run(context: Context, flags: Flags, args: readonly string[]): Promise<void> {
  const dryRun = readDryRun(flags, context.log);
  const toRevision = flags.int('to-revision');
  const resolution = await resolveWorkloads(context, flags, args);
  await visitObjects(resolution, async (info) => {
    const { kind, group, resource } = info.resource;
    if (workloadKind(info) === undefined) {
      throw new KubistError(
        `error retrieving rollbacker for "${kind}", no visitor method exists for {${group} ${kind}}`,
      );
    }
    if (info.object.metadata?.annotations?.[LAST_APPLIED] !== undefined) {
      context.warn(
        `resource ${resource}/${info.name} was previously managed with 'kubectl apply'. Rolling back will not update the ${LAST_APPLIED} annotation, which may cause unexpected behavior on future 'kubectl apply' operations. Consider using 'kubectl apply' with your previous configuration file instead.`,
      );
    }
    const rollBack = kind === 'Deployment' ? rollBackDeployment : rollBackOther;
    const done = await rollBack(context, info, toRevision, dryRun);
    const options = { ...printOptions(flags), typed: true };
    const printer = await changePrinter(options, operation(done, dryRun));
    await printer.print(asTyped(info.object), context.streams.out);
  });
}

const HASH = 'pod-template-hash';
/** Annotations that belong to a deployment itself and not to a revision of it. */
const OWN_ANNOTATIONS: ReadonlySet<string> = new Set([
  LAST_APPLIED,
  'deployment.kubernetes.io/revision',
  'deployment.kubernetes.io/revision-history',
  'deployment.kubernetes.io/desired-replicas',
  'deployment.kubernetes.io/max-replicas',
  'deprecated.deployment.rollback.to',
]);

async function rollBackDeployment(
  context: Context,
  info: ObjectInfo,
  toRevision: number,
  dryRun: DryRun,
): Promise<string> {
  if (toRevision < 0) throw notInHistory(toRevision);
  const { workload, revisions } = await readRevisions(context, info);
  if (toRevision === 0 && revisions.length < 2) {
    throw new KubistError(`no rollout history found for deployment ${JSON.stringify(info.name)}`);
  }
  const revision = choose(revisions, toRevision);
  const { template: kept } = (revision.keeper['spec'] ?? {}) as { template?: JSONObject };
  if (dryRun === 'client') return podTemplateText(kept ?? {});
  if (workload.spec?.paused === true) {
    throw new KubistError(
      "you cannot rollback a paused deployment; resume it first with 'kubectl rollout resume' and try again",
    );
  }
  const template = withoutHash(kept ?? {});
  if (equal(template, withoutHash((workload.spec?.template ?? {}) as JSONObject))) {
    return skipped(toRevision);
  }
  const annotations = Object.fromEntries([
    ...entries(workload).filter(([key]) => OWN_ANNOTATIONS.has(key)),
    ...entries(revision.keeper).filter(([key]) => !OWN_ANNOTATIONS.has(key)),
  ]);
  const patch = [
    { op: 'replace', path: '/spec/template', value: template },
    { op: 'replace', path: '/metadata/annotations', value: annotations },
  ];
  await patchObject(await context.client(), info, 'json', patch, { dryRun: dryRun === 'server' });
  return 'rolled back';
}

/** Daemon sets and stateful sets. */
async function rollBackOther(
  context: Context,
  info: ObjectInfo,
  toRevision: number,
  dryRun: DryRun,
): Promise<string> {
  const { workload, revisions } = await readRevisions(context, info);
  if (toRevision === 0 && revisions.length < 2) {
    throw new KubistError('no last revision to roll back to');
  }
  const { template, data = {} } = choose(revisions, toRevision);
  if (dryRun === 'client') return `will roll back to ${podTemplateText(template)}`;
  if (equal(template as JSONObject, (workload.spec?.template ?? {}) as JSONObject)) {
    return skipped(toRevision);
  }
  await patchObject(await context.client(), info, 'strategic', data, {
    dryRun: dryRun === 'server',
  });
  return 'rolled back';
}

/** The revision before the newest, or the one of this number. */
function choose(revisions: readonly Revision[], toRevision: number): Revision {
  const chosen =
    toRevision === 0 ? revisions.at(-2) : revisions.find(({ number }) => number === toRevision);
  if (chosen !== undefined) return chosen;
  throw notInHistory(toRevision);
}

function skipped(toRevision: number): string {
  return `skipped rollback (current template already matches revision ${toRevision})`;
}

function entries({ metadata }: Workload): [string, string][] {
  return Object.entries(metadata?.annotations ?? {});
}

function withoutHash(template: JSONObject): JSONObject {
  const metadata = (template['metadata'] ?? {}) as JSONObject;
  const { [HASH]: _, ...labels } = (metadata['labels'] ?? {}) as JSONObject;
  return { ...template, metadata: { ...metadata, labels } };
}

function equal(a: JSONValue, b: JSONValue): boolean {
  return stringifyJSON(a, { sortKeys: true }) === stringifyJSON(b, { sortKeys: true });
}

function notInHistory(revision: number): KubistError {
  return new KubistError(`unable to find specified revision ${revision} in history`);
}
