import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Connection, Impersonation, TLSOptions } from '../api/connection.ts';
import type { Logger } from '../log.ts';
import { KubistError } from '../errors.ts';
import type { CredentialOptions } from './credentials/credentials.ts';
import { createCredentials } from './credentials/credentials.ts';
import type { Effective } from './effective.ts';
import { defaultServer, effective } from './effective.ts';
import { readBytes } from './files.ts';
import {
  inClusterNamespace,
  inClusterPossible,
  inClusterServer,
  serviceAccountDir,
} from './in-cluster.ts';
import type { Cluster, Kubeconfig, User } from './kubeconfig.ts';
import { isEmpty } from './kubeconfig.ts';
import type { Env } from './load.ts';
import type { Overrides } from './overrides.ts';
import { parseServer } from './server-url.ts';
import { parseTimeout } from './timeout.ts';
import { validate } from './validate.ts';

/** What resolving needs besides the kubeconfig and the flags. */
export interface ResolveOptions extends CredentialOptions {
  readonly env: Env;
  readonly log: Logger;
  readonly userAgent: string;
  /** The folder of the pod's service account; tests set it. */
  readonly serviceAccountDir?: string;
}

/**
 * The connection that kubeconfig, flags and environment ask for: flags over the context over defaults;
 * without any of them, the pod's service account where there is one, else `http://localhost:8080`.
 */
export async function resolveConnection(
  config: Kubeconfig,
  overrides: Overrides,
  options: ResolveOptions,
): Promise<Connection> {
  const { env } = options;
  const directory = options.serviceAccountDir ?? serviceAccountDir;
  const chosen = effective(config, overrides, env);
  if (!isEmpty(config) || chosen.contextName !== '') validate(config, chosen);
  const timeout = parseTimeout(overrides.requestTimeout);
  if (isDefault(chosen, timeout, env) && inClusterPossible(env, directory)) {
    options.log.info(4, 'merged_client_builder.go:122', 'Using in-cluster configuration');
    return connect(inCluster(chosen, overrides, env, directory), 0, options);
  }
  return connect(chosen, timeout, options);
}

/** True when neither files nor flags say anything about the connection. */
function isDefault(chosen: Effective, timeout: number, env: Env): boolean {
  const { server, 'proxy-url': proxy, 'disable-compression': uncompressed } = chosen.cluster;
  return (
    server === defaultServer(env) &&
    !proxy &&
    uncompressed !== true &&
    timeout === 0 &&
    !chosen.user.as
  );
}

function inCluster(
  chosen: Effective,
  overrides: Overrides,
  env: Env,
  directory: string,
): Effective {
  const ca = join(directory, 'ca.crt');
  const cluster: Cluster = { server: overrides.server || inClusterServer(env) };
  if (overrides.certificateAuthority !== '')
    cluster['certificate-authority'] = overrides.certificateAuthority;
  else if (existsSync(ca)) cluster['certificate-authority'] = ca;
  const user: User =
    overrides.token === '' ? { tokenFile: join(directory, 'token') } : { token: overrides.token };
  return { ...chosen, cluster, user };
}

async function connect(
  chosen: Effective,
  timeout: number,
  options: ResolveOptions,
): Promise<Connection> {
  const { cluster, user } = chosen;
  const server = parseServer(cluster.server ?? '');
  const impersonate = impersonation(user);
  const credentials = await createCredentials(
    // Credentials are for servers that prove who they are; over http only those in the URL itself are sent.
    server.tls ? chosen : { ...chosen, user: {} },
    {
      ...options,
      tls: server.tls,
      ...(server.userinfo === undefined ? {} : { userinfo: server.userinfo }),
    },
  );
  return {
    server: server.url,
    tls: server.tls ? tlsOptions(cluster) : { insecureSkipVerify: false },
    credentials,
    ...(impersonate === undefined ? {} : { impersonate }),
    ...(cluster['proxy-url'] ? { proxyURL: cluster['proxy-url'] } : {}),
    timeout,
    disableCompression: cluster['disable-compression'] ?? false,
    userAgent: options.userAgent,
  };
}

function impersonation(user: User): Impersonation | undefined {
  if (!user.as) return undefined;
  return {
    user: user.as,
    uid: user['as-uid'] ?? '',
    groups: user['as-groups'] ?? [],
    extra: user['as-user-extra'] ?? {},
  };
}

function tlsOptions(cluster: Cluster): TLSOptions {
  const data = cluster['certificate-authority-data'] ?? '';
  const file = cluster['certificate-authority'] ?? '';
  const insecureSkipVerify = cluster['insecure-skip-tls-verify'] ?? false;
  const serverName = cluster['tls-server-name'] ?? '';
  if (insecureSkipVerify && (data !== '' || file !== '')) {
    throw new KubistError(
      'specifying a root certificates file with the insecure flag is not allowed',
    );
  }
  const ca = data !== '' ? Buffer.from(data, 'base64') : file !== '' ? readBytes(file) : undefined;
  if (ca !== undefined && !ca.includes('-----BEGIN CERTIFICATE-----')) {
    throw new KubistError('unable to load root certificates: unable to parse bytes as PEM block');
  }
  return {
    ...(ca === undefined ? {} : { ca: ca.toString('utf8') }),
    ...(serverName === '' ? {} : { serverName }),
    insecureSkipVerify,
  };
}

/**
 * The namespace in force: `-n`, the context's, the pod's own, or `default`; `explicit` when `-n` named it.
 * Throws when the kubeconfig is not usable.
 */
export function resolveNamespace(
  config: Kubeconfig,
  overrides: Overrides,
  options: Pick<ResolveOptions, 'env' | 'log' | 'serviceAccountDir'>,
): { namespace: string; explicit: boolean } {
  if (overrides.namespace !== '') return { namespace: overrides.namespace, explicit: true };
  const { env } = options;
  const chosen = effective(config, overrides, env, true);
  if (!isEmpty(config) || chosen.contextName !== '') validate(config, chosen);
  const namespace = chosen.context.namespace ?? '';
  if (namespace !== '') return { namespace, explicit: false };
  const directory = options.serviceAccountDir ?? serviceAccountDir;
  if (!inClusterPossible(env, directory)) return { namespace: 'default', explicit: false };
  options.log.info(4, 'merged_client_builder.go:165', 'Using in-cluster namespace');
  return { namespace: inClusterNamespace(env, directory), explicit: false };
}
