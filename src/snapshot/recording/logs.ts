import type { KubeObject } from '../../api/types.ts';
import { StatusError } from '../../errors.ts';
import { stringifyJSON } from '../../formats/json.ts';
import { logRequest } from '../../resources/pods/log-request.ts';
import type { RESTClient } from '../../rest/client.ts';
import type { SnapshotWriter } from '../write.ts';
import { sentence } from './discovery.ts';
import { maskLog } from './mask-log.ts';

/** How much of logs is saved. */
export interface LogLimits {
  /** Lines of each container's log, from its end. */
  readonly lines: number;
  /** Bytes of each container's log, from its end. */
  readonly bytes: number;
  /** Bytes of all logs. */
  readonly total: number;
  /** Only lines of the last so many seconds; all when missing. */
  readonly since?: number | undefined;
  /** Takes out of a text what looks like a secret; texts stay as they are when missing. */
  readonly mask?: ((text: string) => string) | undefined;
}

/** A container whose log is to be saved. */
export interface Container {
  readonly namespace: string;
  readonly pod: string;
  readonly name: string;
  readonly restarted: boolean;
  /** It runs and is ready, or has ended well. */
  readonly well: boolean;
}

interface ContainerStatus {
  readonly name: string;
  readonly restartCount?: number;
  readonly ready?: boolean;
  readonly state?: { readonly terminated?: { readonly exitCode?: number } };
}

/** The containers of a pod of which the kubelet has told. */
export function containersOf({ metadata, status }: KubeObject): Container[] {
  const { namespace = '', name: pod = '' } = metadata ?? {};
  const { initContainerStatuses, containerStatuses, ephemeralContainerStatuses } = (status ??
    {}) as Record<string, readonly ContainerStatus[] | undefined>;
  return [initContainerStatuses, containerStatuses, ephemeralContainerStatuses]
    .flatMap((statuses) => statuses ?? [])
    .map(({ name, restartCount = 0, ready = false, state }) => ({
      namespace,
      pod,
      name,
      restarted: restartCount > 0,
      well: restartCount === 0 && (ready || state?.terminated?.exitCode === 0),
    }));
}

/** Saves logs. What of them is forbidden or left out is added to `missing`. */
export class LogRecorder {
  saved = 0;
  readonly #client: RESTClient;
  readonly #writer: SnapshotWriter;
  readonly #limits: LogLimits;
  readonly #missing: string[];
  #left: number;
  #leftOut = 0;
  #forbidden: string | undefined;

  constructor(client: RESTClient, writer: SnapshotWriter, limits: LogLimits, missing: string[]) {
    this.#client = client;
    this.#writer = writer;
    this.#limits = limits;
    this.#missing = missing;
    this.#left = limits.total;
  }

  /** The log of a container, and that from before its last restart; in their place what the server said instead. */
  async record({ namespace, pod, name, restarted }: Container): Promise<void> {
    for (const previous of restarted ? (['', 'previous.'] as const) : ([''] as const)) {
      if (this.#left <= 0) {
        this.#leftOut++;
        continue;
      }
      try {
        const text = await this.#read({ namespace, pod, container: name }, previous !== '');
        this.#left -= text.length;
        this.saved++;
        await this.#writer.log(namespace, pod, name, `${previous}txt`, text);
      } catch (error) {
        if (!(error instanceof StatusError)) {
          this.#missing.push(sentence(`log of ${namespace}/${pod} ${name}`, error));
          continue;
        }
        if (error.code === 403) this.#forbidden = error.message;
        const status = stringifyJSON(error.status);
        await this.#writer.log(namespace, pod, name, `${previous}refused.json`, `${status}\n`);
      }
    }
  }

  end(): void {
    if (this.#forbidden !== undefined) this.#missing.push(`logs: ${this.#forbidden}`);
    if (this.#leftOut > 0) {
      const total = Math.round(this.#limits.total / 2 ** 20);
      this.#missing.push(`logs: ${this.#leftOut} more, after ${total} MiB of them`);
    }
  }

  async #read(
    at: { namespace: string; pod: string; container: string },
    previous: boolean,
  ): Promise<string> {
    const { lines, since, bytes, mask } = this.#limits;
    const response = await this.#client.send(
      logRequest(at, {
        tailLines: lines,
        timestamps: true,
        ...(since === undefined ? {} : { sinceSeconds: since }),
        ...(previous ? { previous: true } : {}),
      }),
    );
    const text = await endOf(response.stream(), bytes);
    return mask === undefined ? text : maskLog(text, mask);
  }
}

/** The last whole lines of a text, so many bytes at most. */
async function endOf(stream: AsyncIterable<Uint8Array>, limit: number): Promise<string> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  let cut = false;
  for await (const chunk of stream) {
    chunks.push(chunk);
    size += chunk.length;
    while (size - (chunks[0] as Uint8Array).length >= limit) {
      size -= (chunks.shift() as Uint8Array).length;
      cut = true;
    }
  }
  const bytes = Buffer.concat(chunks);
  if (!cut && bytes.length <= limit) return bytes.toString();
  const end = bytes.subarray(Math.max(bytes.length - limit, 0));
  const line = end.indexOf(0x0a) + 1;
  return end.subarray(line === end.length ? 0 : line).toString();
}
