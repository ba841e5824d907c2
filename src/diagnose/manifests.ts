import { type Fields, fields, list, text } from '../describe/fields.ts';
import { type Sighting, toFindings } from './findings.ts';
import type { ManifestCheck } from './manifest.ts';
import type { Diagnosis, Fix } from './model.ts';
import type { Match, Rule, RuleOptions } from './rule.ts';
import { admissionRules } from './rules/admission.ts';
import { isAdmission } from './rules/shared/refusals.ts';
import { placeOf, saidOf } from './rules/validation/shared.ts';
import { validationRules } from './rules/validation.ts';
import { subjectOf } from './subjects.ts';
import { metadataOf, nameOf, namespaceOf, type World } from './world.ts';

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

/** What admission has against the object, or against its pods: rules know it as what controllers are told of pods. */
function lookAtAdmission(
  check: ManifestCheck,
  world: World,
  options: RuleOptions,
): readonly Sighting[] {
  const { refusal, podRefusal, object, target } = check;
  const said = refusal ?? podRefusal;
  if (said === undefined || object === undefined || !isAdmission(said.message)) return [];
  const isOfPods = refusal === undefined;
  const place = placeOf(check, isOfPods ? 'spec.template' : '');
  const refused = saidOf(check, isOfPods ? 'spec.template' : '', said.message);
  const metadata = { ...metadataOf(object), namespace: target.namespace };
  const subject = subjectOf({ ...object, kind: target.kind, metadata }, world);
  const scene = { world, subject, options, refused, isOfPods };
  return admissionRules.flatMap((rule) =>
    'subject' in rule
      ? [rule.subject(scene) ?? []].flat().map((match) => ({
          rule,
          match: {
            ...match,
            ...(isOfPods ? mildness(rule, check) : {}),
            place,
            fixes: (match.fixes ?? []).filter((fix) => canBeDone(fix, check)),
          },
          at: target,
        }))
      : [],
  );
}

/**
 * False for a command about an object that is not there yet: its manifest is what is to be changed. And where a name is
 * none that the API allows, it gets into no command that people copy.
 */
function canBeDone({ command }: Fix, { live, object = {}, target }: ManifestCheck): boolean {
  const { kind, namespace, name } = target;
  const { containers, initContainers } = fields(templateIn(object)['spec']);
  const names = [...list(containers), ...list(initContainers)].map((one) => text(one['name']));
  if (![namespace || 'none', name, ...names].every((one) => /^[a-z0-9.-]+$/i.test(one)))
    return false;
  return live === true || !command.includes(`${kind.toLowerCase()}/${name}`);
}

/** Old pods make room in quotas, and what runs goes on running: then it is a warning. */
function mildness({ id }: Rule, { live }: ManifestCheck): Partial<Match> {
  return id.startsWith('QUO-') || live === true ? { severity: 'warning', class: 'transient' } : {};
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
