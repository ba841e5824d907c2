import type { Impersonation } from '../api/connection.ts';
import { KubistError } from '../errors.ts';

/** Headers of a request: lower-case names, one or several values. */
export type RequestHeaders = Record<string, string | readonly string[]>;

/** `kubernetes-extra` → `Kubernetes-Extra`, the form that Go sends and prints. */
export function canonicalHeader(name: string): string {
  return name.toLowerCase().replace(/(^|-)[a-z]/g, (match) => match.toUpperCase());
}

/** `Impersonate-User` and its friends. Source: Kubernetes documentation, "User impersonation". */
export function impersonationHeaders(who: Impersonation | undefined): RequestHeaders {
  if (who === undefined) return {};
  const headers: RequestHeaders = {};
  if (who.user !== '') headers['impersonate-user'] = who.user;
  if (who.uid !== '') headers['impersonate-uid'] = who.uid;
  if (who.groups.length > 0) headers['impersonate-group'] = who.groups;
  for (const [key, values] of Object.entries(who.extra)) {
    headers[`impersonate-extra-${escapeHeaderKey(key)}`] = values;
  }
  return headers;
}

/** Bytes that may not stand in a header name, and `%`, are escaped as `%XX`. */
function escapeHeaderKey(key: string): string {
  return [...Buffer.from(key)]
    .map((byte) => {
      const char = String.fromCharCode(byte);
      return /[!#$&'*+.^_`|~0-9A-Za-z-]/.test(char)
        ? char
        : `%${byte.toString(16).toUpperCase().padStart(2, '0')}`;
    })
    .join('')
    .toLowerCase();
}

/**
 * Refuses names and values that could smuggle in another header: tokens and impersonation
 * come from files, plugins and flags.
 */
export function checkHeaders(headers: Readonly<RequestHeaders>): void {
  for (const [name, values] of Object.entries(headers)) {
    if (!/^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/.test(name)) {
      throw new KubistError(`net/http: invalid header field name ${JSON.stringify(name)}`);
    }
    for (const value of [values].flat()) {
      // oxlint-disable-next-line no-control-regex -- these are what must be found
      if (/[\x00-\x08\x0a-\x1f\x7f]/.test(value)) {
        throw new KubistError(
          `net/http: invalid header field value for ${JSON.stringify(canonicalHeader(name))}`,
        );
      }
    }
  }
}
