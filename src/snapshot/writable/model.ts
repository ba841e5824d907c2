import { formatAPIVersion } from '../../api/gvk.ts';
import type { JSONObject } from '../../api/types.ts';
import { isMap, member } from '../../resources/patch/values.ts';
import { badRequest, notAllowed, Refusal } from '../answer.ts';
import type { Served } from '../catalogue.ts';
import type { StoredResource } from '../layout.ts';
import { messageOf } from '../protobuf/messages.ts';
import type { Source } from '../source.ts';
import { at, listAt } from '../values.ts';
import { readCustom } from './custom.ts';
import { invalid } from './invalid.ts';
import type { Read } from './read.ts';
import { readMessage, readTyped } from './typed.ts';

/** A resource that takes changes: its objects, and what is known about how they look. */
export interface Model extends Served {
  readonly apiVersion: string;
  readonly stored: StoredResource;
  /** The API's own type; missing for custom resources. */
  readonly message: string | undefined;
  /** The definition of a custom resource. */
  readonly definition: JSONObject | undefined;
  /** The schema in it. */
  readonly schema: JSONObject | undefined;
}

/** Kinds that change what the server itself is. */
const UNCHANGEABLE = new Set(['apiextensions.k8s.io', 'apiregistration.k8s.io']);

/** The model of a resource. Throws a Refusal when its objects cannot be changed here. */
export async function modelOf(source: Source, served: Served): Promise<Model> {
  const { group, version, resource, kind } = served;
  if (UNCHANGEABLE.has(group)) {
    throw new Refusal(
      501,
      'NotImplemented',
      `the snapshot takes no changes of ${resource}: it serves the resources that were saved, and no others`,
    );
  }
  const stored = await source.resource(served);
  if (stored === undefined) throw notAllowed();
  if (stored.refused !== undefined) {
    throw new Refusal(403, 'Forbidden', `the snapshot holds no ${resource}, and takes none`, {});
  }
  const apiVersion = formatAPIVersion(group, version);
  const message = messageOf(apiVersion, kind);
  if (message !== undefined) {
    return { ...served, apiVersion, stored, message, definition: undefined, schema: undefined };
  }
  const definition = await definitionOf(source, served);
  const versions = listAt(definition, ['spec', 'versions']);
  const own = versions.find((one) => isMap(one) && one['name'] === version);
  const schema = at(isMap(own) ? own : undefined, ['schema', 'openAPIV3Schema']);
  if (!isMap(schema)) {
    throw new Refusal(
      501,
      'NotImplemented',
      `the snapshot takes no changes of ${resource}.${group}: it has no schema of them`,
    );
  }
  return { ...served, apiVersion, stored, message, definition, schema };
}

async function definitionOf(
  source: Source,
  { group, resource }: Served,
): Promise<JSONObject | undefined> {
  const definitions = await source.resource({
    group: 'apiextensions.k8s.io',
    version: 'v1',
    resource: 'customresourcedefinitions',
  });
  const name = `${resource}.${group}`;
  const found = definitions?.items.find(({ object }) => object.metadata?.name === name);
  return found?.object as JSONObject | undefined;
}

/**
 * Reads what a client sent as an object of the model's kind, or as a part of one, which is not complete. Throws what the
 * server answers to anything else.
 */
export function readAs(model: Model, sent: JSONObject, isPart = false): Read {
  const { kind, apiVersion, message, schema } = model;
  const [saidKind, saidVersion] = [member(sent, 'kind'), member(sent, 'apiVersion')];
  if (saidKind !== undefined && saidKind !== kind) {
    throw badRequest(
      `${saidKind as string} in version "${model.version}" cannot be handled as a ${kind}`,
    );
  }
  if (saidVersion !== undefined && saidVersion !== apiVersion) {
    throw badRequest(
      `the API version in the data (${saidVersion as string}) does not match the expected API version (${apiVersion})`,
    );
  }
  const typed = { kind, apiVersion };
  if (message !== undefined) return readTyped(sent, message, typed);
  const metadata = readMessage(member(sent, 'metadata') ?? {}, 'ObjectMeta', 'metadata', typed);
  const whole = { ...sent, ...typed, metadata: metadata.object };
  const read = readCustom(whole, schema ?? {}, !isPart);
  if (read.problems.length > 0 && !isPart) {
    const name = metadata.object['name'];
    throw invalid(model, typeof name === 'string' ? name : '', read.problems);
  }
  return { object: read.object, unknown: [...metadata.unknown, ...read.unknown] };
}
