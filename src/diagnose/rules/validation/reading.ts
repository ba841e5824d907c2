import type { ManifestCheck } from '../../manifest.ts';
import type { Match, ManifestRule } from '../../rule.ts';
import { parentOf, placeOf, saidOf } from './shared.ts';

/** Manifests that cannot be read, or that say a thing twice. */
export const readingRules: readonly ManifestRule[] = [
  {
    id: 'VAL-06',
    title: 'yaml',
    severity: 'error',
    class: 'fatal',
    confidence: 'high',
    manifest: unreadable,
  },
  {
    id: 'VAL-06',
    title: 'key-twice',
    severity: 'warning',
    class: 'info',
    confidence: 'high',
    manifest: (check) =>
      check.duplicates.map(({ field, line }) => ({
        cause: `${field} stands twice in the manifest: the last one counts, and the one before it is lost`,
        place: { ...check.place, line },
        evidence: [
          {
            kind: 'spec',
            source: `${check.place.file}:${line}`,
            text: `${field} again, in ${parentOf(field) || 'the document'}`,
          },
        ],
      })),
  },
];

/** What is behind the words of the parser. */
const MEANINGS: readonly (readonly [RegExp, string])[] = [
  [
    /found character that cannot start any token|found a tab character/,
    'there is a character that cannot stand there, mostly a tab: YAML is indented by spaces only',
  ],
  [
    /did not find expected key|did not find expected '-' indicator|mapping values are not allowed/,
    'the indentation is not what the lines before it ask for, or a colon or a quote is missing',
  ],
  [/found unexpected end of stream/, 'a quote is opened and not closed'],
  [/could not find expected ':'/, 'a colon is missing, or a line of text is not indented'],
  [
    /did not find expected node content|did not find expected ',' or/,
    'a bracket or brace is not closed, or text begins with a character that has a meaning: it needs quotes',
  ],
  [/unknown anchor/, 'an alias stands for an anchor that is not there'],
  [
    /apiVersion not set|kind not set|Object 'Kind' is missing/,
    'it does not say its apiVersion and kind',
  ],
  [
    /invalid object to validate|cannot unmarshal \w+ into Go value/,
    'it is no object, but a text or a list',
  ],
];

function unreadable(check: ManifestCheck): Match | undefined {
  const { unreadable: words, place } = check;
  if (words === undefined) return undefined;
  const meaning = MEANINGS.find(([shape]) => shape.test(words))?.[1];
  const what = place.document > 0 ? `Document ${place.document} of ${place.file}` : place.file;
  return {
    cause: `${what} cannot be read${meaning === undefined ? '' : `: ${meaning}`}`,
    place: placeOf(check),
    evidence: [saidOf(check, '', words)],
  };
}
