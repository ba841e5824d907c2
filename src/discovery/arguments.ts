import type { GVK } from '../api/types.ts';

/** What a person asked for; empty fields are open. */
export interface ResourceQuery {
  readonly group: string;
  readonly version: string;
  readonly resource: string;
}

/** `deployments.v1.apps` read both ways: as resource, version and group, and as resource and group. */
export function readResourceArgument(argument: string): {
  full?: ResourceQuery;
  short: ResourceQuery;
} {
  const [name, version, group] = splitDots(argument);
  const [resource, rest] = splitDot(argument);
  const short = { group: rest ?? '', version: '', resource };
  return group === undefined
    ? { short }
    : { full: { group, version: version ?? '', resource: name ?? '' }, short };
}

/** `Deployment.v1.apps` as the kinds it may mean, likeliest first. */
export function readKindArgument(argument: string): GVK[] {
  const [kind, version, group] = splitDots(argument);
  const [shortKind, rest] = splitDot(argument);
  const short = { group: rest ?? '', version: '', kind: shortKind };
  const full = group === undefined ? short : { group, version: version ?? '', kind: kind ?? '' };
  return [full, short];
}

/** At most three parts: the third keeps its dots. */
function splitDots(argument: string): string[] {
  const [first, rest] = splitDot(argument);
  return rest === undefined
    ? [first]
    : [first, ...splitDot(rest).filter((part) => part !== undefined)];
}

function splitDot(argument: string): [string, string | undefined] {
  const dot = argument.indexOf('.');
  return dot < 0 ? [argument, undefined] : [argument.slice(0, dot), argument.slice(dot + 1)];
}
