import type { JSONObject } from '../../api/types.ts';
import { isMap } from '../../resources/patch/values.ts';
import { badRequest, qualified, Refusal } from '../answer.ts';
import { at, mapAt, textOf } from '../values.ts';
import { fill } from './defaults/fill.ts';
import { invalid, invalidValue } from './invalid.ts';
import type { Model } from './model.ts';

/** The server's word for a change of something that somebody else has changed. */
export function conflict({ group, resource }: Model, name: string, words: string): Refusal {
  const message = `Operation cannot be fulfilled on ${qualified({ group, resource })} "${name}": ${words}`;
  const details = { name, ...(group === '' ? {} : { group }), kind: resource };
  return new Refusal(409, 'Conflict', message, details);
}

/** Throws what the server answers to a change that means another object, or another state of it. */
export function checkIdentity(model: Model, metadata: JSONObject, sent: JSONObject): void {
  const name = textOf(metadata['name']);
  const differs = (key: string): boolean =>
    textOf(sent[key]) !== '' && textOf(sent[key]) !== textOf(metadata[key]);
  if (differs('name')) {
    throw badRequest(
      `the name of the object (${textOf(sent['name'])}) does not match the name on the URL (${name})`,
    );
  }
  if (differs('namespace')) {
    throw badRequest(
      'the namespace of the provided object does not match the namespace sent on the request',
    );
  }
  if (differs('uid')) {
    throw invalid(model, name, [invalidValue('metadata.uid', sent['uid'], 'field is immutable')]);
  }
  if (differs('resourceVersion')) {
    const words =
      'the object has been modified; please apply your changes to the latest version and try again';
    throw conflict(model, name, words);
  }
}

/** What only the server says about an object. */
const OWN = [
  'creationTimestamp',
  'deletionGracePeriodSeconds',
  'deletionTimestamp',
  'generateName',
  'generation',
  'name',
  'namespace',
  'resourceVersion',
  'selfLink',
  'uid',
];

/** The object with the status that was sent, and nothing else of it. */
export function withStatus(old: JSONObject, sent: JSONObject): JSONObject {
  const next = { ...old };
  if (sent['status'] === undefined) delete next['status'];
  else next['status'] = sent['status'];
  return withManagedFields(next, sent);
}

/** Managed fields are the client's to give back, or to clear. */
function withManagedFields(next: JSONObject, sent: JSONObject): JSONObject {
  const { managedFields: _, ...metadata } = mapAt(next, ['metadata']);
  const managedFields = at(sent, ['metadata', 'managedFields']);
  return {
    ...next,
    metadata: managedFields === undefined ? metadata : { ...metadata, managedFields },
  };
}

/** What was sent, with what only the server says and what the client left to it. */
export function withoutStatus(model: Model, old: JSONObject, sent: JSONObject): JSONObject {
  const metadata = { ...mapAt(sent, ['metadata']) };
  for (const key of OWN) {
    const value = at(old, ['metadata', key]);
    if (value === undefined) delete metadata[key];
    else metadata[key] = value;
  }
  const next: JSONObject = { ...sent, metadata };
  if (model.subresources.includes('status')) {
    if (old['status'] === undefined) delete next['status'];
    else next['status'] = old['status'];
  }
  const spec = next['spec'];
  if (!isMap(spec)) return next;
  // What the server has chosen stays, where the client does not say it.
  if (model.message === 'Service') {
    const kept = { ...spec };
    const before = mapAt(old, ['spec']);
    const names = ['clusterIP', 'clusterIPs', 'ipFamilies', 'ipFamilyPolicy'];
    fill(
      kept,
      Object.fromEntries(names.flatMap((name) => (name in before ? [[name, before[name]!]] : []))),
    );
    next['spec'] = kept;
  }
  if (model.message === 'Namespace') next['spec'] = mapAt(old, ['spec']);
  return next;
}
