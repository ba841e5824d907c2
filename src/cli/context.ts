import type { Connection } from '../api/connection.ts';
import type { DiscoveryClient } from '../discovery/client.ts';
import type { RESTMapper } from '../discovery/mapper.ts';
import type { OpenAPI } from '../discovery/openapi.ts';
import type { Kubeconfig } from '../kubeconfig/kubeconfig.ts';
import type { Logger } from '../log.ts';
import type { RESTClient } from '../rest/client.ts';
import type { Flags } from './flags/flags.ts';
import type { Streams } from './streams.ts';

/** Environment variables, `PATH` and the like. */
export type Env = Readonly<Record<string, string | undefined>>;

/** Shows on a terminal that something goes on; without one, all of it does nothing. */
export interface Progress {
  /** Shows a line until `end`, or until another takes its place. It waits for things that take long. */
  show(text: string | (() => string)): void;
  end(): void;
}

/** What a command works with. Every getter is lazy and memoised: a command pays for what it asks for. */
export interface Context {
  /** The name that texts use: `kubist`, or `kubectl` under that name. */
  readonly program: string;
  readonly env: Env;
  readonly streams: Streams;
  /** For work that takes long; ended for the command when it ends. */
  readonly progress: Progress;
  /** The clock; tests set it. Milliseconds since 1970. */
  now(): number;
  /** Waits some milliseconds; rejects when the signal aborts. Tests let their clock go on instead. */
  pause(milliseconds: number, signal?: AbortSignal): Promise<void>;
  readonly log: Logger;
  /** Aborted on Ctrl-C. From the first time it is asked for, Ctrl-C no longer ends the process by itself. */
  readonly signal: AbortSignal;
  /** Global flags. */
  readonly globals: Flags;

  /** The merged kubeconfig as the files have it. Throws when a file cannot be read. */
  kubeconfig(): Promise<Kubeconfig>;
  /** The namespace in force, and whether `-n` named it. */
  namespace(): Promise<{ namespace: string; explicit: boolean }>;
  connection(): Promise<Connection>;
  client(): Promise<RESTClient>;
  discovery(): Promise<DiscoveryClient>;
  mapper(): Promise<RESTMapper>;
  openapi(): Promise<OpenAPI>;
  /** Reads stdin whole; a second reader in one command is an error, as in the reference. */
  readStdin(): Promise<Uint8Array>;
  /** Prints `Warning: …` to stderr, coloured on a terminal, counted for --warnings-as-errors. */
  warn(message: string): void;
}

/** What the composition root does with a context besides handing it to a command. */
export interface OwnedContext extends Context {
  /** How many warnings were shown. */
  readonly warnings: number;
  close(): Promise<void>;
}
