import { readFileSync, writeFileSync } from 'node:fs';

import { at, type Instance } from './instance.ts';

/** The path of the administrator's kubeconfig. */
export function kubeconfigPath(instance: Instance): string {
  return at(instance, 'admin.conf');
}

/** Writes the kubeconfigs of the administrator and of the components that log in, in the form that `config` writes. */
export function writeKubeconfigs(instance: Instance): void {
  const pki = at(instance, 'pki');
  for (const name of ['admin', 'controller-manager', 'scheduler', 'kubelet']) {
    const users = [
      `- name: ${name}
  user:
    client-certificate: ${pki}/${name}.crt
    client-key: ${pki}/${name}.key`,
    ];
    const contexts = [context(name, name)];
    if (name === 'admin') {
      const token = readFileSync(at(instance, 'pki', 'tokens.csv'), 'utf8').split(',')[0];
      users.push(`- name: token-admin
  user:
    token: ${JSON.stringify(token)}`);
      contexts.push(context('token', 'token-admin'));
    }
    const text = `apiVersion: v1
clusters:
- cluster:
    certificate-authority: ${pki}/ca.crt
    server: https://127.0.0.1:${instance.ports.apiserver}
  name: kubist
contexts:
${contexts.join('\n')}
current-context: ${name}
kind: Config
users:
${users.join('\n')}
`;
    writeFileSync(at(instance, `${name}.conf`), text, { mode: 0o600 });
  }
}

function context(name: string, user: string): string {
  return `- context:
    cluster: kubist
    user: ${user}
  name: ${name}`;
}
