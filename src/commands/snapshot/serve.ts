import { isIP } from 'node:net';
import type { CommandSpec } from '../../cli/command.ts';
import type { Context } from '../../cli/context.ts';
import type { Flags } from '../../cli/flags/flags.ts';
import { KubistError, UsageError } from '../../errors.ts';
import { servedResources } from '../../snapshot/catalogue.ts';
import { createHTTPServer } from '../../snapshot/http.ts';
import { SnapshotServer } from '../../snapshot/server.ts';
import { openSource } from '../../snapshot/open-source.ts';
import type { Source } from '../../snapshot/source.ts';
import { createFilter } from '../proxy/filter.ts';
import { listen } from '../proxy/listen.ts';
import { writeKubeconfig } from './write-kubeconfig.ts';

/** `snapshot serve`: the API over a snapshot, for other clients on this machine. */
export const serve: CommandSpec = {
  use: 'SNAPSHOT',
  short: 'Serve the API of a saved cluster on this machine',
  long: `Answers as the API server of the saved cluster would have, until Ctrl-C: for kubectl, k9s, helm and whatever else speaks the Kubernetes API. SNAPSHOT is what "{program} snapshot save" wrote. Ages are told as of the time it was saved.

With --writable, objects can be created, changed and deleted. That happens in memory: the snapshot is never changed, and all is forgotten when the command ends. No controller, scheduler or kubelet runs: a new Deployment has no pods. Owners' dependents and what is in a namespace are deleted with them.

Only clients on this machine are answered. Whoever can reach the port may read the whole snapshot.`,
  examples: `  # On any free port, which is printed
  {program} snapshot serve shop.tgz

  # For other programs: a kubeconfig, and a port that stays the same
  {program} snapshot serve shop.tgz --port=8011 --write-kubeconfig=shop.kubeconfig
  k9s --kubeconfig=shop.kubeconfig

  # A place to try changes
  {program} snapshot serve shop.tgz --writable`,
  flags: [
    {
      name: 'address',
      type: 'string',
      default: '127.0.0.1',
      usage: 'The address of this machine to serve on: a loopback address',
    },
    {
      name: 'port',
      short: 'p',
      type: 'int',
      default: 0,
      usage: 'The port to serve on; 0 is any that is free.',
    },
    {
      name: 'writable',
      type: 'bool',
      default: false,
      usage: 'Take changes, in memory.',
    },
    {
      name: 'write-kubeconfig',
      type: 'string',
      default: '',
      usage:
        'Write a kubeconfig for this server to a file, which must be new or written by this flag.',
    },
  ],
  run,
};

async function run(context: Context, flags: Flags, args: readonly string[]): Promise<void> {
  const [path, ...more] = args;
  if (path === undefined || more.length > 0) {
    throw new UsageError('one snapshot is needed: the file or folder to serve');
  }
  const address = loopback(flags.string('address'));
  const { signal } = context;
  const source = await openSource(path);
  const server = createHTTPServer({
    server: await createServer(source, flags.bool('writable'), () => context.now()),
    acceptsHost: hostFilter(),
    onError: (sentence) => void context.streams.err.write(`${sentence}\n`),
  });
  const url = `http://${await listen(server, address, flags.int('port'))}`;
  try {
    const file = flags.string('write-kubeconfig');
    const { savedAt, namespace } = source.info;
    if (file !== '') await writeKubeconfig(file, url, namespace);
    const mode = flags.bool('writable') ? 'changes stay in memory' : 'read only';
    await context.streams.out.write(`Serving the cluster of ${savedAt} on ${url}, ${mode}\n`);
    await context.streams.out.write(`${usage(url, namespace, file)}\n`);
    await ended(signal);
  } finally {
    server.close();
    server.closeAllConnections();
  }
}

async function createServer(
  source: Source,
  writable: boolean,
  now: () => number,
): Promise<SnapshotServer> {
  if (!writable) return new SnapshotServer(source);
  if (!servedResources(source.discovery).some(({ verbs }) => verbs.includes('update'))) {
    throw new KubistError(
      'a dump takes no changes: it does not tell what its server could do; save a snapshot for --writable',
    );
  }
  const { MemorySource } = await import('../../snapshot/writable/memory.ts');
  const { WritableSnapshot } = await import('../../snapshot/writable/writes.ts');
  const memory = new MemorySource(source);
  return new SnapshotServer(memory, new WritableSnapshot(memory, now));
}

/** How to use it, a line each. */
function usage(url: string, namespace: string, file: string): string {
  if (file !== '') return `  kubectl --kubeconfig=${file} get pods`;
  return `  kubectl --server=${url}${namespace === '' ? '' : ` --namespace=${namespace}`} get pods`;
}

/** A snapshot is for this machine: other addresses would show it to the network, without a password. */
function loopback(address: string): string {
  const host = address.replace(/^\[(.*)\]$/, '$1');
  const isLocal =
    host === 'localhost' || host === '::1' || (isIP(host) === 4 && host.startsWith('127.'));
  if (isLocal) return host;
  throw new KubistError(
    `a snapshot is served on this machine only: --address must be a loopback address, not ${address}`,
  );
}

/** Names of this machine, as in the header Host. */
function hostFilter(): (host: string) => boolean {
  const filter = createFilter({
    acceptHosts: '^localhost$,^127(\\.[0-9]+){3}$,^\\[::1\\]$',
    acceptPaths: '^.*',
    rejectMethods: '^$',
    rejectPaths: '^$',
  });
  return (host) => filter('GET', '/', host);
}

function ended(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve();
  return new Promise((resolve) => {
    signal.addEventListener('abort', () => resolve(), { once: true });
  });
}
