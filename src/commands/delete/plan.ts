import type { KubeObject, Status } from '../../api/types.ts';
import type { Context } from '../../cli/context.ts';
import type { Propagation } from '../../cli/flags/delete.ts';
import { type DryRun, operation } from '../../cli/flags/write.ts';
import { StatusError } from '../../errors.ts';
import { goQuote } from '../../formats/go-quote.ts';
import { writeAs } from '../../printers/write-as.ts';
import { Failures } from '../../resources/failures.ts';
import type { Info, Resolution } from '../../resources/info.ts';
import { objectsIn } from '../../resources/objects.ts';
import { waitUntilGone } from '../../resources/wait/gone.ts';
import { A_WEEK, patience } from '../../resources/wait/patience.ts';
import { deleteObject } from '../../resources/write.ts';
import { fromSource } from '../change/source-error.ts';
import { withoutNotFound } from '../get/failures.ts';

/** How to delete. */
export interface DeletePlan {
  readonly propagation: Propagation;
  /** Seconds; negative leaves them to the objects. */
  readonly gracePeriod: number;
  readonly dryRun: DryRun;
  /** Print TYPE/NAME only. */
  readonly nameOnly: boolean;
  readonly ignoreNotFound: boolean;
  readonly wait: boolean;
  /** Of the wait, in milliseconds; 0 is as long as it takes. */
  readonly timeout: number;
  /** Say once that objects outside of namespaces go too. */
  readonly warnClusterScope: boolean;
}

/** What is to be deleted, one after the other: what a command line names, or what was shown before. */
export type Deletable = Pick<Resolution, 'visit'>;

/**
 * Deletes objects and says so, object by object; one that fails does not stop the others. Then waits until they are
 * gone, if the plan says so.
 */
export async function deleteAll(
  context: Context,
  deletable: Deletable,
  plan: DeletePlan,
): Promise<void> {
  const deleted: Deleted[] = [];
  let found = 0;
  let warn = plan.warnClusterScope;
  const remaining = await visitEach(deletable, async (info) => {
    found++;
    if (warn && !info.resource.namespaced) {
      warn = false;
      context.warn('deleting cluster-scoped resources, not scoped to the provided namespace');
    }
    const entry: Deleted = { info, uid: undefined };
    // One that was not found is looked at again with the others, as the reference does.
    deleted.push(entry);
    entry.uid = await deleteOne(context, info, plan);
    await writeAs('change', described(info, plan), context.streams.out);
  });
  const failure = plan.ignoreNotFound ? withoutNotFound(remaining) : remaining;
  if (failure !== undefined) throw failure;
  if (found === 0) await context.streams.out.write('No resources found\n');
  else if (plan.wait && plan.dryRun === 'none') await waitForAll(context, deleted, plan.timeout);
}

/** An object that was told to go; `uid` where it is known which one that is. */
export interface Deleted {
  readonly info: Info;
  uid: string | undefined;
}

/** Visits object by object, the items of lists too; answers what failed. */
export async function visitEach(
  deletable: Deletable,
  visitor: (info: Info) => void | Promise<void>,
): Promise<unknown> {
  const failures = new Failures();
  try {
    await failures.attempt(() =>
      deletable.visit(async (info) => {
        const infos = info.object === undefined ? [info] : objectsIn(info);
        for (const one of infos) await failures.attempt(() => visitor(one));
      }),
    );
    failures.rethrow();
    return undefined;
  } catch (error) {
    return error;
  }
}

/** Deletes one object; answers its uid, where the server tells it. */
async function deleteOne(
  context: Context,
  info: Info,
  { propagation, gracePeriod, dryRun }: DeletePlan,
): Promise<string | undefined> {
  if (dryRun === 'client') return undefined;
  const client = await context.client();
  const answer = await fromSource('deleting', info.source, () =>
    deleteObject(client, info, {
      propagationPolicy: propagation,
      ...(gracePeriod < 0 ? {} : { gracePeriodSeconds: gracePeriod }),
      ...(dryRun === 'server' ? { dryRun: true } : {}),
    }),
  );
  return uidOf(answer);
}

function uidOf(answer: KubeObject): string | undefined {
  const uid = (answer as Status).details?.uid ?? answer.metadata?.uid;
  return uid === '' ? undefined : uid;
}

function described(
  { resource, name, namespace }: Info,
  { nameOnly, dryRun, gracePeriod }: DeletePlan,
): string {
  const group = resource.group === '' ? '' : `.${resource.group}`;
  const type = `${resource.kind.toLowerCase()}${group}`;
  if (nameOnly) return `${type}/${name}\n`;
  const verb = gracePeriod === 0 ? 'force deleted' : 'deleted';
  const where = resource.namespaced ? `${verb} from ${namespace} namespace` : verb;
  return `${type} ${goQuote(name)} ${operation(where, dryRun)}\n`;
}

/** Waits for one after the other. Who may not look is not kept waiting. `timeout` in milliseconds; 0 is as long as it takes. */
export async function waitForAll(
  context: Context,
  deleted: readonly Deleted[],
  timeout: number,
): Promise<void> {
  const client = await context.client();
  if (timeout < 0)
    context.log.error('until.go:159', 'Timeout for context shall not be negative', []);
  const until = patience(timeout === 0 ? A_WEEK : Math.max(timeout, 1), () => context.signal);
  try {
    for (const [index, { info, uid }] of deleted.entries()) {
      const which = deleted.length === 1 ? '' : ` (${index + 1} of ${deleted.length})`;
      context.progress.show(
        `waiting until ${info.resource.kind.toLowerCase()}/${info.name} is gone${which}`,
      );
      await waitUntilGone(client, info, until, uid);
    }
  } catch (error) {
    if (!(error instanceof StatusError) || !CANNOT_LOOK.has(error.reason)) throw error;
  }
}

const CANNOT_LOOK: ReadonlySet<string> = new Set(['Forbidden', 'MethodNotAllowed']);
