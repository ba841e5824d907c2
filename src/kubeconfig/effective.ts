import { KubistError } from '../errors.ts';
import type { Cluster, Context, Kubeconfig, User } from './kubeconfig.ts';
import type { Env } from './load.ts';
import type { Overrides } from './overrides.ts';

/** The stanzas in force: flags over the context's stanzas over defaults. */
export interface Effective {
  readonly contextName: string;
  readonly context: Context;
  readonly clusterName: string;
  readonly cluster: Cluster;
  readonly userName: string;
  readonly user: User;
}

/**
 * Finds the stanzas in force. A name that only the file mentions may be missing: the defaults serve.
 * Throws when a flag names one that does not exist, unless `lenient`, which leaves that to {@link validate}.
 */
export function effective(
  config: Kubeconfig,
  overrides: Overrides,
  env: Env,
  lenient = false,
): Effective {
  const contextName = overrides.context || config.currentContext;
  const base = config.contexts.get(contextName)?.value;
  const userName = overrides.user || base?.user || '';
  const user = config.users.get(userName)?.value;
  if (user === undefined && overrides.user !== '' && !lenient)
    throw new KubistError(`auth info "${userName}" does not exist`);
  if (base === undefined && overrides.context !== '' && !lenient)
    throw new KubistError(`context "${contextName}" does not exist`);
  const clusterName = overrides.cluster || base?.cluster || '';
  const cluster = config.clusters.get(clusterName)?.value;
  if (cluster === undefined && overrides.cluster !== '' && !lenient)
    throw new KubistError(`cluster "${clusterName}" does not exist`);
  return {
    contextName,
    context: {
      ...base,
      cluster: clusterName,
      user: userName,
      ...given({ namespace: overrides.namespace }),
    },
    clusterName,
    cluster: withFlags(cluster, overrides, env),
    userName,
    user: userWithFlags(user ?? {}, overrides),
  };
}

/** Where there is no cluster: KUBERNETES_MASTER, or the insecure port of long ago. */
export function defaultServer(env: Env): string {
  return env['KUBERNETES_MASTER'] || 'http://localhost:8080';
}

function withFlags(cluster: Cluster | undefined, overrides: Overrides, env: Env): Cluster {
  const result: Cluster = { ...cluster };
  // A cluster that a flag names must have a server of its own.
  if (overrides.cluster === '' && (result.server ?? '') === '') result.server = defaultServer(env);
  // The CA and the name belong to a server, and insecure means no CA: a flag replaces them together.
  if (overrides.insecureSkipTLSVerify || overrides.certificateAuthority !== '') {
    result['insecure-skip-tls-verify'] = overrides.insecureSkipTLSVerify;
    result['certificate-authority'] = overrides.certificateAuthority;
    delete result['certificate-authority-data'];
  }
  if (overrides.tlsServerName !== '' || overrides.server !== '')
    result['tls-server-name'] = overrides.tlsServerName;
  if (overrides.server !== '') result.server = overrides.server;
  if (overrides.disableCompression) result['disable-compression'] = true;
  return result;
}

function userWithFlags(user: User, overrides: Overrides): User {
  const extra = parseExtra(overrides.asUserExtra);
  const result: User = {
    ...user,
    ...given({
      'client-certificate': overrides.clientCertificate,
      'client-key': overrides.clientKey,
      token: overrides.token,
      username: overrides.username,
      password: overrides.password,
      as: overrides.as,
      'as-uid': overrides.asUID,
    }),
  };
  // A flag's file or token stands alone: what the stanza has for the same purpose is dropped.
  if (overrides.clientCertificate !== '') delete result['client-certificate-data'];
  if (overrides.clientKey !== '') delete result['client-key-data'];
  if (overrides.token !== '') delete result.tokenFile;
  if (overrides.asGroups.length > 0) result['as-groups'] = [...overrides.asGroups];
  if (Object.keys(extra).length > 0) result['as-user-extra'] = extra;
  return result;
}

/** `--as-user-extra k=v` values, grouped by key. */
function parseExtra(values: readonly string[]): Record<string, string[]> {
  const result = new Map<string, string[]>();
  for (const value of values) {
    const equals = value.indexOf('=');
    if (equals < 0) continue;
    const key = value.slice(0, equals);
    result.set(key, [...(result.get(key) ?? []), value.slice(equals + 1)]);
  }
  return Object.fromEntries(result);
}

function given<T extends Record<string, string>>(values: T): Partial<T> {
  return Object.fromEntries(
    Object.entries(values).filter(([, value]) => value !== ''),
  ) as Partial<T>;
}
