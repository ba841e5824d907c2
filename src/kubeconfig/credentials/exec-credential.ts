import { readFileSync } from 'node:fs';
import type { JSONObject, JSONValue } from '../../api/types.ts';
import { KubistError } from '../../errors.ts';
import type { Cluster, ExecConfig } from '../kubeconfig.ts';

/** What a plugin gave. */
export interface ExecStatus {
  /** Bearer token; "" for none. */
  readonly token: string;
  readonly certificate?: { readonly cert: string; readonly key: string };
  /** Milliseconds since 1970; undefined means: as long as the process runs. */
  readonly expires?: number;
}

/** The value of KUBERNETES_EXEC_INFO: an ExecCredential that tells the plugin what is asked of it. */
export function execInfo(config: ExecConfig, cluster: Cluster, interactive: boolean): string {
  const spec = config.provideClusterInfo
    ? { cluster: clusterInfo(cluster), interactive }
    : { interactive };
  return `${escapeHTML(JSON.stringify({ kind: 'ExecCredential', apiVersion: config.apiVersion, spec }))}\n`;
}

function clusterInfo(cluster: Cluster): JSONObject {
  const info: JSONObject = { server: cluster.server ?? '' };
  if (cluster['tls-server-name']) info['tls-server-name'] = cluster['tls-server-name'];
  if (cluster['insecure-skip-tls-verify'] === true) info['insecure-skip-tls-verify'] = true;
  const file = cluster['certificate-authority'] ?? '';
  const data =
    cluster['certificate-authority-data'] ||
    (file === '' ? '' : readFileSync(file).toString('base64'));
  if (data !== '') info['certificate-authority-data'] = data;
  if (cluster['proxy-url']) info['proxy-url'] = cluster['proxy-url'];
  if (cluster['disable-compression'] === true) info['disable-compression'] = true;
  const extension = (cluster.extensions ?? []).find(
    ({ name }) => name === 'client.authentication.k8s.io/exec',
  );
  info['config'] = extension?.extension ?? null;
  return info;
}

/** Go's JSON encoder escapes what HTML would misread. */
function escapeHTML(text: string): string {
  return text.replace(
    /[<>&\u2028\u2029]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

/** Reads a plugin's stdout, JSON or YAML. Throws, in the reference's words, when it is not a usable ExecCredential. */
export async function readExecCredential(stdout: string, apiVersion: string): Promise<ExecStatus> {
  const credential = await decode(stdout);
  const returned = text(credential['apiVersion']) || 'client.authentication.k8s.io/__internal';
  if (returned !== apiVersion) {
    throw new KubistError(
      `exec plugin is configured to use API version ${apiVersion}, plugin returned version ${returned}`,
    );
  }
  const status = credential['status'] as JSONObject | null | undefined;
  if (status === null || status === undefined)
    throw new KubistError("exec plugin didn't return a status field");
  const token = textField(status, 'token');
  const cert = textField(status, 'clientCertificateData');
  const key = textField(status, 'clientKeyData');
  const expires = expiry(textField(status, 'expirationTimestamp'));
  if (token === '' && cert === '' && key === '')
    throw new KubistError("exec plugin didn't return a token or cert/key pair");
  if ((cert === '') !== (key === ''))
    throw new KubistError('exec plugin returned only certificate or key, not both');
  for (const [pem, what] of [
    [cert, 'certificate'],
    [key, 'key'],
  ] as const) {
    if (pem !== '' && !pem.includes('-----BEGIN ')) {
      throw new KubistError(
        `failed parsing client key/certificate: tls: failed to find any PEM data in ${what} input`,
      );
    }
  }
  return {
    token,
    ...(cert === '' ? {} : { certificate: { cert, key } }),
    ...(expires === undefined ? {} : { expires }),
  };
}

async function decode(stdout: string): Promise<JSONObject> {
  let value: JSONValue;
  try {
    value = JSON.parse(stdout) as JSONValue;
  } catch {
    const { parseYAML } = await import('../../formats/yaml/parse.ts');
    try {
      value = (await parseYAML(stdout)) ?? {};
    } catch (error) {
      throw new KubistError(`decoding stdout: ${(error as Error).message}`, { cause: error });
    }
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    const type = Array.isArray(value)
      ? 'array'
      : typeof value === 'boolean'
        ? 'bool'
        : typeof value;
    throw new KubistError(
      `decoding stdout: couldn't get version/kind; json parse error: json: cannot unmarshal ${type} into Go value of type struct { APIVersion string "json:\\"apiVersion,omitempty\\""; Kind string "json:\\"kind,omitempty\\"" }`,
    );
  }
  const kind = text(value['kind']);
  if (kind !== '' && kind !== 'ExecCredential') {
    const version = text(value['apiVersion']);
    throw new KubistError(
      `decoding stdout: no kind "${kind}" is registered for version "${version}" in scheme "pkg/runtime/scheme.go:111"`,
    );
  }
  return value;
}

function text(value: JSONValue | undefined): string {
  return typeof value === 'string' ? value : '';
}

function textField(status: JSONObject, name: string): string {
  const value = status[name] ?? '';
  if (typeof value === 'string') return value;
  const type = Array.isArray(value) ? 'array' : typeof value === 'boolean' ? 'bool' : typeof value;
  throw new KubistError(
    `decoding stdout: json: cannot unmarshal ${type} into Go struct field ExecCredentialStatus.status.${name} of type string`,
  );
}

function expiry(text: string): number | undefined {
  if (text === '') return undefined;
  const time = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d/.test(text) ? Date.parse(text) : Number.NaN;
  if (!Number.isNaN(time)) return time;
  throw new KubistError(
    `decoding stdout: parsing time "${text}" as "2006-01-02T15:04:05Z07:00": cannot parse "${text}" as "2006"`,
  );
}
