import { readFileSync, writeFileSync } from 'node:fs';

import { at, type Instance } from './instance.ts';

/** The path of the administrator's kubeconfig. */
export function kubeconfigPath(instance: Instance): string {
  return at(instance, 'admin.conf');
}

/** Writes the kubeconfigs of the administrator and of the components that log in. */
export function writeKubeconfigs(instance: Instance): void {
  for (const name of ['admin', 'controller-manager', 'scheduler', 'kubelet']) {
    const users = [certificateUser(instance, name)];
    const contexts = [`{name: ${name}, context: {cluster: kubist, user: ${name}}}`];
    if (name === 'admin') {
      const token = readFileSync(at(instance, 'pki', 'tokens.csv'), 'utf8').split(',')[0];
      users.push(`{name: token-admin, user: {token: ${JSON.stringify(token)}}}`);
      contexts.push('{name: token, context: {cluster: kubist, user: token-admin}}');
    }
    const text = `apiVersion: v1
kind: Config
clusters:
- {name: kubist, cluster: {server: "https://127.0.0.1:${instance.ports.apiserver}", certificate-authority: ${at(instance, 'pki', 'ca.crt')}}}
users:
${users.map((user) => `- ${user}`).join('\n')}
contexts:
${contexts.map((context) => `- ${context}`).join('\n')}
current-context: ${name}
`;
    writeFileSync(at(instance, `${name}.conf`), text, { mode: 0o600 });
  }
}

function certificateUser(instance: Instance, name: string): string {
  const pki = at(instance, 'pki');
  return `{name: ${name}, user: {client-certificate: ${pki}/${name}.crt, client-key: ${pki}/${name}.key}}`;
}
