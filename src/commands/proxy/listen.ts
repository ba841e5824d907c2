import type { Server } from 'node:http';
import { type AddressInfo, isIPv4 } from 'node:net';
import { KubistError } from '../../errors.ts';

/** Words of Go for what listening fails with. */
export const WORDS: Readonly<Record<string, string>> = {
  EADDRINUSE: 'bind: address already in use',
  EADDRNOTAVAIL: 'bind: cannot assign requested address',
  EACCES: 'bind: permission denied',
  ENOENT: 'bind: no such file or directory',
};

/** Listens, and tells where: `127.0.0.1:8001`. */
export async function listen(server: Server, address: string, port: number): Promise<string> {
  const host = address.replace(/^\[(.*)\]$/, '$1');
  if (port < 0 || port > 65_535) {
    throw new KubistError(`listen tcp: address ${port}: invalid port`);
  }
  // All addresses are those of both families, as in Go.
  const everywhere = host === '' || host === '0.0.0.0';
  try {
    await listening(server, { host: everywhere ? '::' : host, port });
  } catch (error) {
    const { code = '', message } = error as NodeJS.ErrnoException;
    if (everywhere && code === 'EAFNOSUPPORT') await listening(server, { host: '0.0.0.0', port });
    else if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') {
      throw new KubistError(`listen tcp: lookup ${host}: no such host`, { cause: error });
    } else {
      const place = isIPv4(host) || !host.includes(':') ? host : `[${host}]`;
      throw new KubistError(`listen tcp ${place}:${port}: ${WORDS[code] ?? message}`, {
        cause: error,
      });
    }
  }
  const taken = server.address() as AddressInfo;
  const place = taken.family === 'IPv6' ? `[${taken.address}]` : taken.address;
  return `${place}:${taken.port}`;
}

/** Resolves once a server listens, or rejects with the reason why it cannot. */
export function listening(
  server: Server,
  where: { readonly host: string; readonly port: number } | { readonly path: string },
): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(where, () => {
      server.off('error', reject);
      resolve();
    });
  });
}
