import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';

import { at, type Instance } from './instance.ts';
import { run } from './shell.ts';

/** Names of certificates: file → subject, and for servers the names they are reached by. */
const CERTIFICATES: Readonly<Record<string, { subject: string; names?: string }>> = {
  apiserver: {
    subject: '/CN=kube-apiserver',
    names: 'IP:127.0.0.1,IP:10.0.0.1,DNS:localhost,DNS:kubernetes,DNS:kubernetes.default',
  },
  kubelet: { subject: '/O=system:nodes/CN=system:node:node-1', names: 'IP:127.0.0.1,DNS:node-1' },
  admin: { subject: '/O=system:masters/CN=kubernetes-admin' },
  'controller-manager': { subject: '/CN=system:kube-controller-manager' },
  scheduler: { subject: '/CN=system:kube-scheduler' },
  'front-proxy': { subject: '/CN=front-proxy-client' },
};

/** Makes the certificates, the key pair of service accounts, and a token for the administrator. */
export function createPki(instance: Instance): void {
  const dir = at(instance, 'pki');
  if (existsSync(`${dir}/tokens.csv`)) return;
  mkdirSync(dir, { recursive: true, mode: 0o700 });
  const openssl = (...args: string[]): string => run('openssl', args, { cwd: dir });
  const days = ['-days', '365'];
  openssl(
    'req',
    '-x509',
    '-newkey',
    'rsa:2048',
    '-nodes',
    '-keyout',
    'ca.key',
    '-out',
    'ca.crt',
    '-subj',
    '/CN=kubist-test-ca',
    ...days,
  );
  for (const [name, { subject, names }] of Object.entries(CERTIFICATES)) {
    openssl(
      'req',
      '-newkey',
      'rsa:2048',
      '-nodes',
      '-keyout',
      `${name}.key`,
      '-out',
      `${name}.csr`,
      '-subj',
      subject,
    );
    const extensions = [
      'extendedKeyUsage=clientAuth,serverAuth',
      ...(names ? [`subjectAltName=${names}`] : []),
    ];
    writeFileSync(`${dir}/${name}.ext`, `${extensions.join('\n')}\n`);
    openssl(
      'x509',
      '-req',
      '-in',
      `${name}.csr`,
      '-CA',
      'ca.crt',
      '-CAkey',
      'ca.key',
      '-CAcreateserial',
      ...days,
      '-extfile',
      `${name}.ext`,
      '-out',
      `${name}.crt`,
    );
    rmSync(`${dir}/${name}.csr`);
    rmSync(`${dir}/${name}.ext`);
  }
  openssl('genrsa', '-out', 'service-account.key', '2048');
  openssl('rsa', '-in', 'service-account.key', '-pubout', '-out', 'service-account.pub');
  // Last, since its presence says that the rest is complete.
  writeFileSync(
    `${dir}/tokens.csv`,
    `${randomBytes(16).toString('hex')},token-admin,token-admin,"system:masters"\n`,
    { mode: 0o600 },
  );
}
