import { mkdir, writeFile } from 'node:fs/promises';
import { Agent, request, type RequestOptions } from 'node:https';
import { join } from 'node:path';

import { execute } from './execute.ts';

/** The cluster that both sides are run against, with the administrator's credentials as PEM files. */
export interface Target {
  /** `https://127.0.0.1:6443`. */
  server: string;
  /** Paths of PEM files; empty where the kubeconfig has none. */
  ca: string;
  cert: string;
  key: string;
  token: string;
  /** TLS options for a request of our own. */
  tls: RequestOptions;
  /** Headers that authenticate where there is no client certificate. */
  headers: Record<string, string>;
  /** The reference kubectl. */
  kubectl: string;
  /** A kubeconfig with the names `parity` (cluster and context) and `admin` (user), as YAML. */
  kubeconfig: string;
  /** A file that holds it. */
  kubeconfigPath: string;
  /** A home for the set-up's own runs of the reference. */
  home: string;
}

/** The parts of `config view -o json` that are read. */
interface View {
  'current-context': string;
  contexts?: { name: string; context: { cluster: string; user: string } }[];
  clusters?: { name: string; cluster: { server: string; 'certificate-authority-data'?: string } }[];
  users?: { name: string; user: Record<string, string | undefined> }[];
}

/** Reads a kubeconfig with the reference and writes its credentials below `work`. */
export async function readTarget(
  kubeconfig: string,
  kubectl: string,
  work: string,
): Promise<Target> {
  const { stdout, stderr, code } = await execute(
    [kubectl],
    ['config', 'view', '--raw', '--flatten', '-o', 'json'],
    { env: { PATH: process.env.PATH ?? '', HOME: work, KUBECONFIG: kubeconfig } },
  );
  if (code !== 0) throw new Error(`the kubeconfig ${kubeconfig} cannot be read: ${stderr.trim()}`);
  const view = JSON.parse(stdout) as View;
  const context = view.contexts?.find(({ name }) => name === view['current-context'])?.context;
  const cluster = view.clusters?.find(({ name }) => name === context?.cluster)?.cluster;
  const user = view.users?.find(({ name }) => name === context?.user)?.user ?? {};
  if (!cluster?.server.startsWith('https://'))
    throw new Error(`the kubeconfig ${kubeconfig} names no https server`);
  // Cases may ask for a token where the current user has a certificate.
  const token = user['token'] ?? view.users?.map((each) => each.user['token']).find(Boolean) ?? '';
  if (!token && !user['client-certificate-data']) {
    throw new Error(
      `the kubeconfig ${kubeconfig} needs a client certificate or a token: the suite sends requests of its own`,
    );
  }
  const pki = join(work, 'pki');
  await mkdir(pki, { recursive: true, mode: 0o700 });
  const keep = async (name: string, data: string | undefined): Promise<string> => {
    if (!data) return '';
    const path = join(pki, name);
    await writeFile(path, Buffer.from(data, 'base64'), { mode: 0o600 });
    return path;
  };
  const decode = (data: string | undefined): { pem: Buffer } | undefined =>
    data ? { pem: Buffer.from(data, 'base64') } : undefined;
  const target: Target = {
    server: cluster.server.replace(/\/$/, ''),
    ca: await keep('ca.crt', cluster['certificate-authority-data']),
    cert: await keep('admin.crt', user['client-certificate-data']),
    key: await keep('admin.key', user['client-key-data']),
    token,
    kubectl,
    kubeconfig: '',
    kubeconfigPath: join(work, 'admin.conf'),
    home: work,
    tls: {
      agent: new Agent({ keepAlive: true, maxSockets: 16 }),
      ca: decode(cluster['certificate-authority-data'])?.pem,
      cert: decode(user['client-certificate-data'])?.pem,
      key: decode(user['client-key-data'])?.pem,
      rejectUnauthorized: cluster['certificate-authority-data'] !== undefined,
    },
    headers: user['client-certificate-data'] ? {} : { authorization: `Bearer ${token}` },
  };
  target.kubeconfig = writeKubeconfig(target);
  await writeFile(target.kubeconfigPath, target.kubeconfig, { mode: 0o600 });
  return target;
}

function writeKubeconfig(target: Target): string {
  const trust = target.ca
    ? `certificate-authority: ${target.ca}`
    : 'insecure-skip-tls-verify: true';
  const user = target.cert
    ? `client-certificate: ${target.cert}, client-key: ${target.key}`
    : `token: ${target.token}`;
  return `apiVersion: v1
kind: Config
clusters:
- {name: parity, cluster: {server: "${target.server}", ${trust}}}
users:
- {name: admin, user: {${user}}}
contexts:
- {name: parity, context: {cluster: parity, user: admin}}
current-context: parity
`;
}

/** A reply of the API server. */
export interface Reply {
  status: number;
  body: string;
}

/** One request to the API server, as administrator. Resolves for every HTTP status. */
export function call(target: Target, method: string, path: string, body?: unknown): Promise<Reply> {
  return new Promise((resolve, reject) => {
    const text = body === undefined ? undefined : JSON.stringify(body);
    const headers = {
      ...target.headers,
      ...(text ? { 'content-type': 'application/json' } : {}),
    };
    const req = request(target.server + path, { ...target.tls, method, headers }, (res) => {
      const chunks: Buffer[] = [];
      res.on('data', (chunk: Buffer) => chunks.push(chunk));
      res.on('end', () =>
        resolve({ status: res.statusCode ?? 0, body: Buffer.concat(chunks).toString() }),
      );
      res.on('error', reject);
    });
    req.on('error', reject);
    req.end(text);
  });
}
