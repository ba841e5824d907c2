import { GoRegExp } from '../../formats/re2/regexp.ts';

/** Regular expressions of Go's syntax, separated by commas, by what they are found in. */
export interface FilterRules {
  readonly acceptHosts: string;
  readonly acceptPaths: string;
  readonly rejectMethods: string;
  readonly rejectPaths: string;
}

/** True for a request that may pass. `path` is decoded, `host` is the Host header. */
export type RequestFilter = (method: string, path: string, host: string) => boolean;

/** Makes the filter. Throws a KubistError in Go's words on what is no regular expression. */
export function createFilter(rules: FilterRules): RequestFilter {
  const [acceptPaths, rejectPaths, acceptHosts, rejectMethods] = [
    rules.acceptPaths,
    rules.rejectPaths,
    rules.acceptHosts,
    rules.rejectMethods,
  ].map((list) => list.split(',').map((source) => new GoRegExp(source))) as [
    GoRegExp[],
    GoRegExp[],
    GoRegExp[],
    GoRegExp[],
  ];
  const found = (expressions: GoRegExp[], text: string): boolean =>
    expressions.some((one) => one.test(text));
  return (method, path, host) =>
    !found(rejectPaths, path) &&
    !found(rejectMethods, method) &&
    found(acceptPaths, path) &&
    hostNames(host).some((name) => found(acceptHosts, name));
}

/** The name in a Host header, without its port. An IPv6 address counts with its brackets and without. */
function hostNames(host: string): string[] {
  const address = /^(\[(.*)\])(?::\d*)?$/.exec(host);
  if (address !== null) return [address[1] ?? '', address[2] ?? ''];
  return [host.replace(/:\d*$/, '')];
}
