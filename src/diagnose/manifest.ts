import type { SchemaProblem } from '../resources/schema-problems.ts';
import type { Fields } from '../describe/fields.ts';
import type { ObjectRef, Place } from './model.ts';

/** What became known of one document of a manifest before anything in the cluster was looked at. */
export interface ManifestCheck {
  /** Where it begins. */
  readonly place: Place;
  /** How a command line names the manifest: `-f web.yaml`. */
  readonly argument: string;
  /** The object; of what cannot be read, the file: kind `File`. */
  readonly target: ObjectRef;
  /** Of what may be secret only the keys. */
  readonly object?: Fields;
  /** `apps/v1`; "" where it says none. */
  readonly apiVersion: string;
  /** Lines of the fields that are spoken of, and of those around them; by path. */
  readonly lines: { readonly [field: string]: number };
  /** Who judged it: a server that was asked for a dry run, the schema of its kind, or nobody. */
  readonly judge: 'server' | 'schema' | 'nobody';
  /** It is in the cluster; undefined where that is not known. */
  readonly live?: boolean;
  /** Why it cannot be read as an object. */
  readonly unreadable?: string;
  /** The server does not know the kind. */
  readonly unknownKind?: UnknownKind;
  /** What the server said in place of the object. */
  readonly refusal?: ServerRefusal;
  /** What admission said of a pod as the template has it, of a workload that was let in itself. */
  readonly podRefusal?: ServerRefusal;
  /** What does not fit the schema. Empty where the server had no objection. */
  readonly misfits: readonly SchemaProblem[];
  /** Keys that stand twice in one mapping. The last one counts. */
  readonly duplicates: readonly { readonly field: string; readonly line: number }[];
  /** What it refers to that is neither in the manifests nor in the cluster. */
  readonly missing: readonly MissingReference[];
  /** Fields that a live object does not let change, and that differ: found without the server. */
  readonly fixed: readonly string[];
}

/** A kind that the server does not serve in that version. */
export interface UnknownKind {
  /** `networking.k8s.io/v1`: where it serves a kind of that name. */
  readonly served: readonly string[];
  /** A kind of nearly the same name in that version. */
  readonly near?: string;
  /** The manifests make the kind: a CustomResourceDefinition. */
  readonly defined: boolean;
}

/** A failure Status of the server, as far as it is of use. */
export interface ServerRefusal {
  /** `Invalid`, `BadRequest`; "" where it says none. */
  readonly reason: string;
  readonly message: string;
  readonly causes: readonly { readonly field: string; readonly message: string }[];
}

/** A reference that leads nowhere. */
export interface MissingReference {
  readonly kind: string;
  readonly name: string;
  /** Where it is named: `env PASSWORD of container app`. */
  readonly where: string;
  /** The manifests make it, but later than what needs it. */
  readonly later?: true;
}
