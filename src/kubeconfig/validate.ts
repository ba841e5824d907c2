import { closeSync, openSync } from 'node:fs';
import { ConfigurationError, KubistError } from '../errors.ts';
import type { Cluster, Kubeconfig, User } from './kubeconfig.ts';
import type { Effective } from './effective.ts';
import { fileError } from './file-error.ts';

/** Judges the stanzas in force. Throws with everything that is wrong, in the reference's words. */
export function validate(config: Kubeconfig, chosen: Effective): void {
  const problems: string[] = [];
  if (chosen.contextName !== '' && !config.contexts.has(chosen.contextName)) {
    throw new ConfigurationError(
      `Error in configuration: context was not found for specified context: ${chosen.contextName}`,
    );
  }
  problems.push(
    ...userProblems(chosen.userName, chosen.user),
    ...clusterProblems(chosen.clusterName, chosen.cluster),
  );
  report(problems);
}

function report(problems: readonly string[]): void {
  if (problems.length === 1) throw new KubistError(problems[0]);
  if (problems.length > 1) {
    throw new ConfigurationError(
      `Error in configuration: \n${problems.map((problem) => `* ${problem}`).join('\n')}`,
    );
  }
}

function clusterProblems(name: string, cluster: Cluster): string[] {
  const problems: string[] = [];
  if ((cluster.server ?? '') === '') {
    problems.push(
      name === ''
        ? 'default cluster has no server defined'
        : `no server found for cluster "${name}"`,
    );
  }
  const proxy = cluster['proxy-url'] ?? '';
  if (proxy !== '') {
    const problem = proxyProblem(proxy);
    if (problem !== undefined)
      problems.push(`invalid 'proxy-url' "${proxy}" for cluster "${name}": ${problem}`);
  }
  const file = cluster['certificate-authority'] ?? '';
  if (file !== '' && (cluster['certificate-authority-data'] ?? '') !== '') {
    problems.push(
      `certificate-authority-data and certificate-authority are both specified for ${name}. certificate-authority-data will override.`,
    );
  }
  if (file !== '') problems.push(...unreadable('certificate-authority', file, name));
  return problems;
}

/** What is wrong with a proxy URL; undefined when nothing is. */
function proxyProblem(proxy: string): string | undefined {
  if (/%(?![0-9A-Fa-f]{2})/.test(proxy) || /[\u0000-\u0020\u007f]/.test(proxy))
    return `could not parse: ${proxy}`;
  const scheme = /^([A-Za-z][A-Za-z0-9+.-]*):/.exec(proxy)?.[1]?.toLowerCase() ?? '';
  if (['http', 'https', 'socks5'].includes(scheme)) return undefined;
  return `unsupported scheme "${scheme}", must be http, https, or socks5`;
}

function userProblems(name: string, user: User): string[] {
  const problems: string[] = [];
  const methods: string[] = [];
  if ((user.token ?? '') !== '') methods.push('token');
  if ((user.username ?? '') !== '' || (user.password ?? '') !== '') methods.push('basicAuth');
  problems.push(...certificateProblems(name, user), ...execProblems(name, user));
  if (methods.length > 1) {
    problems.push(
      `more than one authentication method found for ${name}; found [${methods.join(' ')}], only one is allowed`,
    );
  }
  const impersonates =
    (user['as-uid'] ?? '') !== '' ||
    (user['as-groups'] ?? []).length > 0 ||
    Object.keys(user['as-user-extra'] ?? {}).length > 0;
  if (impersonates && (user.as ?? '') === '') {
    problems.push(`requesting uid, groups or user-extra for ${name} without impersonating a user`);
  }
  return problems;
}

function certificateProblems(name: string, user: User): string[] {
  const problems: string[] = [];
  const certificate = user['client-certificate'] ?? '';
  const certificateData = user['client-certificate-data'] ?? '';
  if (certificate === '' && certificateData === '') return problems;
  const key = user['client-key'] ?? '';
  const keyData = user['client-key-data'] ?? '';
  if (certificate !== '' && certificateData !== '') {
    problems.push(
      `client-cert-data and client-cert are both specified for ${name}. client-cert-data will override.`,
    );
  }
  if (key !== '' && keyData !== '') {
    problems.push(
      `client-key-data and client-key are both specified for ${name}; client-key-data will override`,
    );
  }
  if (key === '' && keyData === '') {
    problems.push(
      `client-key-data or client-key must be specified for ${name} to use the clientCert authentication method.`,
    );
  }
  if (certificate !== '') problems.push(...unreadable('client-cert', certificate, name));
  if (key !== '') problems.push(...unreadable('client-key', key, name));
  return problems;
}

function execProblems(name: string, user: User): string[] {
  const exec = user.exec;
  if (exec === undefined) return [];
  const problems: string[] = [];
  if (user['auth-provider'] !== undefined) {
    problems.push(`authProvider cannot be provided in combination with an exec plugin for ${name}`);
  }
  const suffix = `must be specified for ${name} to use exec authentication plugin`;
  if (exec.command === '') problems.push(`command ${suffix}`);
  if ((exec.apiVersion ?? '') === '') problems.push(`apiVersion ${suffix}`);
  for (const { name: variable } of exec.env ?? [])
    if (variable === '') problems.push(`env variable name ${suffix}`);
  const mode = exec.interactiveMode ?? '';
  if (mode === '') problems.push(`interactiveMode ${suffix}`);
  else if (!['Never', 'IfAvailable', 'Always'].includes(mode))
    problems.push(`invalid interactiveMode for ${name}: "${mode}"`);
  return problems;
}

function unreadable(what: string, file: string, name: string): string[] {
  try {
    closeSync(openSync(file, 'r'));
    return [];
  } catch (error) {
    return [`unable to read ${what} ${file} for ${name} due to ${fileError(error, file).message}`];
  }
}
