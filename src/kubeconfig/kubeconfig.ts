import type { JSONObject, JSONValue } from '../api/types.ts';

/**
 * A kubeconfig: one file, or several merged.
 * Source: https://kubernetes.io/docs/reference/config-api/kubeconfig.v1/
 *
 * Stanzas keep the field names of the file (`certificate-authority-data`) and, as further own
 * properties, fields that this version does not know, so that writing loses nothing.
 */
export interface Kubeconfig {
  currentContext: string;
  clusters: Map<string, Entry<Cluster>>;
  contexts: Map<string, Entry<Context>>;
  users: Map<string, Entry<User>>;
  preferences: Preferences;
  extensions: NamedExtension[];
  /** Top-level fields that this version does not know. */
  unknown: JSONObject;
}

/** A named stanza and where it is from. */
export interface Entry<T> {
  value: T;
  /** The file it was read from, as it was named; "" for a new one. */
  origin: string;
  /** Unknown fields beside `name` and the stanza. */
  unknown?: JSONObject;
}

/** Data that other programs keep under a name. */
export interface NamedExtension {
  name: string;
  extension: JSONValue;
}

/** Deprecated, kept for files that have it. */
export interface Preferences {
  colors?: boolean;
  extensions?: NamedExtension[];
}

/** How to reach an API server. */
export interface Cluster {
  server?: string;
  'tls-server-name'?: string;
  'insecure-skip-tls-verify'?: boolean;
  /** A path; relative ones are relative to the file. */
  'certificate-authority'?: string;
  /** PEM as base64. */
  'certificate-authority-data'?: string;
  'proxy-url'?: string;
  'disable-compression'?: boolean;
  extensions?: NamedExtension[];
}

/** A cluster, a user and a namespace under one name. */
export interface Context {
  cluster?: string;
  user?: string;
  namespace?: string;
  extensions?: NamedExtension[];
}

/** Who asks: the reference's AuthInfo. */
export interface User {
  'client-certificate'?: string;
  'client-certificate-data'?: string;
  'client-key'?: string;
  'client-key-data'?: string;
  token?: string;
  tokenFile?: string;
  as?: string;
  'as-uid'?: string;
  'as-groups'?: string[];
  'as-user-extra'?: Record<string, string[]>;
  username?: string;
  password?: string;
  'auth-provider'?: AuthProvider;
  exec?: ExecConfig;
  extensions?: NamedExtension[];
}

/** A legacy authentication provider; only `oidc` still exists. */
export interface AuthProvider {
  name: string;
  config: Record<string, string> | null;
}

/** A command that prints an ExecCredential. */
export interface ExecConfig {
  command: string;
  args: string[] | null;
  env: { name: string; value: string }[] | null;
  apiVersion?: string;
  installHint?: string;
  provideClusterInfo: boolean;
  interactiveMode?: string;
}

/** The three named lists of a kubeconfig, by their names in the file. */
export type Section = 'clusters' | 'contexts' | 'users';

/** A kubeconfig without anything in it. */
export function emptyKubeconfig(): Kubeconfig {
  return {
    currentContext: '',
    clusters: new Map(),
    contexts: new Map(),
    users: new Map(),
    preferences: {},
    extensions: [],
    unknown: {},
  };
}

/** True when there is nothing in it that a connection could use. */
export function isEmpty(config: Kubeconfig): boolean {
  return (
    config.clusters.size === 0 &&
    config.contexts.size === 0 &&
    config.users.size === 0 &&
    config.currentContext === '' &&
    config.preferences.colors !== true &&
    (config.preferences.extensions ?? []).length === 0 &&
    config.extensions.length === 0
  );
}
