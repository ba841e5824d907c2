import type { Context } from '../../cli/context.ts';
import { ExitError, KubistError } from '../../errors.ts';
import { podsPath } from '../../resources/pods/choose.ts';
import {
  containerNames,
  type ContainerStatus,
  type Pod,
  statusOf,
} from '../../resources/pods/pod.ts';
import type { RESTClient } from '../../rest/client.ts';
import { type WatchUpdate, watchResource } from '../../rest/watcher.ts';
import { colourOf } from './colour.ts';
import { chosenContainers } from './containers.ts';
import { followLog, wordsOf } from './follow.ts';
import { LineWriter } from './line-writer.ts';
import type { LogOptions } from './options.ts';
import { SharedOutput } from './output.ts';
import { LogPlace } from './place.ts';
import { prefixOf, refuseTooMany, stepOf } from './show.ts';
import { type LogSource, type LogTarget, selectorOf } from './sources.ts';

/** `--follow-new`: follows what is there and what comes, until Ctrl-C. */
export async function followNew(
  context: Context,
  target: LogTarget,
  options: LogOptions,
): Promise<void> {
  const client = await context.client();
  const { signal } = context;
  const follower = new Follower(context, client, options);
  const query = queryOf(target, options);
  try {
    const updates = watchResource<Pod>(client, {
      path: podsPath(options.namespace),
      query,
      signal,
    });
    for await (const update of updates) await follower.see(update);
  } catch (error) {
    if (!signal.aborted) throw error;
  }
  throw new ExitError(1);
}

/** Which pods are meant: those with the labels, those of the workload, or the one of the name. */
function queryOf(target: LogTarget, { selector }: LogOptions): Record<string, string> {
  if (selector !== '') return { labelSelector: selector };
  if (target === undefined) throw new KubistError('expected a resource');
  if ('owner' in target) return { labelSelector: selectorOf(target.owner) };
  return { fieldSelector: `metadata.name=${target.pods[0]?.metadata?.name ?? ''}` };
}

/** Follows each run of each container once. */
class Follower {
  readonly #context: Context;
  readonly #client: RESTClient;
  readonly #options: LogOptions;
  readonly #output: SharedOutput;
  /** Runs that have been taken up: `UID/CONTAINER/ID`. */
  readonly #known = new Set<string>();
  /** Runs whose end has been told. */
  readonly #ended = new Set<string>();
  /** Containers of each pod, chosen when it was first seen. */
  readonly #chosen = new Map<string, readonly string[]>();
  #following = 0;
  #first = true;

  constructor(context: Context, client: RESTClient, options: LogOptions) {
    this.#context = context;
    this.#client = client;
    this.#options = options;
    this.#output = new SharedOutput(context.streams.out);
  }

  /** Takes up what has started, and tells of what has ended. */
  async see(update: WatchUpdate<Pod>): Promise<void> {
    if (update.type === 'LIST') {
      if (this.#first) {
        const running = await Promise.all(update.object.items.map((pod) => this.#runs(pod)));
        refuseTooMany(running.flat().length, this.#options);
      }
      for (const pod of update.object.items) await this.#seePod(pod);
      this.#first = false;
    } else if (update.type === 'DELETED') {
      await this.#tellEnds(update.object);
      await this.#tell(update.object.metadata?.name ?? '', 'the pod has been deleted');
      this.#chosen.delete(update.object.metadata?.uid ?? '');
    } else if (update.type !== 'ERROR') await this.#seePod(update.object);
  }

  async #seePod(pod: Pod): Promise<void> {
    for (const run of await this.#runs(pod)) {
      if (this.#known.has(run.id)) continue;
      if (this.#following >= Math.max(1, this.#options.maxLogRequests)) {
        // Tried again when the pod changes next.
        await this.#tell(
          `${pod.metadata?.name ?? ''}/${run.source.container}`,
          `not followed: ${this.#following} logs are, which is what --max-log-requests allows`,
        );
        continue;
      }
      this.#known.add(run.id);
      void this.#follow(run.source, this.#first);
    }
    await this.#tellEnds(pod);
  }

  /** The runs of a pod's chosen containers whose log can be read, and is not known to be over. */
  async #runs(pod: Pod): Promise<{ id: string; source: LogSource }[]> {
    const namespace = pod.metadata?.namespace ?? this.#options.namespace;
    const containers = await this.#containersOf(pod);
    return containers.flatMap((container) => {
      const status = statusOf(pod, container);
      // What had ended before kubist looked is history.
      if (status === undefined || !isFresh(status, this.#first)) return [];
      return [{ id: idOf(pod, status), source: { pod, namespace, container } }];
    });
  }

  async #containersOf(pod: Pod): Promise<readonly string[]> {
    const uid = pod.metadata?.uid ?? '';
    let chosen = this.#chosen.get(uid);
    if (chosen === undefined || this.#options.allContainers) {
      chosen = await chosenContainers(pod, this.#options, (line) =>
        this.#context.streams.err.write(line),
      );
      this.#chosen.set(uid, chosen);
    }
    return chosen;
  }

  async #follow(source: LogSource, isFirst: boolean): Promise<void> {
    const { streams, signal } = this.#context;
    const { query } = this.#options;
    // Of what comes later everything is wanted.
    const { tailLines: _tail, sinceSeconds: _since, ...whole } = query;
    const options = { ...this.#options, query: isFirst ? query : whole };
    const place = options.resumes ? new LogPlace(options.timestamps) : undefined;
    const prefix = prefixOf(source);
    const writer = new LineWriter(this.#output, {
      place,
      step: stepOf(options),
      prefix: streams.out.painter ? colourOf(source.pod.metadata?.name ?? '', prefix) : prefix,
      whole: true,
    });
    const tell = (line: string): void | Promise<void> => streams.err.write(line);
    this.#following++;
    try {
      await followLog({ client: this.#client, signal, options, tell }, source, writer, place);
    } catch (error) {
      if (!signal.aborted) {
        await this.#tell(
          `${source.pod.metadata?.name ?? ''}/${source.container}`,
          wordsOf(error as Error),
        );
      }
    } finally {
      this.#following--;
    }
  }

  /** A line for each run that was followed and has ended, with the reason. */
  async #tellEnds(pod: Pod): Promise<void> {
    for (const container of containerNames(pod)) {
      const status = statusOf(pod, container);
      const terminated = status?.state?.terminated ?? status?.lastState?.terminated;
      if (status === undefined || terminated === undefined) continue;
      const id = `${pod.metadata?.uid ?? ''}/${container}/${terminated.containerID ?? ''}`;
      if (!this.#known.has(id) || this.#ended.has(id)) continue;
      this.#ended.add(id);
      const how =
        (terminated.signal ?? 0) === 0
          ? `exit code ${terminated.exitCode ?? 0}`
          : `signal ${terminated.signal ?? 0}`;
      await this.#tell(
        `${pod.metadata?.name ?? ''}/${container}`,
        `ended: ${terminated.reason ?? 'unknown reason'} (${how})`,
      );
    }
  }

  #tell(what: string, text: string): void | Promise<void> {
    return this.#context.streams.err.write(`[pod/${what}] ${text}\n`);
  }
}

function isFresh({ state, containerID }: ContainerStatus, first: boolean): boolean {
  if ((containerID ?? '') === '') return false;
  return state?.running !== undefined || (!first && state?.terminated !== undefined);
}

function idOf({ metadata }: Pod, { name, containerID }: ContainerStatus): string {
  return `${metadata?.uid ?? ''}/${name}/${containerID ?? ''}`;
}
