import type { JSONObject, JSONValue } from '../../api/types.ts';
import { KubistError } from '../../errors.ts';
import { stringifyYAML } from '../../formats/yaml/emit.ts';
import { isMap, member, setMember } from '../patch/values.ts';
import { type FieldSpec, specMatches, visitField } from './field-spec.ts';
import { withHistory } from './history.ts';
import { NAME_REFERENCES, type NameReference } from './name-fields.ts';
import { describeIdentity, effectiveNamespace, type Resource } from './resource.ts';
import { isClusterScoped } from './scope.ts';

/** Lets every field that names an object follow the changes of its name. Throws KubistError where it is not clear which. */
export function updateReferences(resources: readonly Resource[]): void {
  for (const { target, fields } of NAME_REFERENCES) {
    const renamed = resources.filter(({ previous }) =>
      previous.some(({ gvk }) => specMatches(target, gvk)),
    );
    if (renamed.length === 0) continue;
    for (const referrer of resources) {
      for (const spec of fields.filter((one) => specMatches(one, referrer.gvk))) {
        new Field(referrer, spec, target, renamed).update();
      }
    }
  }
}

/** One field of one object. */
class Field {
  readonly #referrer: Resource;
  readonly #spec: FieldSpec;
  readonly #target: NameReference['target'];
  readonly #candidates: readonly Resource[];

  constructor(
    referrer: Resource,
    spec: FieldSpec,
    target: NameReference['target'],
    candidates: readonly Resource[],
  ) {
    this.#referrer = referrer;
    this.#spec = spec;
    this.#target = target;
    this.#candidates = candidates;
  }

  update(): void {
    const path = this.#spec.path;
    const id = describeIdentity(this.#referrer.identity);
    try {
      this.#visit();
    } catch (error) {
      if (!(error instanceof KubistError)) throw error;
      throw new KubistError(
        `updating name reference in '${path}' field of '${id}': considering field '${path}' of object ${id}: ${error.message}`,
        { cause: error },
      );
    }
  }

  #visit(): void {
    visitField(
      this.#referrer.object,
      this.#spec,
      () => null,
      (slot) => {
        const { value } = slot;
        if (typeof value === 'string') slot.set(this.#name(value));
        else if (Array.isArray(value)) slot.set(value.map((item) => this.#item(item)));
        else if (isMap(value)) this.#updateMap(value);
      },
    );
  }

  #item(item: JSONValue): JSONValue {
    return typeof item === 'string' ? this.#name(item) : item;
  }

  #name(name: string): string {
    return this.#find(name, this.#candidates)?.name ?? name;
  }

  /** A field with a name and a namespace: a subject, or the service of a webhook. */
  #updateMap(map: JSONObject): void {
    const [name, namespace] = [member(map, 'name'), member(map, 'namespace')];
    if (typeof name !== 'string') return;
    const candidates =
      typeof namespace === 'string' ? this.#inNamespace(namespace) : this.#candidates;
    const found = this.#find(name, candidates);
    if (found === undefined) return;
    setMember(map, 'name', found.name);
    if (found.namespace !== '') setMember(map, 'namespace', found.namespace);
  }

  #inNamespace(namespace: string): Resource[] {
    const original = this.#candidates.filter(
      (one) => effectiveNamespace(one.original) === namespace,
    );
    if (original.length > 0) return original;
    return this.#candidates.filter((one) => effectiveNamespace(one.identity) === namespace);
  }

  #find(name: string, candidates: readonly Resource[]): Resource | undefined {
    const isTarget = this.#roleFilter();
    let found = candidates.filter(
      (one) =>
        one.previous.some((id) => id.name === name && specMatches(this.#target, id.gvk)) &&
        isTarget(one) &&
        this.#sees(one),
    );
    if (found.length > 1) found = found.filter((one) => this.#grewAlike(one));
    if (new Set(found).size > 1) this.#refuse(found);
    return found[0];
  }

  /** A roleRef says the kind that it means. */
  #roleFilter(): (candidate: Resource) => boolean {
    if (!this.#spec.path.startsWith('roleRef')) return () => true;
    const role = member(this.#referrer.object, 'roleRef');
    const kind = isMap(role) ? member(role, 'kind') : undefined;
    return ({ gvk }) => gvk.kind === kind;
  }

  /** Objects see those of their own namespace, of none, and service accounts. */
  #sees(candidate: Resource): boolean {
    if (isClusterScoped(this.#referrer.gvk) || isClusterScoped(candidate.gvk)) return true;
    if (candidate.gvk.kind === 'ServiceAccount') return true;
    return effectiveNamespace(this.#referrer.identity) === effectiveNamespace(candidate.identity);
  }

  /** True when both got the same prefixes and suffixes, as far as both have some. */
  #grewAlike({ prefixes, suffixes }: Resource): boolean {
    return (
      endsAlike(prefixes, this.#referrer.prefixes) && endsAlike(suffixes, this.#referrer.suffixes)
    );
  }

  #refuse(found: readonly Resource[]): never {
    const dumps = found.map(
      (one, index) => `--- possible referral ${index}:\n${stringifyYAML(withHistory(one))}`,
    );
    throw new KubistError(
      `found multiple possible referrals: ${found.map((one) => describeIdentity(one.identity)).join(', ')}\n\n` +
        `**** Too many possible referral targets to referrer:\n${stringifyYAML(withHistory(this.#referrer))}\n${dumps.join('\n')}\n`,
    );
  }
}

function endsAlike(a: readonly string[], b: readonly string[]): boolean {
  const length = Math.min(a.length, b.length);
  const [left, right] = [a.slice(a.length - length), b.slice(b.length - length)];
  return left.every((text, index) => text === right[index]);
}
