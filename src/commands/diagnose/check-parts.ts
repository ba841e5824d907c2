import { type Fields, fields, list, text } from '../../describe/fields.ts';
import type { ManifestCheck } from '../../diagnose/manifest.ts';
import { templateIn } from '../../diagnose/manifests.ts';
import type { ObjectRef } from '../../diagnose/model.ts';
import { printable } from '../../diagnose/redact.ts';
import { referencesOf } from '../../diagnose/references.ts';
import { backendsOf } from '../../diagnose/related.ts';
import type { Kind } from '../../diagnose/world.ts';
import type { ManifestObject } from './manifests.ts';
import { withoutSecrets } from './without-secrets.ts';

/** An object that another one refers to and cannot do without. */
export interface Wanted {
  readonly kind: Kind;
  readonly name: string;
  /** `env PASSWORD of container app`. */
  readonly where: string;
}

/** A check of an object, of which nothing is known but what is given. */
export function toCheck(one: ManifestObject, known: Partial<ManifestCheck>): ManifestCheck {
  const { place, argument, object, duplicates, unreadable } = one;
  const { target = { kind: 'File', namespace: '', name: place.file }, ...rest } = known;
  return {
    place,
    argument,
    // A manifest may call its object anything.
    target: {
      kind: printable(target.kind),
      namespace: printable(target.namespace),
      name: printable(target.name),
    },
    apiVersion: object?.apiVersion ?? '',
    lines: Object.fromEntries(one.lines),
    judge: 'nobody',
    misfits: [],
    duplicates,
    missing: [],
    fixed: [],
    ...(object === undefined ? {} : { object: withoutSecrets(object) }),
    ...(unreadable === undefined ? {} : { unreadable }),
    ...rest,
  };
}

/** What an object refers to and cannot do without. */
export function wantedOf(object: Fields): readonly Wanted[] {
  if (object['kind'] === 'Ingress') {
    const names = [...new Set(backendsOf(object))];
    return names.map((name) => ({ kind: 'Service', name, where: 'a path' }));
  }
  const made = list(fields(object['spec'])['volumeClaimTemplates']);
  const claims = new Set(made.map((claim) => text(fields(claim['metadata'])['name'])));
  const found = new Map<string, Wanted>();
  for (const { kind, name, where, optional } of referencesOf(templateIn(object))) {
    const id = `${kind}/${name}`;
    const isMadeOf = kind === 'PersistentVolumeClaim' && claims.has(name);
    // Pods run without what is optional, and mostly without the secrets for pulling.
    if (optional || where === 'imagePullSecrets' || found.has(id) || isMadeOf) continue;
    found.set(id, { kind, name, where });
  }
  return [...found.values()];
}

/** True when manifests make an object themselves; those that name no namespace, in the one that is in force. */
export function isMade(
  objects: readonly ManifestObject[],
  inForce: string,
  { kind, namespace, name }: ObjectRef,
): boolean {
  return objects.some(
    ({ object }) =>
      object?.kind === kind &&
      object.metadata?.name === name &&
      (object.metadata.namespace || inForce) === namespace,
  );
}
