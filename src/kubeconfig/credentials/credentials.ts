import type { Credentials } from '../../api/connection.ts';
import type { Writer } from '../../api/types.ts';
import { KubistError } from '../../errors.ts';
import type { Logger } from '../../log.ts';
import type { Effective } from '../effective.ts';
import { readBytes } from '../files.ts';
import type { User } from '../kubeconfig.ts';
import type { Env } from '../load.ts';
import type { ExecPolicy } from './exec-policy.ts';
import type { Fetch } from './oidc.ts';
import { TokenFile } from './token-file.ts';

/** What credentials need from the outside. */
export interface CredentialOptions {
  readonly env: Env;
  readonly log: Logger;
  /** The clock, in milliseconds since 1970. */
  now(): number;
  /** True when standard input is a terminal: credential plugins may ask there. */
  readonly stdinIsTTY: boolean;
  /** Where plugins write their stderr. */
  readonly stderr: Writer & { readonly isTTY: boolean };
  /** Asks for a user name or, without echo, for a password. Throws `EOF` when nobody answers. */
  readonly prompt?: (label: string, secret: boolean) => Promise<string>;
  /** Which credential plugins may run; without it all may. */
  readonly execPolicy?: ExecPolicy;
  /** HTTP for the `oidc` auth provider. */
  readonly fetch?: Fetch;
  /** Keeps tokens that the `oidc` auth provider has refreshed. */
  readonly persist?: (user: string, config: Record<string, string>) => Promise<void>;
}

/** The credentials of the user in force. Reads what is needed at once; plugins run with the first request. */
export async function createCredentials(
  chosen: Effective,
  options: CredentialOptions & { readonly tls: boolean; readonly userinfo?: string },
): Promise<Credentials> {
  const user = await identified(chosen.user, options);
  const certificate = readCertificate(user, options.log);
  const token = user.token || user.tokenFile ? new TokenFile(user, options) : undefined;
  const basic =
    user.username || user.password
      ? `${user.username ?? ''}:${user.password ?? ''}`
      : options.userinfo;
  const fixed = token !== undefined || basic !== undefined;
  if (user['auth-provider'] !== undefined && !fixed) {
    const { createAuthProvider } = await import('./oidc.ts');
    return createAuthProvider(user['auth-provider'], chosen.userName, certificate, options);
  }
  if (user.exec !== undefined && !fixed && certificate === undefined) {
    const { ExecCredentials } = await import('./exec.ts');
    return new ExecCredentials(user.exec, chosen.cluster, options);
  }
  return {
    headers: async () => {
      if (token !== undefined) return { authorization: `Bearer ${token.read()}` };
      if (basic !== undefined)
        return { authorization: `Basic ${Buffer.from(basic).toString('base64')}` };
      return {};
    },
    clientCertificate: async () => certificate,
    refresh: async () => false,
  };
}

/** The user, with name and password asked for where a TLS server would get no credentials at all. */
async function identified(
  user: User,
  options: CredentialOptions & { readonly tls: boolean },
): Promise<User> {
  const known =
    user.username ||
    user['client-certificate'] ||
    user['client-certificate-data'] ||
    user.token ||
    user.tokenFile;
  if (!options.tls || known || user.exec !== undefined || user['auth-provider'] !== undefined)
    return user;
  if (options.prompt === undefined) throw new KubistError('EOF');
  const username = await options.prompt('Please enter Username: ', false);
  const password = user.password || (await options.prompt('Please enter Password: ', true));
  return { ...user, username, password };
}

/** The user's certificate and key as PEM. Data wins over files. */
function readCertificate(user: User, log: Logger): { cert: string; key: string } | undefined {
  const certificateData = user['client-certificate-data'] ?? '';
  const certificateFile = user['client-certificate'] ?? '';
  if (certificateData === '' && certificateFile === '') return undefined;
  const cert = pem(certificateData, certificateFile);
  const key = pem(user['client-key-data'] ?? '', user['client-key'] ?? '');
  for (const [text, what] of [
    [cert, 'certificate'],
    [key, 'key'],
  ] as const) {
    if (text.includes('-----BEGIN ')) continue;
    const problem = `tls: failed to find any PEM data in ${what} input`;
    if (certificateData !== '') throw new KubistError(problem);
    // A certificate from files may be replaced while the client runs: the reference goes on without it.
    log.error('cert_rotation.go:172', 'Loading client cert failed', [
      ['err', problem],
      ['key', 'key'],
    ]);
    return undefined;
  }
  return { cert, key };
}

function pem(data: string, file: string): string {
  return data !== ''
    ? Buffer.from(data, 'base64').toString('utf8')
    : readBytes(file).toString('utf8');
}
