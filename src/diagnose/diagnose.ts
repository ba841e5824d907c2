import { type Fields, fields, text } from '../describe/fields.ts';
import { type Sighting, toFindings } from './findings.ts';
import { checksOf, diagnoseManifest, isToldTwice, lookAtManifest, placeIn } from './manifests.ts';
import type { ManifestCheck } from './manifest.ts';
import type { Diagnosis, Finding, Report } from './model.ts';
import { concerns } from './related.ts';
import type { Match, Rule, RuleOptions, Scene } from './rule.ts';
import { RULES } from './rules/index.ts';
import { containersOf, type Subject } from './subject.ts';
import { isWorkload, subjectOf, topWorkloads } from './subjects.ts';
import { judge, servingOf, worst, WORST_FIRST } from './verdict.ts';
import { type Kind, metadataOf, namespaceOf, refOf, timeOf, type World } from './world.ts';

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
  const objects = targets ?? topWorkloads(world);
  const checked = new Set(objects.flatMap((object) => checksOf(object, world)));
  const diagnoses = objects.map((object) =>
    isWorkload(object)
      ? diagnoseSubject(subjectOf(object, world), world, options, told)
      : diagnoseObject(object, world, options),
  );
  for (const check of world.manifests)
    if (!checked.has(check)) diagnoses.push(diagnoseManifest(check, world, options));
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
  const checks = checksOf(subject.object, world);
  const seen = RULES.flatMap((rule) => look(rule, scene, told));
  const sightings = [...ofManifests(checks, seen, scene), ...seen];
  const clock = { now: world.now, since: rolloutStart(subject), grace: options.grace };
  const findings = toFindings(sightings, clock);
  const waits = sightings.filter(({ rule }) => rule.blocks === true).map(({ rule }) => rule.title);
  const blocker = waits.length === 0 ? undefined : blockerOf(findings, new Set(waits));
  const serving = servingOf(subject);
  return {
    target: refOf(subject.object),
    ...placeIn(checks),
    ...judge(subject, world, findings, blocker),
    ...(serving === undefined ? {} : { serving }),
    findings,
  };
}

/** What keeps a rollout waiting for someone; what explains it, where it is filed below that. */
function blockerOf(findings: readonly Finding[], waits: ReadonlySet<string>): Finding | undefined {
  return findings.find(({ title }) => waits.has(title)) ?? findings[0];
}

/** What is wrong with an object's manifests, where that is not seen in the cluster anyway. */
function ofManifests(
  checks: readonly ManifestCheck[],
  seen: readonly Sighting[],
  { world, options }: Pick<Scene, 'world' | 'options'>,
): readonly Sighting[] {
  return checks
    .flatMap((check) => lookAtManifest(check, world, options))
    .filter((one) => !isToldTwice(one, seen));
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
  if ('manifest' in rule) return [];
  return world
    .all(rule.kind as Kind, rule.kind === 'Node' ? undefined : subject.namespace)
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
    .filter((object) => !told.has(object) && world.covers(namespaceOf(object)))
    .map((object) => diagnoseObject(object, world, options))
    .filter(({ findings }) => findings.length > 0);
}

function diagnoseObject(object: Fields, world: World, options: DiagnoseOptions): Diagnosis {
  const kind = text(object['kind']);
  const seen = RULES.flatMap((rule) =>
    'object' in rule && rule.kind === kind
      ? toSightings(rule, rule.object(object, world), object)
      : [],
  );
  const since = timeOf(metadataOf(object)['creationTimestamp']);
  const checks = checksOf(object, world);
  const sightings = [...ofManifests(checks, seen, { world, options }), ...seen];
  const findings = toFindings(sightings, { now: world.now, since, grace: options.grace });
  return { target: refOf(object), ...placeIn(checks), ...judgeObject(findings), findings };
}

function judgeObject(findings: readonly Finding[]): Pick<Diagnosis, 'verdict' | 'summary'> {
  const error = findings.find(({ severity }) => severity === 'error');
  const summary = (error ?? findings[0])?.cause ?? 'Nothing is wrong with it.';
  if (error === undefined) return { verdict: 'healthy', summary };
  return { verdict: error.fatal ? 'failed' : 'progressing', summary };
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
