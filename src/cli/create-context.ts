import { join } from 'node:path';
import { KubistError, UsageError } from '../errors.ts';
import { goQuote } from '../formats/go-quote.ts';
import { createLogger, type Logger } from '../log.ts';
import { FlagError } from './flags/error.ts';
import { userAgent } from '../api/client-version.ts';
import type { Connection } from '../api/connection.ts';
import type { CreateTransport, Transport } from '../rest/transport/transport.ts';
import { credentialPolicy } from './credential-policy.ts';
import type { Env, OwnedContext, Progress } from './context.ts';
import type { Flags } from './flags/flags.ts';
import type { Preferences } from './kuberc.ts';
import type { Streams } from './streams.ts';

/** What a context is made of. */
export interface ContextOptions {
  readonly program: string;
  /** The invoked path, `kubectl config view`. */
  readonly command: string;
  readonly globals: Flags;
  readonly streams: Streams;
  readonly progress: Progress | undefined;
  readonly env: Env;
  readonly preferences: Preferences;
  readonly now: () => number;
  readonly pause: OwnedContext['pause'];
  readonly signal: AbortSignal | undefined;
}

/** Builds a context whose getters import their modules when they are first asked. */
export function createContext(options: ContextOptions): OwnedContext {
  const { program, globals, streams, env, now } = options;
  const log = logger(options);
  let warnings = 0;
  let stdinRead = false;
  let clock = now;

  const warn = (message: string): void => {
    warnings++;
    void streams.err.write(`Warning: ${message}\n`);
  };

  const snapshot = lazy(async () => {
    const { openSnapshot } = await import('../snapshot/open.ts');
    const opened = await openSnapshot(globals.string('snapshot'));
    // A snapshot stands still, and ages are told as of its moment.
    clock = () => opened.savedAt;
    return opened;
  });
  const offline = globals.string('snapshot') !== '';

  /** One transport for all clients, so that they share connections; with its timings in the trace, each has its own. */
  const transport = lazy(async (): Promise<CreateTransport> => {
    const create = offline
      ? (await snapshot()).createTransport
      : (await import('#transport')).createTransport;
    return log.enabled(8) ? create : shareTransport(create);
  });

  const loadingRules = lazy(async () => {
    const { loadingRules } = await import('../kubeconfig/load.ts');
    return loadingRules(env, globals.string('kubeconfig'));
  });
  const kubeconfig = lazy(async () => {
    const { loadKubeconfig } = await import('../kubeconfig/load.ts');
    return loadKubeconfig(await loadingRules(), { log });
  });
  const overrides = lazy(async () => {
    const { overridesFromFlags } = await import('../kubeconfig/overrides.ts');
    return overridesFromFlags(globals);
  });

  const connection = lazy(async (): Promise<Connection> => {
    if (offline) {
      const { parseTimeout } = await import('../kubeconfig/timeout.ts');
      const timeout = parseTimeout(globals.string('request-timeout'));
      return { ...(await snapshot()).connection, timeout };
    }
    const { resolveConnection } = await import('../kubeconfig/resolve.ts');
    const { credentialSupport } = await import('./credential-support.ts');
    const execPolicy = credentialPolicy(options.preferences.credentialPlugins, env);
    return resolveConnection(await kubeconfig(), await overrides(), {
      env,
      log,
      now,
      userAgent: userAgent(program),
      stdinIsTTY: streams.in.isTTY,
      stderr: streams.err,
      ...credentialSupport(streams, loadingRules),
      ...(execPolicy === undefined ? {} : { execPolicy }),
    });
  });

  const rest = lazy(() => import('../rest/create-client.ts'));
  const restOptions = { log, warn, env, command: options.command };

  const client = lazy(async () => {
    const { createRESTClient } = await rest();
    const createTransport = await transport();
    const made = createRESTClient(await connection(), { ...restOptions, createTransport });
    if (globals.bool('match-server-version')) {
      const { matchServerVersion } = await import('./match-version.ts');
      await matchServerVersion(made);
    }
    return made;
  });

  /** The client of discovery and OpenAPI: its answers are kept on disk. */
  const cachedClient = lazy(async () => {
    if (offline) return client();
    const { createHTTPCache } = await import('../discovery/http-cache.ts');
    const { createRESTClient } = await rest();
    const create = await transport();
    const directory = join(await cacheDir(), 'http');
    return createRESTClient(await connection(), {
      ...restOptions,
      createTransport: (how) => createHTTPCache({ directory, transport: create(how), now }),
    });
  });
  const cacheDir = lazy(async () => {
    const { cacheDirectory } = await import('../discovery/cached-client.ts');
    const flag = globals.changed('cache-dir') ? globals.string('cache-dir') : undefined;
    return cacheDirectory(flag, env, env.HOME ?? '');
  });

  const discovery = lazy(async () => {
    const { createDiscoveryClient } = await import('../discovery/cached-client.ts');
    const { server, timeout } = await connection();
    return createDiscoveryClient({
      client: cachedClient,
      server,
      cacheDir: offline ? undefined : await cacheDir(),
      timeout,
      now,
      log,
    });
  });

  return {
    program,
    env,
    streams,
    progress: options.progress ?? NO_PROGRESS,
    now: () => clock(),
    pause: options.pause,
    log,
    globals,
    warn,
    kubeconfig,
    connection,
    client,
    discovery,
    get signal() {
      return options.signal ?? interrupt();
    },
    get warnings() {
      return warnings;
    },
    namespace: lazy(async () => {
      if (offline) return (await snapshot()).namespace(globals.string('namespace'));
      const { resolveNamespace } = await import('../kubeconfig/resolve.ts');
      return resolveNamespace(await kubeconfig(), await overrides(), { env, log });
    }),
    mapper: lazy(async () => {
      const { createRESTMapper } = await import('../discovery/rest-mapper.ts');
      return createRESTMapper(await discovery(), { warn });
    }),
    openapi: lazy(async () => {
      const { createOpenAPI } = await import('../discovery/openapi-v3.ts');
      const { timeout } = await connection();
      return createOpenAPI({ client: cachedClient, timeout });
    }),
    async readStdin() {
      if (stdinRead)
        throw new UsageError('standard input cannot be used for multiple arguments', {
          hint: false,
        });
      stdinRead = true;
      const chunks: Uint8Array[] = [];
      for await (const chunk of streams.in) chunks.push(chunk);
      return Buffer.concat(chunks);
    },
    async close() {
      options.progress?.end();
      for (const one of [client, cachedClient]) if (one.started()) await (await one()).close();
    },
  };
}

/** A bad `--vmodule` is told like any bad flag. */
function logger({ globals, streams, now, command }: ContextOptions): Logger {
  const vmodule = globals.string('vmodule');
  try {
    return createLogger({
      level: globals.int('v'),
      vmodule,
      out: (text) => void streams.err.write(text),
      now,
      pid: process.pid,
    });
  } catch (error) {
    const reason = (error as Error).message;
    const failure = new FlagError(
      `invalid argument ${goQuote(vmodule)} for "--vmodule" flag: ${reason}`,
      { cause: error },
    );
    failure.command = command;
    throw failure;
  }
}

/** Where there is nothing to show progress on. */
const NO_PROGRESS: Progress = { show: () => undefined, end: () => undefined };

/** Makes one transport serve all who ask, until it is closed. */
function shareTransport(create: CreateTransport): CreateTransport {
  let shared: Transport | undefined;
  return (how) => {
    if (shared !== undefined) return shared;
    const transport = create(how);
    const close = transport.close.bind(transport);
    shared = transport;
    transport.close = () => {
      shared = undefined;
      return close();
    };
    return transport;
  };
}

/** A getter that works once; `started` tells whether anyone has asked. */
function lazy<T>(make: () => Promise<T>): (() => Promise<T>) & { started(): boolean } {
  let made: Promise<T> | undefined;
  return Object.assign(() => (made ??= make()), { started: () => made !== undefined });
}

let interrupted: AbortController | undefined;

/** Aborts on Ctrl-C and on a polite kill, once somebody listens. */
function interrupt(): AbortSignal {
  if (interrupted === undefined) {
    const controller = new AbortController();
    interrupted = controller;
    for (const name of ['SIGINT', 'SIGTERM'] as const) {
      process.once(name, () => controller.abort(new KubistError(`ended by ${name}`)));
    }
  }
  return interrupted.signal;
}
