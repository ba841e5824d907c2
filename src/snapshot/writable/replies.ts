import type { JSONObject, KubeObject } from '../../api/types.ts';
import { json, Refusal, type Answer } from '../answer.ts';
import type { StoredItem } from '../layout.ts';
import { textOf } from '../values.ts';
import { conflict } from './carry-over.ts';
import type { Model } from './model.ts';

/** Warnings go with failures too. */
export async function withWarnings(
  warnings: readonly string[],
  act: () => Promise<Answer>,
): Promise<Answer> {
  if (warnings.length === 0) return act();
  try {
    return { ...(await act()), warnings };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return { ...json(error.status, error.status.code), warnings };
  }
}

/** Throws what the server answers where an object is no longer what a client means to delete. */
export function checkPreconditions(model: Model, { object }: StoredItem, said: JSONObject): void {
  for (const [key, label] of [
    ['uid', 'UID'],
    ['resourceVersion', 'ResourceVersion'],
  ] as const) {
    const wanted = textOf(said[key]);
    const { name = '', [key]: is = '' } = object.metadata ?? {};
    if (wanted === '' || wanted === is) continue;
    const words = `Precondition failed: ${label} in precondition: ${wanted}, ${label} in object meta: ${is}`;
    throw conflict(model, name, words);
  }
}

/** The answer to a deletion that is done. */
export function success({ group, resource }: Model, { object }: StoredItem): KubeObject {
  const { name = '', uid = '' } = object.metadata ?? {};
  return {
    kind: 'Status',
    apiVersion: 'v1',
    metadata: {},
    status: 'Success',
    details: { name, ...(group === '' ? {} : { group }), kind: resource, uid },
  };
}
