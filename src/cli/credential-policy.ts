import { accessSync, constants } from 'node:fs';
import { delimiter, isAbsolute, join, normalize, resolve } from 'node:path';
import { preferencesError, type Preferences } from './kuberc.ts';
import type { Env } from './context.ts';

/** Answers why a credential plugin must not run; undefined lets it run. `resolved` is its absolute path. */
export type CredentialPolicy = (command: string, resolved: string) => string | undefined;

/**
 * The policy that kuberc sets for credential plugins (KEP-3104). An empty policy allows all.
 * Throws when policy and allowlist contradict each other.
 */
export function credentialPolicy(
  { policy, allowlist }: Preferences['credentialPlugins'],
  env: Env,
): CredentialPolicy | undefined {
  if (policy !== 'Allowlist' && allowlist !== undefined) {
    throw preferencesError(
      `misconfigured credential plugin allowlist: plugin policy is "${policy}" but allowlist is non-nil`,
    );
  }
  switch (policy) {
    case '':
    case 'AllowAll':
      return undefined;
    case 'DenyAll':
      return (_command, resolved) => `plugin "${resolved}" not allowed: policy set to "DenyAll"`;
    case 'Allowlist': {
      const allowed = judged(allowlist);
      return (_command, resolved) =>
        allowed.some((entry) => locate(entry, env) === resolved)
          ? undefined
          : `plugin path "${resolved}" is not permitted by the credential plugin allowlist`;
    }
    default:
      throw preferencesError(`unknown plugin policy: "${policy}"`);
  }
}

function judged(allowlist: readonly string[] | undefined): readonly string[] {
  if (allowlist === undefined || allowlist.length === 0) {
    throw preferencesError(
      'credential plugin policy set to "Allowlist", but allowlist is unspecified',
    );
  }
  for (const [at, entry] of allowlist.entries()) {
    if (entry === '') {
      throw preferencesError(
        `misconfigured credential plugin allowlist: empty allowlist entry #${at + 1}`,
      );
    }
    if (normalize(entry) !== entry) {
      throw preferencesError(`non-normalized file path: "${entry}" vs "${normalize(entry)}"`);
    }
  }
  return allowlist;
}

/** A path as it is; a bare name where PATH has it. */
function locate(entry: string, env: Env): string | undefined {
  if (entry.includes('/')) return isAbsolute(entry) ? entry : resolve(entry);
  return (env.PATH ?? '')
    .split(delimiter)
    .map((folder) => join(folder, entry))
    .find((path) => {
      try {
        accessSync(path, constants.X_OK);
        return true;
      } catch {
        return false;
      }
    });
}
