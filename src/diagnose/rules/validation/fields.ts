import type { SchemaProblem } from '../../../resources/schema-problems.ts';
import type { ManifestCheck } from '../../manifest.ts';
import type { Match, ManifestRule } from '../../rule.ts';
import { nearest } from '../shared/nearest.ts';
import { explainFix, lastOf, parentOf, placeOf, saidOf } from './shared.ts';

const head = { severity: 'error', class: 'fatal', confidence: 'high' } as const;

/** Fields that do not fit the type of the object. */
export const fieldRules: readonly ManifestRule[] = [
  { ...head, id: 'VAL-01', title: 'unknown-field', manifest: unknownFields },
  { ...head, id: 'VAL-06', title: 'wrong-type', manifest: wrongTypes },
  { ...head, id: 'VAL-03', title: 'invalid-value', manifest: missingFields },
];

function ofKind(check: ManifestCheck, kind: SchemaProblem['kind']): readonly SchemaProblem[] {
  return check.misfits.filter((problem) => problem.kind === kind);
}

/** Fields that the server names, where no schema tells more of them. Source: API server, strict decoding. */
const UNKNOWN = /unknown field "([^"]+)"/g;
/** Source: structured-merge-diff, typed objects. */
const NOT_DECLARED = /(\.[^\n]*?): field not declared in schema/g;

function unknownFields(check: ManifestCheck): readonly Match[] {
  const known = ofKind(check, 'unknown').map(({ field, words, known: names = [] }) =>
    unknownField(check, field, words, names),
  );
  const { message = '' } = check.refusal ?? {};
  if (known.length > 0) return known;
  return [...message.matchAll(UNKNOWN), ...message.matchAll(NOT_DECLARED)].map(
    ([words, field = '']) => unknownField(check, field.replace(/^\./, ''), words, []),
  );
}

function unknownField(
  check: ManifestCheck,
  field: string,
  words: string,
  names: readonly string[],
): Match {
  const near = nearest(lastOf(field), names);
  const place = parentOf(field);
  return {
    cause:
      `${check.target.kind} has no field ${field}` +
      (near === undefined ? '' : `; ${near} was probably meant`),
    place: placeOf(check, field),
    evidence: [saidOf(check, field, wordsOf(check, `unknown field "${field}"`) ?? words)],
    fixes: explainFix(
      check,
      near === undefined ? place : `${place}${place === '' ? '' : '.'}${near}`,
      near === undefined ? 'lists the fields that there are' : 'tells what that field is for',
    ),
  };
}

/** The server's own words, where it says the same. */
function wordsOf({ refusal }: ManifestCheck, words: string): string | undefined {
  return refusal?.message.includes(words) === true ? words : undefined;
}

function missingFields(check: ManifestCheck): readonly Match[] {
  return ofKind(check, 'missing').map(({ field, words }) => ({
    cause: `${field} is missing: ${check.target.kind} asks for it`,
    place: placeOf(check, field),
    evidence: [saidOf(check, field, words)],
    fixes: explainFix(check, field, 'tells what it is for'),
  }));
}

/** What a value of another type may be, in the server's words. Source: encoding/json; unstructured conversion. */
const TYPE =
  /(?:json: )?cannot unmarshal (\w+) into Go struct field [\w/]+\.(\S+) of type (\S+)|cannot convert (\w+) to (\w+)|illegal base64 data at input byte \d+/;

function wrongTypes(check: ManifestCheck): readonly Match[] {
  const found = ofKind(check, 'type').map(({ field, words, expected = '', got = '' }) =>
    wrongType(check, { field, words, expected, got }),
  );
  const parts = TYPE.exec(check.refusal?.message ?? '');
  if (found.length > 0 || parts === null) return found;
  const [words, got = parts[4] ?? '', field = '', expected = parts[5] ?? ''] = parts;
  if (words.startsWith('illegal base64')) {
    return [
      {
        cause: `A value in data of the ${check.target.kind} is not base64; plain text belongs in stringData`,
        place: placeOf(check, 'data'),
        evidence: [saidOf(check, 'data', words)],
      },
    ];
  }
  return [wrongType(check, { field, words, expected, got })];
}

/** The types of Go and of OpenAPI as people call them. */
const TYPES: Readonly<Record<string, string>> = {
  string: 'text',
  integer: 'a whole number',
  int32: 'a whole number',
  int64: 'a whole number',
  number: 'a number',
  float64: 'a number',
  boolean: 'true or false',
  bool: 'true or false',
  array: 'a list',
  object: 'a map',
  map: 'a map',
};

interface WrongType {
  /** "" where the server does not name it. */
  readonly field: string;
  readonly words: string;
  readonly expected: string;
  readonly got: string;
}

function wrongType(check: ManifestCheck, { field, words, expected, got }: WrongType): Match {
  const wanted = expected.startsWith('[]')
    ? 'a list'
    : (TYPES[expected] ?? (expected === '' ? 'something else' : 'a map'));
  const is = got === '' ? '' : `, and is ${TYPES[got] ?? got}`;
  const hint =
    wanted !== 'text'
      ? ''
      : TYPES[got] === 'true or false'
        ? '; write it in quotes: without them YAML reads yes, no, on, off, y and n as true or false'
        : TYPES[got] === undefined || /number/.test(TYPES[got])
          ? '; write it in quotes'
          : '';
  return {
    cause: `${field === '' ? 'A value' : field} must be ${wanted}${is}${hint}`,
    place: placeOf(check, field),
    evidence: [saidOf(check, field, words)],
    fixes: explainFix(check, field, 'tells what it is for'),
  };
}
