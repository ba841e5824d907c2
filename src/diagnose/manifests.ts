import { type Fields, fields } from '../describe/fields.ts';
import { type Sighting, toFindings } from './findings.ts';
import type { ManifestCheck } from './manifest.ts';
import type { Diagnosis } from './model.ts';
import type { RuleOptions } from './rule.ts';
import { admissionRules } from './rules/admission.ts';
import { isAdmission } from './rules/shared/refusals.ts';
import { placeOf } from './rules/validation/shared.ts';
import { validationRules } from './rules/validation.ts';
import { subjectOf } from './subjects.ts';
import { nameOf, namespaceOf, type World } from './world.ts';

/** The checks of an object's manifests; an object may stand in several. */
export function checksOf(object: Fields, world: World): readonly ManifestCheck[] {
  return world.manifests.filter(
    ({ target }) =>
      target.kind === object['kind'] &&
      target.name === nameOf(object) &&
      target.namespace === namespaceOf(object),
  );
}

/** What rules see at a document of a manifest. */
export function lookAtManifest(
  check: ManifestCheck,
  world: World,
  options: RuleOptions,
): readonly Sighting[] {
  const at = check.target;
  const own = validationRules.flatMap((rule) =>
    'manifest' in rule
      ? [rule.manifest(check, world) ?? []].flat().map((match) => ({ rule, match, at }))
      : [],
  );
  return [...own, ...lookAtAdmission(check, world, options)];
}

/** What admission has against the object itself: rules know it as what controllers are told of pods. */
function lookAtAdmission(
  check: ManifestCheck,
  world: World,
  options: RuleOptions,
): readonly Sighting[] {
  const { refusal, object, target } = check;
  if (refusal === undefined || object === undefined || !isAdmission(refusal.message)) return [];
  const place = placeOf(check);
  const refused = {
    kind: 'spec',
    source: `${place.file}:${place.line}`,
    text: refusal.message,
  } as const;
  const subject = subjectOf({ ...object, kind: target.kind }, world);
  return admissionRules.flatMap((rule) =>
    'subject' in rule
      ? [rule.subject({ world, subject, options, refused }) ?? []]
          .flat()
          .map((match) => ({ rule, match: { ...match, place }, at: target }))
      : [],
  );
}

/** The diagnosis of what is in a manifest and, as far as is known, not in the cluster. */
export function diagnoseManifest(
  check: ManifestCheck,
  world: World,
  options: RuleOptions,
): Diagnosis {
  const { target, place } = check;
  const sightings = lookAtManifest(check, world, options);
  const findings = toFindings(sightings, { now: world.now, since: world.now });
  const refused = findings.find(({ severity, fatal }) => severity === 'error' && fatal);
  const open = findings.find(({ severity }) => severity === 'error');
  if (refused !== undefined)
    return { target, place, verdict: 'failed', summary: refused.cause, findings };
  if (open !== undefined)
    return { target, place, verdict: 'progressing', summary: open.cause, findings };
  return {
    target,
    place,
    verdict: check.live === false ? 'blocked' : 'unknown',
    summary:
      check.live === false
        ? 'It is not in the cluster: the manifest has not been applied.'
        : 'Whether it is in the cluster is not known.',
    findings,
  };
}

/** True for what a manifest and the cluster say alike: then it is told once. */
export function isToldTwice(finding: Sighting, others: readonly Sighting[]): boolean {
  return (
    finding.match.place !== undefined &&
    others.some(({ rule, match }) => rule.id === finding.rule.id && match.place === undefined)
  );
}

/** A place for a diagnosis, when a manifest has its object. */
export function placeIn(checks: readonly ManifestCheck[]): Pick<Diagnosis, 'place'> {
  const [first] = checks;
  return first === undefined ? {} : { place: first.place };
}

/** The pod template of an object, as its kind has it; nothing where there is none. */
export function templateIn(object: Fields): Fields {
  const spec = fields(object['spec']);
  if (object['kind'] === 'Pod') return object;
  if (object['kind'] !== 'CronJob') return fields(spec['template']);
  return fields(fields(fields(spec['jobTemplate'])['spec'])['template']);
}
