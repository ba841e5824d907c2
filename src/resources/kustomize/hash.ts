import { createHash } from 'node:crypto';
import type { JSONObject, JSONValue } from '../../api/types.ts';
import { stringifyJSON } from '../../formats/json.ts';
import { member } from '../patch/values.ts';
import { textAt } from './manifest.ts';

/** Letters instead of what could make words: a Kubernetes convention for generated suffixes. */
const REPLACED: Readonly<Record<string, string>> = { '0': 'g', '1': 'h', '3': 'k', a: 'm', e: 't' };

/** The suffix for the name of a ConfigMap or Secret: ten characters that stand for its content. */
export function contentHash(object: JSONObject): string {
  const kind = textAt(object, 'kind');
  const content: JSONObject = { kind, name: '', data: member(object, 'data') ?? '' };
  if (kind === 'Secret') content['type'] = textAt(object, 'type');
  const extra = kind === 'Secret' ? 'stringData' : 'binaryData';
  const found = member(object, extra);
  if (found !== undefined) content[extra] = found;
  if (kind !== 'Secret' && kind !== 'ConfigMap') return digest(object);
  return digest(content);
}

function digest(value: JSONValue): string {
  const hex = createHash('sha256')
    .update(stringifyJSON(value, { sortKeys: true }))
    .digest('hex');
  return hex.slice(0, 10).replace(/[013ae]/g, (digit) => REPLACED[digit]!);
}
