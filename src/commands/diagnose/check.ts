import { formatAPIVersion, gvkOf } from '../../api/gvk.ts';
import type { KubeObject } from '../../api/types.ts';
import type { Context } from '../../cli/context.ts';
import { fields } from '../../describe/fields.ts';
import type {
  ManifestCheck,
  MissingReference,
  ServerRefusal,
  UnknownKind,
} from '../../diagnose/manifest.ts';
import type { Skipped } from '../../diagnose/model.ts';
import { PLACES } from '../../diagnose/kinds.ts';
import { nearest } from '../../diagnose/rules/shared/nearest.ts';
import { fixedFields } from '../../diagnose/rules/validation/offline.ts';
import type { Kind } from '../../diagnose/world.ts';
import type { APIResource } from '../../discovery/mapper.ts';
import { NoKindMatchError } from '../../discovery/no-match-error.ts';
import { KubistError, StatusError } from '../../errors.ts';
import type { ObjectInfo } from '../../resources/objects.ts';
import { objectPath } from '../../resources/paths.ts';
import { isNotFound } from '../../resources/retrieve.ts';
import { isMade, toCheck, wantedOf } from './check-parts.ts';
import { bySchema, judgeObject, type Judgement } from './judge.ts';
import type { ManifestObject } from './manifests.ts';

/** What is known of manifests, and of what they made. */
export interface Checked {
  readonly checks: readonly ManifestCheck[];
  /** The objects that are in the cluster, as they were read. */
  readonly live: readonly ObjectInfo[];
  /** Those that are not, and could be some time. */
  readonly absent: readonly ObjectInfo[];
  readonly skipped: readonly Skipped[];
}

/** Where objects are that do not say it. */
export interface CheckSetting {
  readonly namespace: string;
  /** `-n` was given: objects of other namespaces are refused. */
  readonly explicitNamespace: boolean;
}

/** Stands for an object that may not be read. */
const HIDDEN = 'hidden';

/** Objects that are judged at the same time. */
const SIDE_BY_SIDE = 8;

/** Checks manifests as well as the server lets: nothing is changed. Rejects when the server cannot be reached. */
export async function checkManifests(
  context: Context,
  objects: readonly ManifestObject[],
  setting: CheckSetting,
): Promise<Checked> {
  const checker = new Checker(context, objects, setting);
  const checks: ManifestCheck[] = [];
  for (let at = 0; at < objects.length; at += SIDE_BY_SIDE) {
    const some = objects.slice(at, at + SIDE_BY_SIDE);
    checks.push(...(await Promise.all(some.map((one, index) => checker.check(one, at + index)))));
    context.progress.show(`checking manifests: ${checks.length} of ${objects.length}`);
  }
  context.progress.end();
  const { live, absent, skipped } = checker;
  return { checks: toldOnce(checks), live, absent, skipped };
}

/** That a namespace is missing is told of the first object that needs it. */
function toldOnce(checks: readonly ManifestCheck[]): readonly ManifestCheck[] {
  const told = new Set<string>();
  return checks.map((check) => {
    const missing = check.missing.filter(
      ({ kind, name }) => kind !== 'Namespace' || !told.has(name),
    );
    for (const { kind, name } of missing) if (kind === 'Namespace') told.add(name);
    return { ...check, missing };
  });
}

class Checker {
  readonly live: ObjectInfo[] = [];
  readonly absent: ObjectInfo[] = [];
  readonly skipped: Skipped[] = [];
  readonly #context: Context;
  readonly #objects: readonly ManifestObject[];
  readonly #setting: CheckSetting;
  readonly #asked: Map<string, Promise<boolean | undefined>> = new Map();

  constructor(context: Context, objects: readonly ManifestObject[], setting: CheckSetting) {
    this.#context = context;
    this.#objects = objects;
    this.#setting = setting;
  }

  async check(one: ManifestObject, index: number): Promise<ManifestCheck> {
    const { object } = one;
    if (object === undefined) return toCheck(one, {});
    const { name = '', namespace: own = '' } = object.metadata ?? {};
    const kind = object.kind ?? '';
    const resource = await this.#resourceOf(object);
    if (resource === undefined) {
      const unknownKind = await this.#unknownKind(object);
      return toCheck(one, { target: { kind, namespace: own, name }, unknownKind });
    }
    const info = this.#infoOf(object, resource);
    const live = name === '' ? undefined : await this.#read(info);
    const there = live === HIDDEN ? undefined : live;
    if (there !== undefined) this.live.push({ ...info, object: there });
    else if (name !== '' && live !== HIDDEN) this.absent.push(info);
    const judged = await this.#judge(info, live);
    const { judge, misfits, refusal, podRefusal, noNamespace } = judged;
    return toCheck(one, {
      target: { kind, namespace: info.namespace, name },
      judge,
      misfits,
      ...(refusal === undefined ? {} : { refusal }),
      ...(podRefusal === undefined || this.#isMadeHere(podRefusal) ? {} : { podRefusal }),
      ...(live === HIDDEN ? {} : { live: there !== undefined }),
      missing: await this.#missing(info, index, noNamespace === true),
      fixed:
        (judge === 'server' && refusal === undefined) || there === undefined
          ? []
          : fixedFields(object, there),
    });
  }

  async #resourceOf(object: KubeObject): Promise<APIResource | undefined> {
    const mapper = await this.#context.mapper();
    try {
      return await mapper.resourceForKind(gvkOf(object));
    } catch (error) {
      if (error instanceof NoKindMatchError) return undefined;
      throw error;
    }
  }

  async #unknownKind(object: KubeObject): Promise<UnknownKind> {
    const { group, version, kind } = gvkOf(object);
    const groups = await (await this.#context.discovery()).groups();
    const served = groups.filter(({ resources }) => resources.some((one) => one.kind === kind));
    const same = groups.find((one) => one.group === group && one.version === version);
    const near = nearest(
      kind,
      new Set((same ?? { resources: [] }).resources.map((one) => one.kind)),
    );
    const defined = this.#objects.some(({ object: other }) => {
      const { group: made, names } = fields(other?.['spec']);
      return (
        other?.kind === 'CustomResourceDefinition' &&
        made === group &&
        fields(names)['kind'] === kind
      );
    });
    return {
      served: served.map((one) => formatAPIVersion(one.group, one.version)),
      ...(near === undefined ? {} : { near }),
      defined,
    };
  }

  #infoOf(object: KubeObject, resource: APIResource): ObjectInfo {
    const { namespace: wanted, explicitNamespace } = this.#setting;
    const { name = '', namespace: own = '' } = object.metadata ?? {};
    const namespace = resource.namespaced ? own || wanted : '';
    if (explicitNamespace && resource.namespaced && namespace !== wanted) {
      throw new KubistError(
        `the namespace from the provided object ${JSON.stringify(namespace)} does not match the namespace ${JSON.stringify(wanted)}. ` +
          `You must pass '--namespace=${namespace}' to perform this operation.`,
      );
    }
    const metadata = { ...object.metadata, ...(namespace === '' ? {} : { namespace }) };
    return { resource, namespace, name, object: { ...object, metadata } };
  }

  /** The object as it is; HIDDEN where it may not be read. */
  async #read({
    resource,
    namespace,
    name,
  }: ObjectInfo): Promise<KubeObject | typeof HIDDEN | undefined> {
    const client = await this.#context.client();
    let path: string;
    try {
      path = objectPath(resource, namespace, name);
    } catch {
      return undefined;
    }
    try {
      return await client.json({ path });
    } catch (error) {
      if (isNotFound(error)) return undefined;
      if (!(error instanceof StatusError)) throw error;
      this.#skip(resource.resource, 'get', error.reason || error.message);
      return HIDDEN;
    }
  }

  async #judge(info: ObjectInfo, live: KubeObject | typeof HIDDEN | undefined): Promise<Judgement> {
    // A request needs a name; and what is wrong with the name is told without the server.
    if (live === HIDDEN || (info.name === '' && !info.object.metadata?.generateName))
      return bySchema(this.#context, info.object);
    const judgement = await judgeObject(this.#context, info, live);
    const { skipped, judge } = judgement;
    if (skipped !== undefined) {
      const instead = judge === 'schema' ? 'checked against its schema only' : 'not checked';
      const verb = live === undefined ? 'create' : 'patch';
      this.#skip(info.resource.resource, verb, `${skipped}: ${instead}`);
    }
    return judgement;
  }

  #skip(resource: string, verb: string, reason: string): void {
    if (!this.skipped.some((one) => one.resource === resource && one.verb === verb))
      this.skipped.push({ resource, verb, reason });
  }

  /** True when pods are refused for want of what the manifests make, or of what is told as missing anyway. */
  #isMadeHere({ message }: ServerRefusal): boolean {
    const parts = /(PriorityClass) with name (\S+) was|(RuntimeClass) "([^"]*)" not found/.exec(
      message,
    );
    if (parts === null) return /serviceaccount "[^"]*" not found/.test(message);
    const [, priority, first, runtime, second] = parts;
    return this.#objects.some(
      ({ object }) =>
        object?.kind === (priority ?? runtime) && object?.metadata?.name === (first ?? second),
    );
  }

  async #missing(
    info: ObjectInfo,
    index: number,
    noNamespace: boolean,
  ): Promise<readonly MissingReference[]> {
    const { namespace, object } = info;
    if (noNamespace) {
      const maker = this.#objects.findIndex(
        ({ object: other }) => other?.kind === 'Namespace' && other.metadata?.name === namespace,
      );
      if (maker >= 0 && maker < index) return [];
      return [
        {
          kind: 'Namespace',
          name: namespace,
          where: 'metadata.namespace',
          ...(maker < 0 ? {} : { later: true }),
        },
      ];
    }
    const found: MissingReference[] = [];
    for (const { kind, name, where } of wantedOf(object)) {
      if (isMade(this.#objects, this.#setting.namespace, { kind, namespace, name })) continue;
      if ((await this.#exists(kind, namespace, name)) === false) found.push({ kind, name, where });
    }
    return found;
  }

  #exists(kind: Kind, namespace: string, name: string): Promise<boolean | undefined> {
    const key = `${kind}/${namespace}/${name}`;
    const known = this.#asked.get(key) ?? this.#ask(kind, namespace, name);
    this.#asked.set(key, known);
    return known;
  }

  async #ask(kind: Kind, namespace: string, name: string): Promise<boolean | undefined> {
    const client = await this.#context.client();
    // Its metadata is enough: values of secrets are not asked for.
    const accept = 'application/json;as=PartialObjectMetadata;g=meta.k8s.io;v=v1,application/json';
    try {
      await client.json({ path: objectPath(PLACES[kind], namespace, name), headers: { accept } });
      return true;
    } catch (error) {
      if (error instanceof KubistError) return isNotFound(error) ? false : undefined;
      throw error;
    }
  }
}
