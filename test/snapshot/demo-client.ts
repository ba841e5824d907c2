import { fileURLToPath } from 'node:url';
import { createLogger } from '../../src/log.ts';
import type { RESTClient } from '../../src/rest/client.ts';
import { createRESTClient } from '../../src/rest/create-client.ts';
import { openSnapshot } from '../../src/snapshot/open.ts';

/** The snapshot that is part of the repository. */
export const demo: string = fileURLToPath(
  new URL('../../fixtures/snapshots/demo', import.meta.url),
);

/** A client of a snapshot, the demo's when no other is named. */
export async function clientOf(directory: string = demo): Promise<RESTClient> {
  const { connection, createTransport } = await openSnapshot(directory);
  const log = createLogger({ level: 0, vmodule: '', out: () => {}, now: () => 0, pid: 1 });
  return createRESTClient(connection, { log, warn: () => {}, env: {}, createTransport });
}
