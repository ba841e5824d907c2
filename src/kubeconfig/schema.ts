/**
 * The fields of a kubeconfig as data, in the order that typed JSON output has.
 * Decoding, printing, redaction, path resolution and `config set` all read this one table.
 * Source: https://kubernetes.io/docs/reference/config-api/kubeconfig.v1/
 */
export type FieldType =
  | { readonly kind: 'string' }
  | { readonly kind: 'bool' }
  /** Base64 text. */
  | { readonly kind: 'bytes' }
  /** Any JSON. */
  | { readonly kind: 'any' }
  | { readonly kind: 'list'; readonly of: FieldType }
  | { readonly kind: 'map'; readonly of: FieldType }
  | { readonly kind: 'struct'; readonly struct: Struct; readonly pointer?: boolean };

/** One field of a struct. */
export interface Field {
  readonly name: string;
  readonly type: FieldType;
  /** Printed even when it has its zero value. */
  readonly keepEmpty?: boolean;
  /** Replaced by REDACTED (text) or DATA+OMITTED (bytes) unless raw output is asked for. */
  readonly secret?: boolean;
  /** A path that is relative to the file it stands in. */
  readonly path?: boolean;
}

/** A named set of fields. `goType` appears in decoding errors, as the reference words them. */
export interface Struct {
  readonly goType: string;
  readonly fields: readonly Field[];
}

const string: FieldType = { kind: 'string' };
const bool: FieldType = { kind: 'bool' };
const bytes: FieldType = { kind: 'bytes' };
const strings: FieldType = { kind: 'list', of: string };
const struct = (value: Struct): FieldType => ({ kind: 'struct', struct: value });
const pointer = (value: Struct): FieldType => ({ kind: 'struct', struct: value, pointer: true });
const list = (value: Struct): FieldType => ({ kind: 'list', of: struct(value) });

const namedExtension: Struct = {
  goType: 'NamedExtension',
  fields: [
    { name: 'name', type: string, keepEmpty: true },
    { name: 'extension', type: { kind: 'any' }, keepEmpty: true },
  ],
};

const extensions: Field = { name: 'extensions', type: list(namedExtension) };

/** `clusters[].cluster` */
export const clusterStruct: Struct = {
  goType: 'Cluster',
  fields: [
    { name: 'server', type: string, keepEmpty: true },
    { name: 'tls-server-name', type: string },
    { name: 'insecure-skip-tls-verify', type: bool },
    { name: 'certificate-authority', type: string, path: true },
    { name: 'certificate-authority-data', type: bytes, secret: true },
    { name: 'proxy-url', type: string },
    { name: 'disable-compression', type: bool },
    extensions,
  ],
};

/** `contexts[].context` */
const contextStruct: Struct = {
  goType: 'Context',
  fields: [
    { name: 'cluster', type: string, keepEmpty: true },
    { name: 'user', type: string, keepEmpty: true },
    { name: 'namespace', type: string },
    extensions,
  ],
};

const authProviderStruct: Struct = {
  goType: 'AuthProviderConfig',
  fields: [
    { name: 'name', type: string, keepEmpty: true },
    { name: 'config', type: { kind: 'map', of: string }, keepEmpty: true },
  ],
};

const execEnvStruct: Struct = {
  goType: 'ExecEnvVar',
  fields: [
    { name: 'name', type: string, keepEmpty: true },
    { name: 'value', type: string, keepEmpty: true },
  ],
};

const execStruct: Struct = {
  goType: 'ExecConfig',
  fields: [
    { name: 'command', type: string, keepEmpty: true },
    { name: 'args', type: strings, keepEmpty: true },
    { name: 'env', type: list(execEnvStruct), keepEmpty: true },
    { name: 'apiVersion', type: string },
    { name: 'installHint', type: string },
    { name: 'provideClusterInfo', type: bool, keepEmpty: true },
    { name: 'interactiveMode', type: string },
  ],
};

/** `users[].user` */
export const userStruct: Struct = {
  goType: 'AuthInfo',
  fields: [
    { name: 'client-certificate', type: string, path: true },
    { name: 'client-certificate-data', type: bytes, secret: true },
    { name: 'client-key', type: string, path: true },
    { name: 'client-key-data', type: bytes, secret: true },
    { name: 'token', type: string, secret: true },
    { name: 'tokenFile', type: string, path: true },
    { name: 'as', type: string },
    { name: 'as-uid', type: string },
    { name: 'as-groups', type: strings },
    { name: 'as-user-extra', type: { kind: 'map', of: strings } },
    { name: 'username', type: string },
    { name: 'password', type: string, secret: true },
    { name: 'auth-provider', type: pointer(authProviderStruct) },
    { name: 'exec', type: pointer(execStruct) },
    extensions,
  ],
};

const named = (goType: string, name: string, value: Struct): Struct => ({
  goType,
  fields: [
    { name: 'name', type: string, keepEmpty: true },
    { name, type: struct(value), keepEmpty: true },
  ],
});

/** `preferences` */
export const preferencesStruct: Struct = {
  goType: 'Preferences',
  fields: [{ name: 'colors', type: bool }, extensions],
};

/** The whole file. */
export const configStruct: Struct = {
  goType: 'Config',
  fields: [
    { name: 'kind', type: string },
    { name: 'apiVersion', type: string },
    { name: 'preferences', type: struct(preferencesStruct) },
    {
      name: 'clusters',
      type: list(named('NamedCluster', 'cluster', clusterStruct)),
      keepEmpty: true,
    },
    { name: 'users', type: list(named('NamedAuthInfo', 'user', userStruct)), keepEmpty: true },
    {
      name: 'contexts',
      type: list(named('NamedContext', 'context', contextStruct)),
      keepEmpty: true,
    },
    { name: 'current-context', type: string, keepEmpty: true },
    extensions,
  ],
};

/** What the three sections hold. */
export const sections: Readonly<
  Record<
    'clusters' | 'contexts' | 'users',
    {
      readonly stanza: string;
      readonly struct: Struct;
      readonly goType: string;
      readonly apiType: string;
    }
  >
> = {
  clusters: {
    stanza: 'cluster',
    struct: clusterStruct,
    goType: 'NamedCluster',
    apiType: 'Cluster',
  },
  contexts: {
    stanza: 'context',
    struct: contextStruct,
    goType: 'NamedContext',
    apiType: 'Context',
  },
  users: { stanza: 'user', struct: userStruct, goType: 'NamedAuthInfo', apiType: 'AuthInfo' },
};
