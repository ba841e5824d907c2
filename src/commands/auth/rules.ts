import { compareBytes } from '../../formats/compare.ts';

/** One rule of a role. Source: the RBAC API's PolicyRule. */
export interface PolicyRule {
  /** null where a manifest does not say. */
  readonly verbs?: readonly string[] | null;
  readonly apiGroups?: readonly string[];
  readonly resources?: readonly string[];
  readonly resourceNames?: readonly string[];
  readonly nonResourceURLs?: readonly string[];
}

/** A rule as rules that each allow one thing: a verb, on one resource, one name or one URL. */
export function breakdown(rule: PolicyRule): PolicyRule[] {
  const { apiGroups = [], resources = [], resourceNames = [], nonResourceURLs = [] } = rule;
  const verbs = rule.verbs ?? [];
  const names = resourceNames.length === 0 ? [undefined] : resourceNames;
  return [
    ...apiGroups.flatMap((group) =>
      resources.flatMap((resource) =>
        verbs.flatMap((verb) =>
          names.map((name) => ({
            verbs: [verb],
            apiGroups: [group],
            resources: [resource],
            ...(name === undefined ? {} : { resourceNames: [name] }),
          })),
        ),
      ),
    ),
    ...nonResourceURLs.flatMap((url) =>
      verbs.map((verb) => ({ verbs: [verb], nonResourceURLs: [url] })),
    ),
  ];
}

/** Rules that allow one thing each, with the verbs of a resource (and name) in one rule. */
export function compact(rules: readonly PolicyRule[]): PolicyRule[] {
  const compacted: PolicyRule[] = [];
  const places = new Map<string, number>();
  for (const rule of rules) {
    if (rule.nonResourceURLs !== undefined) {
      compacted.push(rule);
      continue;
    }
    const key = JSON.stringify([rule.apiGroups, rule.resources, rule.resourceNames]);
    const at = places.get(key);
    if (at === undefined) {
      places.set(key, compacted.length);
      compacted.push(rule);
    } else {
      const known = compacted[at] as PolicyRule;
      const verbs = new Set([...(known.verbs ?? []), ...(rule.verbs ?? [])]);
      compacted[at] = { ...known, verbs: [...verbs] };
    }
  }
  return compacted;
}

/** Rules in the order in which the reference shows them: that of their text. */
export function sortRules(rules: readonly PolicyRule[]): PolicyRule[] {
  return rules
    .map((rule) => ({ rule, text: sortText(rule) }))
    .toSorted((a, b) => compareBytes(a.text, b.text))
    .map(({ rule }) => rule);
}

function sortText(rule: PolicyRule): string {
  return FIELDS.map(([field, name]) => `${name}:${list(rule[field])},`).join('');
}

const FIELDS = [
  ['verbs', 'Verbs'],
  ['apiGroups', 'APIGroups'],
  ['resources', 'Resources'],
  ['resourceNames', 'ResourceNames'],
  ['nonResourceURLs', 'NonResourceURLs'],
] as const;

/** A rule as Go prints it: `{Verbs:[get] APIGroups:[] …}`. */
export function ruleText(rule: PolicyRule): string {
  return `{${FIELDS.map(([field, name]) => `${name}:${list(rule[field])}`).join(' ')}}`;
}

/** A list as Go prints it: `[get list]`. */
export function list(values: readonly string[] | null = []): string {
  return `[${values?.join(' ') ?? ''}]`;
}

/** What of `wanted` no rule of `present` allows, broken down; each once. Source: "Using RBAC Authorization". */
export function uncovered(
  present: readonly PolicyRule[],
  wanted: readonly PolicyRule[],
): PolicyRule[] {
  return wanted.flatMap(breakdown).filter((rule) => !present.some((owner) => covers(owner, rule)));
}

function covers(owner: PolicyRule, rule: PolicyRule): boolean {
  return (
    hasAll(owner.verbs, rule.verbs) &&
    hasAll(owner.apiGroups, rule.apiGroups) &&
    (rule.resources ?? []).every((resource) => coversResource(owner.resources ?? [], resource)) &&
    coversNames(owner.resourceNames ?? [], rule.resourceNames ?? []) &&
    (rule.nonResourceURLs ?? []).every((url) =>
      (owner.nonResourceURLs ?? []).some((pattern) => coversURL(pattern, url)),
    )
  );
}

function hasAll(owned: PolicyRule['verbs'], wanted: PolicyRule['verbs']): boolean {
  if (owned?.includes('*')) return true;
  return (wanted ?? []).every((one) => owned?.includes(one));
}

// `*` is all, and with `/log` behind it that subresource of all.
function coversResource(owned: readonly string[], resource: string): boolean {
  if (owned.includes('*') || owned.includes(resource)) return true;
  const slash = resource.indexOf('/');
  return slash >= 0 && owned.includes(`*${resource.slice(slash)}`);
}

/** A rule for names does not allow what has none. */
function coversNames(owned: readonly string[], wanted: readonly string[]): boolean {
  if (owned.length === 0) return true;
  return wanted.length > 0 && wanted.every((name) => owned.includes(name));
}

function coversURL(pattern: string, url: string): boolean {
  if (pattern === '*' || pattern === url) return true;
  return pattern.endsWith('*') && url.startsWith(pattern.replace(/\*+$/, ''));
}
