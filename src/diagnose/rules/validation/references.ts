import type { Fields } from '../../../describe/fields.ts';
import type { ManifestCheck } from '../../manifest.ts';
import type { Match, ManifestRule } from '../../rule.ts';
import { shellWord } from '../shared/shell-word.ts';
import { placeOf, saidOf } from './shared.ts';

const head = { severity: 'warning', class: 'grace', confidence: 'medium' } as const;

/** What a manifest refers to and is nowhere: the objects can be made, and will not work. */
export const referenceRules: readonly ManifestRule[] = [
  {
    ...head,
    id: 'CFG-01',
    title: 'configmap-missing',
    manifest: (check) => of(check, 'ConfigMap'),
  },
  { ...head, id: 'CFG-02', title: 'secret-missing', manifest: (check) => of(check, 'Secret') },
  {
    ...head,
    id: 'VOL-01',
    title: 'claim-missing',
    manifest: (check) => of(check, 'PersistentVolumeClaim'),
  },
  {
    ...head,
    id: 'REF-01',
    title: 'service-account-missing',
    manifest: (check) => of(check, 'ServiceAccount'),
  },
  {
    ...head,
    id: 'ING-01',
    title: 'ingress-backend-missing',
    manifest: (check) => of(check, 'Service'),
  },
  {
    id: 'ADM-04',
    title: 'namespace-missing',
    severity: 'error',
    class: 'fatal',
    confidence: 'high',
    manifest: namespaceMissing,
  },
];

function of(check: ManifestCheck, kind: string): readonly Match[] {
  return check.missing
    .filter((one) => one.kind === kind)
    .map(({ name, where }) => {
      const field = fieldOf(check.object ?? {}, name);
      return {
        cause: `The ${kind} ${name}, which ${where} names, is neither in the manifests nor in the namespace ${check.target.namespace}`,
        place: placeOf(check, field),
        objects: [{ kind, namespace: check.target.namespace, name }],
        evidence: [saidOf(check, field, `${where}: ${kind} ${name}`)],
      };
    });
}

const NAMES = /^(?:name|secretName|claimName|serviceAccountName)$/;

/** The first field below the spec that has a name; "" for none. */
function fieldOf(object: Fields, name: string): string {
  const walk = (value: unknown, path: string): string => {
    if (typeof value !== 'object' || value === null) return '';
    for (const [key, member] of Object.entries(value)) {
      const place = Array.isArray(value) ? `${path}[${key}]` : `${path}.${key}`;
      const found = member === name && NAMES.test(key) ? place : walk(member, place);
      if (found !== '') return found;
    }
    return '';
  };
  return walk(object['spec'], 'spec');
}

function namespaceMissing(check: ManifestCheck): Match | undefined {
  const found = check.missing.find(({ kind }) => kind === 'Namespace');
  if (found === undefined) return undefined;
  const { name, later } = found;
  return {
    cause:
      later === true
        ? `The namespace ${name} is made only further down in the manifests: what is in it has to come after it`
        : `The namespace ${name} does not exist`,
    place: placeOf(check, 'metadata.namespace'),
    objects: [{ kind: 'Namespace', namespace: '', name }],
    evidence: [saidOf(check, 'metadata.namespace', `namespaces "${name}" not found`)],
    fixes: [
      {
        command: `{program} create namespace ${shellWord(name)}`,
        why: 'makes it; then apply the manifest again',
      },
    ],
  };
}
