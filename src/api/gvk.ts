import type { GVK } from './types.ts';

/** Splits `apps/v1` into group and version; `v1` has the core group "". */
export function parseAPIVersion(apiVersion: string): { group: string; version: string } {
  const slash = apiVersion.indexOf('/');
  return slash < 0
    ? { group: '', version: apiVersion }
    : { group: apiVersion.slice(0, slash), version: apiVersion.slice(slash + 1) };
}

/** `apps/v1` from its parts; the core group has no slash. */
export function formatAPIVersion(group: string, version: string): string {
  return group === '' ? version : `${group}/${version}`;
}

/** The GVK that an object says it has. */
export function gvkOf(object: { apiVersion?: string; kind?: string }): GVK {
  return { ...parseAPIVersion(object.apiVersion ?? ''), kind: object.kind ?? '' };
}
