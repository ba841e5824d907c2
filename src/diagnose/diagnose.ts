import { type Fields, fields, text } from '../describe/fields.ts';
import { group, type Sighting } from './findings.ts';
import type { Diagnosis, Finding, Report } from './model.ts';
import { concerns } from './related.ts';
import type { Match, Rule, RuleOptions, Scene } from './rule.ts';
import { RULES } from './rules/index.ts';
import { containersOf, type Subject } from './subject.ts';
import { isWorkload, subjectOf, topWorkloads } from './subjects.ts';
import { suppress } from './suppress.ts';
import { judge, servingOf, worst, WORST_FIRST } from './verdict.ts';
import { type Kind, metadataOf, refOf, timeOf, type World } from './world.ts';

/** How to diagnose. */
export interface DiagnoseOptions extends RuleOptions {
  /** Seconds that replace the grace of each rule; undefined leaves it to them. */
  readonly grace: number | undefined;
}

/**
 * Says how workloads stand and why. Asks nothing of a server: all that it knows is the world.
 * @param targets what to diagnose; all workloads of the world, and the objects around them, when missing
 */
export function diagnose(
  world: World,
  targets: readonly Fields[] | undefined,
  options: DiagnoseOptions,
): Report {
  const told = new Set<Fields>();
  const diagnoses = (targets ?? topWorkloads(world)).map((object) =>
    isWorkload(object)
      ? diagnoseSubject(subjectOf(object, world), world, options, told)
      : diagnoseObject(object, world, options),
  );
  if (targets === undefined) diagnoses.push(...diagnoseRest(world, told, options));
  return {
    verdict: worst(diagnoses.map(({ verdict }) => verdict)),
    diagnoses: diagnoses.sort(
      (a, b) => WORST_FIRST.indexOf(a.verdict) - WORST_FIRST.indexOf(b.verdict),
    ),
    skipped: world.skipped,
    checkedAt: new Date(world.now).toISOString(),
  };
}

function diagnoseSubject(
  subject: Subject,
  world: World,
  options: DiagnoseOptions,
  told: Set<Fields>,
): Diagnosis {
  const scene: Scene = { world, subject, options };
  const sightings = RULES.flatMap((rule) => look(rule, scene, told));
  const clock = { now: world.now, since: rolloutStart(subject), grace: options.grace };
  const findings = rank(suppress(group(sightings, clock)));
  const blocked = sightings.some(({ rule }) => rule.blocks === true);
  const serving = servingOf(subject);
  return {
    target: refOf(subject.object),
    ...judge(subject, world, findings, blocked),
    ...(serving === undefined ? {} : { serving }),
    findings,
  };
}

/** What a rule sees at a workload, and at the objects that belong to it. */
function look(rule: Rule, scene: Scene, told: Set<Fields>): Sighting[] {
  const { subject, world } = scene;
  if ('container' in rule) {
    return subject.pods.flatMap((pod) =>
      containersOf(pod).flatMap((container) =>
        toSightings(rule, rule.container(container, scene), pod, container.name),
      ),
    );
  }
  if ('pod' in rule)
    return subject.pods.flatMap((pod) => toSightings(rule, rule.pod(pod, scene), pod));
  if ('subject' in rule) return toSightings(rule, rule.subject(scene), subject.object);
  return world
    .all(rule.kind as Kind)
    .filter((object) => concerns(object, subject, world))
    .flatMap((object) => {
      told.add(object);
      return toSightings(rule, rule.object(object, world), object).filter(({ match }) =>
        isOwn(match, subject, world),
      );
    });
}

/** False for what is wrong with a Service of other workloads, though the same Ingress leads to it. */
function isOwn({ objects = [] }: Match, subject: Subject, world: World): boolean {
  return objects.every(({ kind, namespace, name }) => {
    const service = kind === 'Service' ? world.find('Service', namespace, name) : undefined;
    return service === undefined || concerns(service, subject, world);
  });
}

function toSightings(
  rule: Rule,
  found: Match | readonly Match[] | undefined,
  object: Fields,
  container?: string,
): Sighting[] {
  const at = refOf(object, container);
  return [found ?? []].flat().map((match) => ({ rule, match, at }));
}

/** Objects that belong to no workload, where something is wrong with them. */
function diagnoseRest(
  world: World,
  told: ReadonlySet<Fields>,
  options: DiagnoseOptions,
): readonly Diagnosis[] {
  const kinds = new Set(RULES.flatMap((rule) => ('object' in rule ? [rule.kind as Kind] : [])));
  return [...kinds]
    .flatMap((kind) => world.all(kind))
    .filter((object) => !told.has(object))
    .map((object) => diagnoseObject(object, world, options))
    .filter(({ findings }) => findings.length > 0);
}

function diagnoseObject(object: Fields, world: World, { grace }: DiagnoseOptions): Diagnosis {
  const kind = text(object['kind']);
  const sightings = RULES.flatMap((rule) =>
    'object' in rule && rule.kind === kind
      ? toSightings(rule, rule.object(object, world), object)
      : [],
  );
  const since = timeOf(metadataOf(object)['creationTimestamp']);
  const findings = rank(suppress(group(sightings, { now: world.now, since, grace })));
  return { target: refOf(object), ...judgeObject(findings), findings };
}

function judgeObject(findings: readonly Finding[]): Pick<Diagnosis, 'verdict' | 'summary'> {
  const error = findings.find(({ severity }) => severity === 'error');
  const summary = (error ?? findings[0])?.cause ?? 'Nothing is wrong with it.';
  if (error === undefined) return { verdict: 'healthy', summary };
  return { verdict: error.fatal ? 'failed' : 'progressing', summary };
}

const SEVERITIES: readonly string[] = ['error', 'warning', 'info'];

/** What fails first: fatal errors, then errors, warnings, hints; within these as the rules stand. */
function rank(findings: readonly Finding[]): readonly Finding[] {
  const weight = ({ fatal, severity }: Finding): number =>
    SEVERITIES.indexOf(severity) * 2 + (fatal ? 0 : 1);
  return [...findings].sort((a, b) => weight(a) - weight(b));
}

/** When the current revision was begun: grace counts from then. */
function rolloutStart({ object, maker }: Subject): number {
  const created = timeOf(metadataOf(maker ?? object)['creationTimestamp']);
  const progressing = fields(object['status'])['conditions'];
  const updates = Array.isArray(progressing)
    ? (progressing as Fields[])
        .filter(({ type, reason }) => type === 'Progressing' && /Created|Found/.test(text(reason)))
        .map(({ lastUpdateTime }) => timeOf(lastUpdateTime))
    : [];
  return Math.max(created, ...updates);
}
