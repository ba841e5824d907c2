import type { JSONObject } from '../../api/types.ts';
import { stringifyJSON } from '../../formats/json.ts';
import { json, noSuchResource, notAllowed, notFound, Refusal, type Answer } from '../answer.ts';
import { readObject } from '../body.ts';
import type { StoredItem } from '../layout.ts';
import { selectItems } from '../list.ts';
import type { WriteRequest, Writes } from '../server.ts';
import type { Changes } from '../watch.ts';
import { listAt, mapAt, textOf } from '../values.ts';
import { conflict } from './carry-over.ts';
import { findItem, Lifecycle } from './lifecycle.ts';
import { applyTo } from './managed/apply.ts';
import type { Read } from './read.ts';
import type { MemorySource } from './memory.ts';
import { modelOf, readAs, type Model } from './model.ts';
import { judgeUnknown, readDryRun, readOptions, type WriteOptions } from './options.ts';
import { applyPatch, patchProblem } from './patch.ts';
import { readPropagation, Remover } from './remove.ts';
import { checkPreconditions, success, withWarnings } from './replies.ts';
import { scaleOf, scalePaths, withReplicas } from './scale.ts';

const VERBS: Readonly<Record<string, string>> = { POST: 'create', PUT: 'update', PATCH: 'patch' };
const APPLY = 'application/apply-patch+yaml';

/** Answers requests that change something: one after the other, in memory. */
export class WritableSnapshot implements Writes {
  readonly changes: Changes;
  readonly #source: MemorySource;
  readonly #lifecycle: Lifecycle;
  readonly #remover: Remover;
  #last: Promise<unknown> = Promise.resolve();

  /** @param now the clock of new objects, milliseconds since 1970 */
  constructor(source: MemorySource, now: () => number) {
    this.changes = source;
    this.#source = source;
    this.#lifecycle = new Lifecycle(source, now);
    this.#remover = new Remover(source, now);
  }

  answer(request: WriteRequest): Promise<Answer> {
    const answer = this.#last.then(() => this.#answered(request));
    this.#last = answer.catch(() => undefined);
    return answer;
  }

  /** Some resources come with warnings, whatever is asked of them. */
  async #answered(request: WriteRequest): Promise<Answer> {
    const answer = await this.#answer(request);
    const { warnings = [] } = (await this.#source.resource(request.served)) ?? {};
    return warnings.length === 0
      ? answer
      : { ...answer, warnings: [...warnings, ...(answer.warnings ?? [])] };
  }

  async #answer(request: WriteRequest): Promise<Answer> {
    const { method, route, served } = request;
    const { name, subresource } = route;
    if (name !== undefined && subresource === 'eviction' && method === 'POST') {
      return this.#evict(request, await modelOf(this.#source, served));
    }
    if (subresource !== undefined && !served.subresources.includes(subresource)) {
      throw noSuchResource();
    }
    if (subresource !== undefined && !['scale', 'status'].includes(subresource)) {
      const words = `a snapshot does not do this: ${subresource} needs a running cluster`;
      throw new Refusal(405, 'MethodNotAllowed', words, {});
    }
    if (method === 'DELETE') {
      const verb = name === undefined ? 'deletecollection' : 'delete';
      if (!served.verbs.includes(verb) || subresource !== undefined) throw notAllowed();
      return this.#delete(request, await modelOf(this.#source, served));
    }
    const isCreate = method === 'POST';
    const verb = VERBS[method];
    const isNamed = name !== undefined;
    if (verb === undefined || !served.verbs.includes(verb) || isNamed === isCreate)
      throw notAllowed();
    const model = await modelOf(this.#source, served);
    if (isCreate) return this.#create(request, model);
    if (subresource === 'scale') return this.#scale(request, model);
    return method === 'PUT' ? this.#replace(request, model) : this.#patch(request, model);
  }

  async #create(request: WriteRequest, model: Model): Promise<Answer> {
    if (request.route.namespace === undefined && model.namespaced) throw notAllowed();
    const options = readOptions(request.query, request.userAgent, 'CreateOptions');
    const { object, warnings } = await this.#read(request, model, options);
    const { namespace } = request.route;
    return withWarnings(warnings, async () => {
      const made = await this.#lifecycle.create(model, namespace, object, options);
      return json(made.object, 201);
    });
  }

  async #replace(request: WriteRequest, model: Model): Promise<Answer> {
    const options = readOptions(request.query, request.userAgent, 'UpdateOptions');
    const { object, warnings } = await this.#read(request, model, options);
    const before = this.#find(request, model);
    return this.#update(request, model, { before, object, options, warnings });
  }

  async #update(
    { route: { subresource } }: WriteRequest,
    model: Model,
    change: {
      readonly before: StoredItem;
      readonly object: JSONObject;
      readonly options: WriteOptions;
      readonly warnings: readonly string[];
    },
  ): Promise<Answer> {
    const { before, object, options, warnings } = change;
    return withWarnings(warnings, async () => {
      const next = await this.#lifecycle.update(model, before, object, options, subresource);
      await this.#afterwards(model, before, options);
      return json(next.object);
    });
  }

  async #patch(request: WriteRequest, model: Model): Promise<Answer> {
    const options = readOptions(request.query, request.userAgent, 'PatchOptions');
    const [type = ''] = request.contentType.split(';');
    if (type === APPLY) return this.#apply(request, model, options);
    const before = this.#find(request, model);
    const { patched, text } = patch(request, type, before.object as JSONObject, model);
    const { object, unknown } = readPatched(model, patched, type, text);
    const refuse = (words: string): Error => patchProblem(type, text, words);
    const warnings = judgeUnknown(unknown, options, refuse);
    return this.#update(request, model, { before, object, options, warnings });
  }

  async #apply(request: WriteRequest, model: Model, options: WriteOptions): Promise<Answer> {
    const { route, query } = request;
    const sent = await readObject(request.body, 'application/yaml', model.kind);
    const { made, warnings, created } = await applyTo(this.#lifecycle, model, {
      sent,
      options,
      manager: query.get('fieldManager') ?? '',
      namespace: route.namespace,
      name: route.name ?? '',
      subresource: route.subresource ?? '',
    });
    return withWarnings(warnings, async () => json(made.object, created ? 201 : 200));
  }

  async #scale(request: WriteRequest, model: Model): Promise<Answer> {
    const options = readOptions(request.query, request.userAgent, 'PatchOptions');
    const before = this.#find(request, model);
    const paths = await scalePaths(this.#source, model);
    const current = scaleOf(before.object, paths);
    const [type = ''] = request.contentType.split(';');
    const kind = { group: 'autoscaling', version: 'v1', kind: 'Scale' };
    const sent =
      request.method === 'PUT'
        ? await readObject(request.body, request.contentType, 'Scale')
        : patch(request, type, current as JSONObject, { ...model, ...kind, message: 'Scale' })
            .patched;
    const { resourceVersion } = before.object.metadata ?? {};
    const said = textOf(mapAt(sent, ['metadata'])['resourceVersion']);
    if (said !== '' && said !== resourceVersion) {
      const words =
        'the object has been modified; please apply your changes to the latest version and try again';
      throw conflict(model, request.route.name ?? '', words);
    }
    const replicas = mapAt(sent, ['spec'])['replicas'] ?? 0;
    const object = withReplicas(before.object, replicas, paths) as JSONObject;
    const next = await this.#lifecycle.update(model, before, readAs(model, object).object, options);
    return json(scaleOf(next.object, paths));
  }

  async #delete(request: WriteRequest, model: Model): Promise<Answer> {
    const { route, query } = request;
    const body =
      request.body.length === 0
        ? {}
        : await readObject(request.body, request.contentType, 'DeleteOptions');
    const propagation = readPropagation(body, query, model);
    const dryRun = readDryRun(
      [...query.getAll('dryRun'), ...listAt(body, ['dryRun']).map(textOf)],
      'DeleteOptions',
    );
    if (route.name !== undefined) {
      const item = this.#find(request, model);
      checkPreconditions(model, item, mapAt(body, ['preconditions']));
      const left = dryRun ? undefined : await this.#remover.remove(model, item, propagation);
      return left === undefined ? json(success(model, item)) : json(left.object);
    }
    const items = selectItems(model.stored, route, { ...route, query });
    for (const item of dryRun ? [] : items) {
      const current = (await this.#source.resource(model))?.items.includes(item);
      if (current === true) await this.#remover.remove(model, item, propagation);
    }
    const { kind, apiVersion, resourceVersion } = model.stored;
    const objects = items.map(({ object }) => object);
    return json({ kind, apiVersion, metadata: { resourceVersion }, items: objects });
  }

  /** An eviction deletes a pod, unless its budget does not allow it. */
  async #evict(request: WriteRequest, model: Model): Promise<Answer> {
    const item = this.#find(request, model);
    const body = await readObject(request.body, request.contentType, 'Eviction');
    const { allowEviction } = await import('./evict.ts');
    await allowEviction(this.#source, item.object);
    const dryRun = [
      ...request.query.getAll('dryRun'),
      ...listAt(body, ['deleteOptions', 'dryRun']).map(textOf),
    ];
    if (!readDryRun(dryRun, 'DeleteOptions')) await this.#remover.remove(model, item, 'Background');
    return json(
      { kind: 'Status', apiVersion: 'v1', metadata: {}, status: 'Success', code: 201 },
      201,
    );
  }

  async #read(
    request: WriteRequest,
    model: Model,
    options: WriteOptions,
  ): Promise<{ object: JSONObject; warnings: string[] }> {
    const sent = await readObject(request.body, request.contentType, model.kind);
    const isNew = request.method === 'POST' && model.subresources.includes('status');
    const { status: _, ...rest } = sent;
    const { object, unknown } = readAs(model, isNew ? rest : sent);
    const { kind } = model;
    const warnings = judgeUnknown(unknown, options, (words) => {
      const message = `${kind} in version "${model.version}" cannot be handled as a ${kind}: ${words}`;
      return new Refusal(400, 'BadRequest', message);
    });
    return { object, warnings };
  }

  #find({ route }: WriteRequest, model: Model): StoredItem {
    const { group, resource, namespace, name = '' } = route;
    const item = findItem(model, namespace, name);
    if (item === undefined) throw notFound(group, resource, name);
    return item;
  }

  /** An object whose last finalizer was taken away is gone, and leaves things behind. */
  async #afterwards(model: Model, before: StoredItem, { dryRun }: WriteOptions): Promise<void> {
    const { name = '', namespace } = before.object.metadata ?? {};
    const stored = await this.#source.resource(model);
    if (dryRun || stored === undefined) return;
    const isThere = findItem({ ...model, stored }, namespace, name) !== undefined;
    if (!isThere) await this.#remover.gone(before);
  }
}

function patch(
  request: WriteRequest,
  type: string,
  current: JSONObject,
  model: Model,
): { patched: JSONObject; text: string } {
  const text = new TextDecoder().decode(request.body);
  const kind = { ...model, isOwn: model.message !== undefined };
  return { patched: applyPatch(type, current, text, kind), text };
}

/** Reads what a patch has made. The server shows all of it where a value has a wrong type. */
function readPatched(model: Model, patched: JSONObject, type: string, text: string): Read {
  try {
    return readAs(model, patched);
  } catch (error) {
    const prefix = `${model.kind} in version "${model.version}" cannot be handled as a ${model.kind}: `;
    if (!(error instanceof Refusal) || !error.message.startsWith(prefix)) throw error;
    const shown = type.startsWith('application/strategic') ? text : stringifyJSON(patched);
    throw patchProblem(type, shown, error.message.slice(prefix.length));
  }
}
