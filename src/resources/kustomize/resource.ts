import type { GVK, JSONObject } from '../../api/types.ts';
import { gvkOf } from '../../api/gvk.ts';
import { isMap, member, setMember } from '../patch/values.ts';
import { textAt } from './manifest.ts';
import { isClusterScoped } from './scope.ts';

/** What an object was called at some point of the build. */
export interface Identity {
  readonly gvk: GVK;
  readonly name: string;
  /** "" when the object says none. */
  readonly namespace: string;
}

/** An object on its way through the build, with what it was called before. */
export class Resource {
  object: JSONObject;
  /** Earlier identities, oldest first. */
  readonly previous: Identity[] = [];
  /** Outermost last. */
  readonly prefixes: string[] = [];
  readonly suffixes: string[] = [];
  /** The name gets a hash of the content at the end. */
  needsHash = false;

  constructor(object: JSONObject) {
    this.object = object;
  }

  get identity(): Identity {
    return identityOf(this.object);
  }

  get gvk(): GVK {
    return this.identity.gvk;
  }

  get name(): string {
    return textAt(this.metadata(), 'name');
  }

  get namespace(): string {
    return textAt(this.metadata(), 'namespace');
  }

  /** The current identity and all before it. */
  identities(): Identity[] {
    return [...this.previous, this.identity];
  }

  /** The identity that the object came with. */
  get original(): Identity {
    return this.previous[0] ?? this.identity;
  }

  /** Keeps the current identity, for it is about to change. */
  remember(): void {
    this.previous.push(this.identity);
  }

  /** `metadata`, made when it is missing. */
  metadata(): JSONObject {
    const found = member(this.object, 'metadata');
    if (isMap(found)) return found;
    const made: JSONObject = {};
    setMember(this.object, 'metadata', made);
    return made;
  }
}

/** The identity that an object says of itself. */
export function identityOf(object: JSONObject): Identity {
  const metadata = member(object, 'metadata');
  const from = isMap(metadata) ? metadata : {};
  return {
    gvk: gvkOf({ apiVersion: textAt(object, 'apiVersion'), kind: textAt(object, 'kind') }),
    name: textAt(from, 'name'),
    namespace: textAt(from, 'namespace'),
  };
}

/** The namespace that counts: none for cluster-scoped kinds, `default` where nothing is said. */
export function effectiveNamespace({ gvk, namespace }: Identity): string {
  return isClusterScoped(gvk) ? '' : namespace || 'default';
}

/** True when both mean one object. */
export function sameIdentity(a: Identity, b: Identity): boolean {
  return (
    a.name === b.name &&
    a.gvk.kind === b.gvk.kind &&
    a.gvk.group === b.gvk.group &&
    a.gvk.version === b.gvk.version &&
    effectiveNamespace(a) === effectiveNamespace(b)
  );
}

/** `Deployment.v1.apps`, with placeholders for what is missing. */
export function describeGVK({ group, version, kind }: GVK): string {
  return [kind || '[noKind]', version || '[noVer]', group || '[noGrp]'].join('.');
}

/** `Deployment.v1.apps/web.shop`, as messages name objects. */
export function describeIdentity({ gvk, name, namespace }: Identity): string {
  return `${describeGVK(gvk)}/${name || '[noName]'}.${namespace || '[noNs]'}`;
}
