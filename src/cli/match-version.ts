import { compatibleVersion } from '../api/client-version.ts';
import { KubistError } from '../errors.ts';
import type { RESTClient } from '../rest/client.ts';

/** `--match-server-version`: throws when the server's version is not the client's. */
export async function matchServerVersion(client: RESTClient): Promise<void> {
  const { gitVersion } = await client.json<{ gitVersion?: string }>({ path: '/version' });
  if (gitVersion !== compatibleVersion.gitVersion) {
    throw new KubistError(
      `server version (${gitVersion ?? 'unknown'}) differs from client version (${compatibleVersion.gitVersion})`,
    );
  }
}
