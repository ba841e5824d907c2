import type { Evidence, Finding, ObjectRef } from './model.ts';
import { printable, redact } from './redact.ts';
import type { Match, Rule } from './rule.ts';
import { shellWord } from './rules/shared/shell-word.ts';
import { suppress } from './suppress.ts';

/** What a rule found at one place: before equal ones are told once. */
export interface Sighting {
  readonly rule: Rule;
  readonly match: Match;
  readonly at: ObjectRef;
}

/** How old a `grace` finding is when the match does not say: since this moment, milliseconds since 1970. */
export interface Clock {
  readonly now: number;
  readonly since: number;
  /** Seconds that replace the grace of all rules; undefined leaves it to each. */
  readonly grace?: number | undefined;
}

/** Most pieces of evidence that one finding shows. */
const MOST_EVIDENCE = 6;

/** What was seen as what is told: causes with what follows from them, the gravest first. */
export function toFindings(sightings: readonly Sighting[], clock: Clock): readonly Finding[] {
  return rank(suppress(group(sightings, clock)));
}

const SEVERITIES: readonly string[] = ['error', 'warning', 'info'];

/** What fails first: fatal errors, then errors, warnings, hints; within these as the rules stand. */
function rank(findings: readonly Finding[]): readonly Finding[] {
  const weight = ({ fatal, severity }: Finding): number =>
    SEVERITIES.indexOf(severity) * 2 + (fatal ? 0 : 1);
  return [...findings].sort((a, b) => weight(a) - weight(b));
}

/** One finding for all sightings of one cause: by rule, container and sentence. */
function group(sightings: readonly Sighting[], clock: Clock): readonly Finding[] {
  const groups = new Map<string, Sighting[]>();
  for (const sighting of sightings) {
    const { rule, match, at } = sighting;
    const { line = 0 } = match.place ?? {};
    const key = JSON.stringify([rule.id, at.container ?? '', line, normalised(match.cause)]);
    const known = groups.get(key);
    if (known === undefined) groups.set(key, [sighting]);
    else known.push(sighting);
  }
  return [...groups.values()].map((same) => toFinding(same, clock));
}

function toFinding(same: readonly Sighting[], clock: Clock): Finding {
  const { rule, match } = same[0] as Sighting;
  const kind = match.class ?? rule.class;
  const objects = same.flatMap(({ at, match: { objects: more = [] } }) => [at, ...more]);
  return {
    id: rule.id,
    title: rule.title,
    severity: match.severity ?? rule.severity,
    class: kind,
    confidence: match.confidence ?? rule.confidence,
    fatal: kind === 'fatal' || (kind === 'grace' && same.some((one) => hasLasted(one, clock))),
    cause: clean(match.cause).replace(/(?<![.!?\u2026])$/, '.'),
    ...(match.place === undefined ? {} : { place: match.place }),
    objects: unique(objects),
    evidence: unique(match.evidence.slice(0, MOST_EVIDENCE)).map(cleanEvidence),
    fixes: (match.fixes ?? []).map(({ command, why }) => ({
      command: inNamespace(printable(command), objects[0]?.namespace ?? ''),
      why: printable(why),
    })),
    consequences: [],
  };
}

/** Commands about objects of no namespace. */
const CLUSTER_SCOPED =
  /^\{program\} (?:(?:cordon|uncordon|drain|taint|top node|api-resources|explain)\b|\S+ (?:nodes?|no|pv|persistentvolumes?|sc|storageclass(?:es)?|ns|namespaces?|apiservices?|priorityclass(?:es)?|runtimeclass(?:es)?|ingressclass(?:es)?|\w*webhookconfigurations?)\b)/;

/** The command with the namespace that it is about. */
function inNamespace(command: string, namespace: string): string {
  if (
    namespace === '' ||
    / -n | --(?:all-)?namespace/.test(command) ||
    CLUSTER_SCOPED.test(command)
  )
    return command;
  return command.replace(/^\{program\} /, `{program} -n ${shellWord(namespace)} `);
}

function hasLasted({ rule, match }: Sighting, { now, since, grace }: Clock): boolean {
  const seconds = grace ?? match.grace ?? rule.grace ?? 0;
  return now - (match.since ?? since) >= seconds * 1000;
}

function cleanEvidence(evidence: Evidence): Evidence {
  return { ...evidence, text: clean(evidence.text) };
}

/** Untrusted text as a report may hold it. */
function clean(text: string): string {
  return printable(redact(text)).trim();
}

/** The sentence without what differs from pod to pod. */
function normalised(cause: string): string {
  return cause
    .replace(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g, '<uid>')
    .replace(/sha256:[0-9a-f]{12,}/g, '<digest>')
    .replace(/\b\d{1,3}(?:\.\d{1,3}){3}(?::\d+)?\b/g, '<address>')
    .replace(/\b\d+(?:\.\d+)?(?:ms|[smhd])\b/g, '<time>');
}

function unique<T extends object>(items: readonly T[]): readonly T[] {
  const seen = new Set<string>();
  return items.filter((item) => {
    const key = JSON.stringify(item);
    return !seen.has(key) && seen.add(key);
  });
}
