import { fields, text } from '../../../describe/fields.ts';
import { isAdmission } from '../shared/refusals.ts';
import type { ManifestCheck } from '../../manifest.ts';
import type { Fix } from '../../model.ts';
import type { Match, ManifestRule } from '../../rule.ts';
import { metadataOf } from '../../world.ts';
import { nearest } from '../shared/nearest.ts';
import { explainFix, manifestArgument, placeOf, saidOf, targetArgument } from './shared.ts';

const head = { severity: 'error', class: 'fatal', confidence: 'high' } as const;

/** Values that the server refuses. */
export const valueRules: readonly ManifestRule[] = [
  {
    ...head,
    id: 'VAL-03',
    title: 'invalid-value',
    manifest: (check) => errorsOf(check, 'value').map((one) => invalidValue(check, one)),
  },
  {
    ...head,
    id: 'VAL-04',
    title: 'immutable',
    manifest: immutables,
  },
  { ...head, id: 'VAL-05', title: 'conflict', manifest: staleVersion },
  {
    ...head,
    id: 'VAL-05',
    title: 'conflict',
    severity: 'warning',
    class: 'transient',
    manifest: otherManagers,
  },
  {
    ...head,
    id: 'VAL-07',
    title: 'port-allocated',
    manifest: (check, world) =>
      errorsOf(check, 'port').map(({ field, words }) => {
        const port = /Invalid value: (\d+)/.exec(words)?.[1] ?? '';
        const holder = world
          .all('Service')
          .find((service) => new RegExp(`"nodePort":"?${port || 'none'}\\b`).test(plain(service)));
        const whose = text(fields(holder?.['metadata'])['name']);
        return {
          cause:
            `${field}: ${/IP/.test(words) ? 'the address' : `the port ${port}`} is taken` +
            (whose === '' ? ' by another Service' : ` by the Service ${whose}`),
          place: placeOf(check, field),
          evidence: [saidOf(check, field, words)],
          fixes: [
            {
              command: '{program} get services --all-namespaces',
              why: 'shows which ports are in use; without nodePort in the manifest a free one is taken',
            },
          ],
        };
      }),
  },
  {
    ...head,
    id: 'VAL-03',
    title: 'refused',
    confidence: 'medium',
    manifest: otherRefusal,
  },
];

function plain(value: unknown): string {
  return JSON.stringify(value, (_, one: unknown) => (typeof one === 'bigint' ? String(one) : one));
}

interface FieldError {
  readonly field: string;
  /** Without the value, where that is long or secret. */
  readonly words: string;
}

const DECODING =
  /strict decoding error|cannot unmarshal|cannot convert|field not declared in schema|illegal base64|: expected (?:string|numeric|boolean|list|map)/;
const FIXED =
  /field is immutable|is immutable after creation|updates to \w+ spec for fields other than|may not change once set|may not be changed|cannot be changed|is immutable|may not be (?:unset|updated)/;
const TAKEN = /provided (?:port|IP) is already allocated/;

/** What the server says of single fields. Source: API conventions, StatusDetails. */
function errorsOf(check: ManifestCheck, sort: 'value' | 'immutable' | 'port'): FieldError[] {
  const { refusal } = check;
  if (refusal === undefined || refusal.reason !== 'Invalid' || isAdmission(refusal.message))
    return [];
  const found = new Map<string, FieldError>();
  for (const { field, message } of refusal.causes) {
    if (DECODING.test(message)) continue;
    const which = FIXED.test(message) ? 'immutable' : TAKEN.test(message) ? 'port' : 'value';
    const words = brief(message, check);
    if (which === sort) found.set(`${field} ${words}`, { field, words });
  }
  return [...found.values()];
}

/** Longer values are left out: a whole pod template says nothing to anybody. */
const LONG = 80;

/** What the server says, without a value that is long, or of a Secret. A differing object may follow on lines of its own. */
function brief(message: string, { target }: ManifestCheck): string {
  const [first = ''] = message.split('\n');
  const parts =
    /^((?:Invalid|Unsupported|Duplicate) value): ("(?:[^"\\]|\\.)*"|\{.*\}|\[.*\]|[^:]*): (.*)$/s.exec(
      first,
    );
  if (parts === null) return first;
  const [, what = '', value = '', rest = ''] = parts;
  return value.length > LONG || target.kind === 'Secret' ? `${what}: ${rest}` : first;
}

function invalidValue(check: ManifestCheck, { field, words }: FieldError): Match {
  return {
    cause: say(field, words, check),
    place: placeOf(check, field),
    evidence: [saidOf(check, field, `${field}: ${words.replace(EXAMPLES, '')}`)],
    fixes: /does not match template/.test(words)
      ? []
      : explainFix(check, field, 'tells what it is for'),
  };
}

/** What names may be is told by a sentence; its regular expression helps nobody. */
const EXAMPLES = / \(e\.g\. .*$/s;

/** A sentence for one field. Source of the shapes: apimachinery, field errors. */
function say(field: string, words: string, check: ManifestCheck): string {
  const [, what = '', rest = ''] = /^([A-Z][a-z ]+?)(?:: (.*))?$/s.exec(words) ?? [];
  const told = rest.replace(EXAMPLES, '');
  if (/`selector` does not match template `labels`/.test(words)) return mismatch(check);
  switch (what) {
    case 'Required value':
      return `${field} is missing${told === '' ? '' : `: ${told}`}`;
    case 'Invalid value':
      return `${field} cannot be ${told}`;
    case 'Unsupported value': {
      const [, value = '', values = ''] =
        /^("(?:[^"\\]|\\.)*"|[^:]*): supported values: (.*)$/.exec(told) ?? [];
      const known = [...values.matchAll(/"([^"]*)"/g)].map(([, one = '']) => one);
      const near = nearest(value.replaceAll('"', ''), known);
      const meant = near === undefined ? '' : `; ${near} was probably meant`;
      return values === ''
        ? `${field} cannot be ${told}`
        : `${field} cannot be ${value}, only ${known.join(', ')}${meant}`;
    }
    case 'Duplicate value':
      return `${field} is there twice${told === '' ? '' : `: ${told}`}`;
    case 'Not found':
      return `${field} names ${told}, which is not there`;
    case 'Forbidden':
      return `${field} cannot be there: ${told}`;
    default:
      return `${field}: ${words}`;
  }
}

function mismatch({ object = {} }: ManifestCheck): string {
  const spec = fields(object['spec']);
  const wanted = pairs(fields(fields(spec['selector'])['matchLabels']));
  const labels = pairs(fields(metadataOf(fields(spec['template']))['labels']));
  return `The selector asks for pods with ${wanted || 'other labels'}, but the labels of the pod template are ${labels || 'empty'}: they have to match`;
}

function pairs(map: Readonly<Record<string, unknown>>): string {
  return Object.entries(map)
    .map(([key, value]) => `${key}=${text(value)}`)
    .join(', ');
}

/** What may be changed of a kind after all, or what to do instead. */
const WAYS: Readonly<Record<string, (check: ManifestCheck) => readonly Fix[]>> = {
  StatefulSet: (check) => [
    {
      command: `{program} delete ${targetArgument(check)} --cascade=orphan`,
      why: 'deletes it and leaves its pods and claims, which the new one takes over',
    },
    applyAgain(check),
  ],
  PersistentVolumeClaim: (check) => [
    {
      command: `{program} get ${targetArgument(check)} -o yaml`,
      why: 'shows what it was made with; a claim of another name leaves its data alone',
    },
  ],
  Job: (check) => [
    { command: `{program} delete ${targetArgument(check)}`, why: 'deletes the job and its pods' },
    applyAgain(check),
  ],
};

function applyAgain(check: ManifestCheck): Fix {
  return { command: `{program} apply ${manifestArgument(check)}`, why: 'makes it anew' };
}

/** The fields that cannot be changed; servers often name only what they are in. */
function immutables(check: ManifestCheck): readonly Match[] {
  const said = errorsOf(check, 'immutable');
  const { fixed, judge } = check;
  if (said.length === 0 && judge === 'server') return [];
  const words = said[0]?.words ?? 'differs from what is in the cluster';
  const vague = said.every(({ field }) => field === 'spec');
  const errors = vague && fixed.length > 0 ? fixed.map((field) => ({ field, words })) : said;
  return errors.map((one) => immutable(check, one));
}

function immutable(check: ManifestCheck, { field, words }: FieldError): Match {
  const { target } = check;
  const other = /updates to (\w+) spec for fields other than (.*?) are forbidden/.exec(words);
  const but =
    other === null ? '' : `; of its spec only ${(other[2] ?? '').replaceAll("'", '')} can`;
  const what = field === 'spec' ? 'What the manifest changes' : field;
  return {
    cause: `${what} of the ${target.kind} ${target.name} cannot be changed once it is made${but}`,
    place: placeOf(check, field),
    evidence: [saidOf(check, field, words)],
    fixes: WAYS[target.kind]?.(check) ?? [
      {
        command: `{program} replace --force ${manifestArgument(check)}`,
        why: 'deletes all that is in the manifest and makes it anew; until then nothing of it serves. Or give it another name',
      },
    ],
  };
}

/** A manifest that somebody has read out of the cluster, with the version that the object had then. */
function staleVersion(check: ManifestCheck): Match | undefined {
  const version = text(metadataOf(check.object ?? {})['resourceVersion']);
  const { refusal } = check;
  if (refusal?.reason !== 'Conflict' || version === '') return undefined;
  return {
    cause: `The manifest is for the version ${version} of the ${check.target.kind}, and there is a later one: metadata.resourceVersion does not belong in a manifest`,
    place: placeOf(check, 'metadata.resourceVersion'),
    evidence: [saidOf(check, 'metadata.resourceVersion', refusal.message)],
  };
}

function otherManagers(check: ManifestCheck): Match | undefined {
  const { refusal, object = {} } = check;
  if (refusal?.reason !== 'Conflict' || text(metadataOf(object)['resourceVersion']) !== '')
    return undefined;
  const managers = [...refusal.message.matchAll(/conflicts? with "([^"]*)"/g)].map(
    ([, name = '']) => name,
  );
  const owned = refusal.causes.map(({ field }) => field.replace(/^\./, '')).filter(Boolean);
  if (managers.length === 0) {
    return {
      cause: `Somebody else changes the ${check.target.kind} at the same time`,
      place: placeOf(check),
      evidence: [saidOf(check, '', refusal.message)],
    };
  }
  return {
    cause: `${[...new Set(managers)].join(', ')} manages ${owned.join(', ') || 'fields of the manifest'}: apply --server-side refuses to change that`,
    place: placeOf(check, owned[0]),
    evidence: [saidOf(check, owned[0] ?? '', refusal.message)],
    fixes: [
      {
        command: `{program} apply --server-side --force-conflicts ${manifestArgument(check)}`,
        why: 'takes these fields over; or leave them out of the manifest',
      },
    ],
  };
}

/** What the server refuses in words that no other rule knows. */
function otherRefusal(check: ManifestCheck): Match | undefined {
  const { refusal, misfits } = check;
  if (refusal === undefined || misfits.length > 0) return undefined;
  if (refusal.reason === 'Conflict' || isAdmission(refusal.message)) return undefined;
  if (DECODING.test(refusal.message)) return undefined;
  if (refusal.reason === 'Invalid' && refusal.causes.length > 0) return undefined;
  const quantity = /quantities must match the regular expression/.test(refusal.message);
  const words = brief(refusal.message, check);
  return {
    cause: quantity
      ? `${quantityField(check) || 'A quantity'} cannot be read: it has to be a number, and a unit such as m, Mi or Gi`
      : `The server refuses it: ${words.replace(/^[a-z.]+ "[^"]*" is (?:invalid|forbidden): /, '')}`,
    place: placeOf(check, quantity ? quantityField(check) : ''),
    evidence: [saidOf(check, quantity ? quantityField(check) : '', words)],
  };
}

/** The first amount of a resource that is none. */
function quantityField({ object = {} }: ManifestCheck): string {
  let found = '';
  const walk = (value: unknown, path: string, amounts: boolean): void => {
    if (found !== '' || typeof value !== 'object' || value === null) return;
    for (const [key, member] of Object.entries(value)) {
      const place = Array.isArray(value) ? `${path}[${key}]` : path === '' ? key : `${path}.${key}`;
      if (amounts && !/^[+-]?[\d.]+(?:[mukMGTPE]|[KMGTPE]i|[eE][+-]?\d+)?$/.test(text(member))) {
        found ||= place;
        return;
      }
      walk(member, place, /^(?:limits|requests|hard|capacity|overhead)$/.test(key));
    }
  };
  walk(object, '', false);
  return found;
}
