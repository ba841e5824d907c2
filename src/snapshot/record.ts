import { parseJSON } from '../formats/json.ts';
import { formatRFC3339 } from '../formats/time.ts';
import { KubistError, StatusError } from '../errors.ts';
import type { RESTClient } from '../rest/client.ts';
import { servedResources } from './catalogue.ts';
import type { SnapshotInfo } from './layout.ts';
import { Place } from './place.ts';
import { byLabels, withinNamespace, type Keep } from './recording/choice.ts';
import { readDiscovery, sentence } from './recording/discovery.ts';
import { endingWith } from './recording/ending-with.ts';
import { LogRecorder, type LogLimits } from './recording/logs.ts';
import { ObjectRecorder } from './recording/objects.ts';
import { SnapshotWriter } from './write.ts';

/** What goes into a snapshot. */
export interface RecordOptions {
  /** The namespace that commands on the snapshot start in. */
  readonly namespace: string;
  /** The only namespace whose objects are saved; all when missing. */
  readonly only?: string | undefined;
  /** Chooses workloads by their labels. */
  readonly labelSelector?: string | undefined;
  /** The clock, milliseconds since 1970. */
  readonly now: () => number;
  /** Which API groups the snapshot knows; all when missing. */
  readonly groups?: (group: string) => boolean;
  /** Which objects of a resource are kept, besides; all when missing. */
  readonly keep?: Keep;
  /** Which OpenAPI documents are kept, by path (`apis/apps/v1`); all when missing. */
  readonly openapi?: (path: string) => boolean;
  /** How much of logs is saved; nothing when missing. */
  readonly logs?: LogLimits | undefined;
  /** Mask literal values of environment variables and headers whose names are those of secrets. */
  readonly mask?: boolean;
  /** Keep `metadata.managedFields`. */
  readonly managedFields?: boolean;
  /** Ends it. */
  readonly signal?: AbortSignal;
  /** Takes what tells how far it is. */
  readonly progress?: (status: () => string) => void;
}

/** What was saved. */
export interface RecordReport {
  readonly objects: number;
  readonly logs: number;
  /** The bytes of an archive; undefined for a folder. */
  readonly size: number | undefined;
  /** What could not be saved, a sentence each. */
  readonly missing: readonly string[];
}

/** Requests at a time. */
const PARALLEL = 8;

/**
 * Saves what a client may read of its cluster into an archive (`*.tgz`) or a folder. Values of Secrets do not get there. Until all is
 * saved, nothing changes at the target; a failure leaves it as it was.
 */
export async function recordSnapshot(
  client: RESTClient,
  target: string,
  options: RecordOptions,
): Promise<RecordReport> {
  const place = await Place.prepare(target);
  try {
    const { signal } = options;
    const reader = signal === undefined ? client : endingWith(client, signal);
    const report = await record(reader, place.directory, options);
    const size = await place.finish();
    return { ...report, size };
  } catch (error) {
    await place.abandon();
    if (options.signal?.aborted === true) throw interrupted();
    throw error;
  }
}

function interrupted(): KubistError {
  return new KubistError('not saved: it was interrupted');
}

async function record(
  client: RESTClient,
  directory: string,
  options: RecordOptions,
): Promise<Omit<RecordReport, 'size'>> {
  const { namespace, only = '', labelSelector = '', signal, progress = () => {} } = options;
  const missing: string[] = [];
  const writer = new SnapshotWriter(directory);
  const version = await client.json<SnapshotInfo['version']>({ path: '/version', plain: true });
  if (only !== '') await refuseMissingNamespace(client, only);
  const discovery = await readDiscovery(client, options.groups ?? (() => true), missing);
  await writer.discovery(discovery);

  const objects = new ObjectRecorder(
    client,
    writer,
    {
      only,
      keep: await keepOf(client, options),
      mask: options.mask ?? false,
      managedFields: options.managedFields ?? false,
    },
    missing,
  );
  const lists = servedResources(discovery).filter(({ verbs }) => verbs.includes('list'));
  let done = 0;
  progress(() => `saving: ${objects.saved} objects, ${done} of ${lists.length} kinds`);
  await inParallel(lists, signal, async (resource) => {
    await objects.record(resource);
    done++;
  });
  const logs = new LogRecorder(client, writer, options.logs ?? NO_LOGS, missing);
  if (options.logs !== undefined) {
    // Should the logs be too many, those that tell of failures are there.
    const containers = objects.containers.sort((a, b) => Number(a.well) - Number(b.well));
    progress(() => `saving: ${logs.saved} logs of ${containers.length} containers`);
    await inParallel(containers, signal, (container) => logs.record(container));
    logs.end();
  }
  progress(() => 'saving: OpenAPI documents');
  await recordDocuments(client, writer, options, missing);
  missing.sort();
  if (objects.saved === 0 && missing.length > 0) {
    throw new KubistError(`nothing could be saved: ${missing[0]}`);
  }
  await writer.end({
    formatVersion: 1,
    // After the last answer: nothing that was saved lies in the future.
    savedAt: formatRFC3339(options.now()),
    namespace,
    version,
    ...(only === '' ? {} : { only }),
    ...(labelSelector === '' ? {} : { labelSelector }),
    ...(missing.length === 0 ? {} : { missing }),
  });
  signal?.throwIfAborted();
  progress(() => 'packing');
  return { objects: objects.saved, logs: logs.saved, missing };
}

const NO_LOGS: LogLimits = { lines: 0, bytes: 0, total: 0 };

async function keepOf(
  client: RESTClient,
  { only = '', labelSelector = '', keep }: RecordOptions,
): Promise<Keep> {
  const all: Keep[] = [];
  if (keep !== undefined) all.push(keep);
  if (only !== '') all.push(withinNamespace(only));
  if (labelSelector !== '') all.push(await byLabels(client, only, labelSelector));
  return (object, resource) => all.every((one) => one(object, resource));
}

/** A namespace that is not there is a mistake, and not one without objects. Whoever may not look is believed. */
async function refuseMissingNamespace(client: RESTClient, name: string): Promise<void> {
  try {
    await client.json({ path: `/api/v1/namespaces/${encodeURIComponent(name)}` });
  } catch (error) {
    if (!(error instanceof StatusError) || error.code === 404) throw error;
  }
}

async function recordDocuments(
  client: RESTClient,
  writer: SnapshotWriter,
  { openapi = () => true, signal }: RecordOptions,
  missing: string[],
): Promise<void> {
  let index: { paths?: object };
  try {
    // The server calls the index plain text.
    index = parseJSON(await client.text({ path: '/openapi/v3', plain: true })) as typeof index;
  } catch (error) {
    missing.push(sentence('/openapi/v3', error));
    return;
  }
  const paths = Object.keys(index.paths ?? {}).filter(openapi);
  await inParallel(paths, signal, async (path) => {
    try {
      await writer.openapi(path, await client.text({ path: `/openapi/v3/${path}`, plain: true }));
    } catch (error) {
      missing.push(sentence(`/openapi/v3/${path}`, error));
    }
  });
}

/** Runs an action on every item, a few at a time. When one fails, it waits for those that are under way, and throws. */
async function inParallel<T>(
  items: readonly T[],
  signal: AbortSignal | undefined,
  action: (item: T) => Promise<void>,
): Promise<void> {
  const queue = items.values();
  const failures: unknown[] = [];
  const work = async (): Promise<void> => {
    for (const item of queue) {
      if (signal?.aborted === true) throw interrupted();
      if (failures.length > 0) return;
      await action(item);
    }
  };
  const note = (error: unknown): void => void failures.push(error);
  await Promise.all(Array.from({ length: PARALLEL }, () => work().catch(note)));
  if (failures.length > 0) throw failures[0];
}
