import type { Socket } from 'node:net';
import type { Context } from '../../cli/context.ts';
import { ConnectionError, KubistError } from '../../errors.ts';
import type { Pod } from '../../resources/pods/pod.ts';
import { podsPath } from '../../resources/pods/choose.ts';
import { pause } from '../../rest/pause.ts';
import { Tunnel } from '../../rest/port-forward/tunnel.ts';
import { watchResource } from '../../rest/watcher.ts';
import type { ForwardedPort } from './ports.ts';
import type { ForwardTarget } from './target.ts';

/** Waits between attempts to find another pod, in milliseconds; the last one repeats. */
const WAITS = [100, 300, 1000, 2000, 5000] as const;

/**
 * The connections to a pod, each with a tunnel of its own, and a tunnel in reserve: it serves the next connection at
 * once, and tells when the pod is lost. With `findAgain`, another pod is looked for then.
 */
export class Session {
  readonly #context: Context;
  readonly #findAgain: (() => Promise<ForwardTarget>) | undefined;
  readonly #tunnels = new Set<Tunnel>();
  readonly #sockets = new Set<Socket>();
  readonly #stop = new AbortController();
  readonly #lost = Promise.withResolvers<void>();
  #target: ForwardTarget;
  #reserve: Promise<Tunnel> | undefined;
  #renewal: Promise<void> | undefined;
  #watching = new AbortController();
  #requests = 0;

  constructor(
    context: Context,
    target: ForwardTarget,
    findAgain: (() => Promise<ForwardTarget>) | undefined,
  ) {
    this.#context = context;
    this.#target = target;
    this.#findAgain = findAgain;
  }

  /** Opens the first tunnel. Rejects when the server refuses. */
  async start(): Promise<void> {
    try {
      await this.#refill();
    } catch (error) {
      throw new KubistError(`error upgrading connection: ${wordsOf(error)}`, { cause: error });
    }
    if (this.#findAgain !== undefined) void this.#watch();
  }

  /** Ends when the signal aborts; rejects when the pod is lost. */
  async untilLost(signal: AbortSignal): Promise<void> {
    const aborted = new Promise<void>((resolve) => {
      if (signal.aborted) resolve();
      signal.addEventListener('abort', () => resolve(), { once: true });
    });
    await Promise.race([aborted, this.#lost.promise]);
    if (!signal.aborted) throw new KubistError('lost connection to pod');
  }

  /** Breaks off what is still open. */
  async end(): Promise<void> {
    this.#stop.abort();
    this.#watching.abort();
    for (const socket of this.#sockets) socket.destroy();
    await Promise.all([...this.#tunnels].map((tunnel) => tunnel.close()));
  }

  /** Carries one connection. */
  async carry(socket: Socket, local: number, { remote }: ForwardedPort): Promise<void> {
    this.#sockets.add(socket);
    socket.on('close', () => this.#sockets.delete(socket));
    // What breaks here ends this connection, and there is nothing to tell.
    socket.on('error', () => undefined);
    await this.#context.streams.out.write(`Handling connection for ${local}\n`);
    let problem: string;
    try {
      const tunnel = await this.#take();
      problem = await tunnel.forward(remote, this.#requests++, socket);
      if (problem !== '')
        problem = `an error occurred forwarding ${local} -> ${remote}: ${problem}`;
    } catch (error) {
      socket.destroy();
      problem = `error creating forwarding stream for port ${local} -> ${remote}: ${wordsOf(error)}`;
    }
    if (problem === '' || this.#stop.signal.aborted) return;
    this.#context.log.error('portforward.go:522', 'Unhandled Error', [['err', problem]]);
    // The reference gives up the whole session when one connection fails.
    if (this.#findAgain === undefined) this.#lost.resolve();
  }

  /** The tunnel in reserve; another one takes its place at once. */
  async #take(): Promise<Tunnel> {
    await this.#renewal;
    const reserve = this.#refill();
    this.#reserve = undefined;
    try {
      return await reserve;
    } catch (error) {
      if (this.#findAgain === undefined) throw error;
      await this.#renew();
      const again = this.#refill();
      this.#reserve = undefined;
      return await again;
    } finally {
      // When that fails, the next connection is told.
      if (!this.#stop.signal.aborted) this.#refill().catch(() => undefined);
    }
  }

  #refill(): Promise<Tunnel> {
    this.#reserve ??= this.#open();
    return this.#reserve;
  }

  async #open(): Promise<Tunnel> {
    const { path } = this.#target;
    const tunnel = await Tunnel.open(await this.#context.client(), path, this.#stop.signal);
    this.#tunnels.add(tunnel);
    void this.#await(tunnel);
    return tunnel;
  }

  /** One that ends without having been used says that the pod, or the way to it, is gone. */
  async #await(tunnel: Tunnel): Promise<void> {
    await tunnel.ended;
    this.#tunnels.delete(tunnel);
    const reserve = await this.#reserve?.catch(() => undefined);
    if (reserve !== tunnel || this.#stop.signal.aborted) return;
    this.#reserve = undefined;
    if (this.#findAgain === undefined) this.#lost.resolve();
    else await this.#renew();
  }

  /** Looks for another pod until there is one. */
  #renew(): Promise<void> {
    this.#renewal ??= this.#findTarget().finally(() => {
      this.#renewal = undefined;
    });
    return this.#renewal;
  }

  async #findTarget(): Promise<void> {
    const { err } = this.#context.streams;
    const { signal } = this.#stop;
    const before = this.#target.pod;
    await err.write(`Lost connection to pod ${before}, looking for one again\n`);
    for (let attempt = 0; !signal.aborted; attempt++) {
      try {
        this.#target = (await this.#findAgain?.()) ?? this.#target;
        const old = this.#reserve;
        this.#reserve = undefined;
        await this.#refill();
        void old?.then((tunnel) => tunnel.close()).catch(() => undefined);
        await err.write(`Forwarding to pod ${this.#target.pod}\n`);
        void this.#watch();
        return;
      } catch {
        // Not there yet, or not running.
        this.#reserve = undefined;
        const wait = WAITS[Math.min(attempt, WAITS.length - 1)] ?? 0;
        await pause(wait, signal).catch(() => undefined);
      }
    }
  }

  /** An idle tunnel does not feel that its pod is deleted, so the pod is watched. */
  async #watch(): Promise<void> {
    this.#watching.abort();
    const watching = new AbortController();
    this.#watching = watching;
    const { pod, namespace } = this.#target;
    const updates = watchResource<Pod>(await this.#context.client(), {
      path: podsPath(namespace),
      query: { fieldSelector: `metadata.name=${pod}` },
      signal: watching.signal,
    });
    try {
      for await (const update of updates) {
        if (update.type === 'ERROR') continue;
        const object = update.type === 'LIST' ? update.object.items[0] : update.object;
        const gone = update.type === 'DELETED' || object === undefined;
        if (!gone && object.status?.phase === 'Running' && !object.metadata?.deletionTimestamp)
          continue;
        watching.abort();
        await this.#renew();
        return;
      }
    } catch {
      // Without permission to watch, a failing connection is what tells.
    }
  }
}

function wordsOf(error: unknown): string {
  if (error instanceof ConnectionError) return `Get "${error.url}": ${error.message}`;
  return (error as Error).message;
}
