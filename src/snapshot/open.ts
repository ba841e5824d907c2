import { userAgent } from '../api/client-version.ts';
import type { Connection } from '../api/connection.ts';
import type { CreateTransport } from '../rest/transport/transport.ts';
import { SnapshotTransport } from './in-process.ts';
import { SnapshotServer } from './server.ts';
import { openSource } from './open-source.ts';

/** A snapshot in place of a cluster: what a context needs to work on it. */
export interface OpenSnapshot {
  /** Give it to the REST client in place of the runtime's own. */
  readonly createTransport: CreateTransport;
  readonly connection: Connection;
  /** The namespace in force, given the value of `-n` ("" when missing), and whether that named it. */
  namespace(flag: string): { namespace: string; explicit: boolean };
  /** When the cluster was saved, milliseconds since 1970: the "now" of everything that tells ages. */
  readonly savedAt: number;
}

/** The host in URLs of traces. No such host exists, and nothing connects to it. */
const SERVER = 'https://snapshot.invalid';

/**
 * Opens what `--snapshot` names. Answers are made in process; nothing touches the network.
 * Keep its discovery out of the disk cache: all snapshots have the same host.
 * Throws one sentence when it is no snapshot.
 */
export async function openSnapshot(path: string): Promise<OpenSnapshot> {
  const source = await openSource(path);
  const transport = new SnapshotTransport(new SnapshotServer(source));
  return {
    createTransport: () => transport,
    connection: {
      server: SERVER,
      tls: { insecureSkipVerify: false },
      credentials: {
        headers: async () => ({}),
        clientCertificate: async () => undefined,
        refresh: async () => false,
      },
      timeout: 0,
      disableCompression: false,
      userAgent: userAgent('kubist'),
    },
    namespace: (flag) => ({ namespace: flag || source.info.namespace, explicit: flag !== '' }),
    savedAt: Date.parse(source.info.savedAt),
  };
}
