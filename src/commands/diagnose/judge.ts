import { gvkOf } from '../../api/gvk.ts';
import type { KubeObject } from '../../api/types.ts';
import type { Context } from '../../cli/context.ts';
import type { ManifestCheck, ServerRefusal } from '../../diagnose/manifest.ts';
import { templateIn } from '../../diagnose/manifests.ts';
import { isAdmission } from '../../diagnose/rules/shared/refusals.ts';
import { StatusError } from '../../errors.ts';
import { stringifyJSON } from '../../formats/json.ts';
import type { ObjectInfo } from '../../resources/objects.ts';
import { findSchemaProblems } from '../../resources/schema-problems.ts';
import { createObject, patchObject } from '../../resources/write.ts';
import { patchPatiently } from '../apply/patcher.ts';

/** What became known of an object by asking what the server would say of it. */
export type Judgement = Pick<ManifestCheck, 'judge' | 'misfits'> &
  Partial<Pick<ManifestCheck, 'refusal' | 'podRefusal'>> & {
    /** Why the server was of no use, where that is worth telling. */
    readonly skipped?: string;
    /** The namespace is not there, and so nothing more can be asked. */
    readonly noNamespace?: true;
  };

/**
 * Has the server judge an object as apply would send it, in a dry run, which changes nothing. Where it may not be asked, the
 * schema of the kind is what there is. Rejects when the server cannot be reached.
 */
export async function judgeObject(
  context: Context,
  info: ObjectInfo,
  live: KubeObject | undefined,
): Promise<Judgement> {
  try {
    await dryRun(context, info, live);
    const podRefusal = await refusedPod(context, info);
    return { judge: 'server', misfits: [], ...(podRefusal === undefined ? {} : { podRefusal }) };
  } catch (error) {
    const { cause } = error as Error;
    const status =
      error instanceof StatusError ? error : cause instanceof StatusError ? cause : undefined;
    if (status === undefined) throw error;
    const { reason, message } = status;
    if (/^namespaces "[^"]*" not found/.test(plainMessage(message)))
      return { ...(await bySchema(context, info.object)), noNamespace: true };
    if (!isVerdict(status)) {
      return { ...(await bySchema(context, info.object)), skipped: reason || message };
    }
    const refusal = toRefusal(status);
    const { misfits } = DECODING.test(message) ? await bySchema(context, info.object) : NOTHING;
    return { judge: 'server', misfits, refusal };
  }
}

const NOTHING = { judge: 'nobody', misfits: [] } as const;
const DECODING =
  /strict decoding error|cannot unmarshal|cannot convert|field not declared|: expected /;

/** What does not fit the schema of the kind, where that can be had. */
export async function bySchema(context: Context, object: KubeObject): Promise<Judgement> {
  const openapi = await context.openapi();
  const found = await openapi.schema(gvkOf(object)).catch(() => undefined);
  if (found === undefined) return NOTHING;
  return { judge: 'schema', misfits: findSchemaProblems(object, found, true) };
}

const PODS = { group: '', version: 'v1', resource: 'pods', namespaced: true };

/**
 * What admission has against the pods of a workload: quotas, limits, security, webhooks. Controllers would be told after the
 * workload is made, and nobody else. Undefined when there is nothing, or the pods may not be made by who asks.
 */
async function refusedPod(
  context: Context,
  { object, namespace, name }: ObjectInfo,
): Promise<ServerRefusal | undefined> {
  const { kind = '' } = object;
  if (!PLACES_OF_PODS.has(kind)) return undefined;
  const { spec, metadata } = templateIn(object) as KubeObject;
  const pod = {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { ...metadata, name: '', namespace, generateName: `${name.slice(0, 40)}-` },
    spec: spec ?? {},
  };
  const client = await context.client();
  try {
    await createObject(client, { resource: PODS, namespace }, pod, { dryRun: true });
    return undefined;
  } catch (error) {
    if (!(error instanceof StatusError)) throw error;
    const { message } = error;
    return isAdmission(message) && isVerdict(error) ? toRefusal(error) : undefined;
  }
}

/** Kinds that have pods made. */
const PLACES_OF_PODS: ReadonlySet<string> = new Set([
  'Deployment',
  'ReplicaSet',
  'StatefulSet',
  'DaemonSet',
  'Job',
  'CronJob',
]);

/** Who sets fields in the server-side apply of the reference. */
const SERVER_SIDE = 'kubectl';

async function dryRun(
  context: Context,
  info: ObjectInfo,
  live: KubeObject | undefined,
): Promise<void> {
  const client = await context.client();
  const how = { dryRun: true, fieldValidation: 'Strict' } as const;
  const { object } = info;
  if (live === undefined) {
    const { resourceVersion: _, ...metadata } = object.metadata ?? {};
    await createObject(client, info, { ...object, metadata }, how);
  } else if (isServerSide(live)) {
    const text = `${stringifyJSON(object, { sortKeys: true })}\n`;
    await patchObject(client, info, 'apply', text, { ...how, fieldManager: SERVER_SIDE });
  } else {
    await patchPatiently(info, live, object, {
      context,
      tries: 2,
      options: { overwrite: true, openAPIPatch: true },
      write: { ...how, fieldManager: 'kubectl-client-side-apply' },
      say: () => undefined,
    });
  }
}

/** True for an object that was applied on the server's side. */
function isServerSide({ metadata }: KubeObject): boolean {
  const entries = (metadata?.['managedFields'] ?? []) as { manager?: string; operation?: string }[];
  return entries.some(({ manager, operation }) => manager === SERVER_SIDE && operation === 'Apply');
}

/** False where the server has not judged the object: nobody may write, or nothing can be written. */
function isVerdict({ code, reason, message }: StatusError): boolean {
  if (code === 404 || code === 405 || code === 415 || code === 429 || code >= 500)
    return /denied the request|failed calling webhook/.test(message);
  if (code === 401 || /does not support dry run/.test(message)) return false;
  return !(reason === 'Forbidden' && /cannot \w+ resource/.test(message));
}

function plainMessage(message: string): string {
  return message.replace(/^error when \w+ "(?:[^"\\]|\\.)*": /, '');
}

function toRefusal({ reason, status }: StatusError): ServerRefusal {
  const { details, message = '' } = status;
  return {
    reason,
    message: plainMessage(message),
    causes: (details?.causes ?? []).map((cause) => ({
      field: cause.field ?? '',
      message: cause.message ?? '',
    })),
  };
}
