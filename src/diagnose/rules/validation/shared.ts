import { lineOf } from '../../../formats/yaml/lines.ts';
import type { ManifestCheck } from '../../manifest.ts';
import type { Evidence, Fix, Place } from '../../model.ts';
import { shellWord } from '../shared/shell-word.ts';

/** Where a field stands; where the document begins, when it is not in it. */
export function placeOf({ place, lines }: ManifestCheck, field = ''): Place {
  const line = lineOf(new Map(Object.entries(lines)), field);
  return { ...place, line: line ?? place.line };
}

/** What was said of a place. */
export function saidOf(check: ManifestCheck, field: string, words: string): Evidence {
  const { file, line, document } = placeOf(check, field);
  const which = document > 1 ? ` (document ${document})` : '';
  return { kind: 'spec', source: `${file}:${line}${which}`, text: words };
}

/** Maps whose keys are free: of these nothing can be explained. */
const FREE_KEYS =
  /((?:^|\.)(?:data|binaryData|stringData|labels|annotations|matchLabels|nodeSelector|limits|requests|hard))\..*$/;

/** Shows the fields that there are around one. */
export function explainFix({ target }: ManifestCheck, field: string, why: string): readonly Fix[] {
  const path = field
    .replace(/^\./, '')
    .replace(/\[[^\]]*\]/g, '')
    .replace(FREE_KEYS, '$1');
  if (!/^[A-Za-z]+$/.test(target.kind) || !/^[A-Za-z.]*$/.test(path)) return [];
  const place = path === '' ? '' : `.${path}`;
  return [{ command: `{program} explain ${target.kind.toLowerCase()}${place}`, why }];
}

/** `web.yaml` of `-f web.yaml` as it can be typed again. */
export function manifestArgument({ argument }: ManifestCheck): string {
  const [flag = '-f', ...path] = argument.split(' ');
  return `${flag} ${shellWord(path.join(' '))}`;
}

/** `deployment/web -n shop`. */
export function targetArgument({ target: { kind, name, namespace } }: ManifestCheck): string {
  const where = namespace === '' ? '' : ` -n ${shellWord(namespace)}`;
  return `${shellWord(`${kind.toLowerCase()}/${name}`)}${where}`;
}

/** The field above another one: `spec` of `spec.replicas`. */
export function parentOf(field: string): string {
  return field.slice(0, Math.max(field.lastIndexOf('.'), field.lastIndexOf('['), 0));
}

/** The last name of a field: `replicas`. */
export function lastOf(field: string): string {
  return field.slice(field.lastIndexOf('.') + 1);
}
