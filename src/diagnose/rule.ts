import type { Fields } from '../describe/fields.ts';
import type { ManifestCheck } from './manifest.ts';
import type {
  Confidence,
  Evidence,
  FindingClass,
  Fix,
  ObjectRef,
  Place,
  Severity,
} from './model.ts';
import type { Container, Subject } from './subject.ts';
import type { Event, World } from './world.ts';

/** What a rule has found. What is missing is the rule's own. */
export interface Match {
  /**
   * One sentence. What differs between pods of one workload must not be in it (pod names, addresses, durations): equal
   * causes are told once.
   */
  readonly cause: string;
  readonly evidence: readonly Evidence[];
  readonly fixes?: readonly Fix[];
  readonly class?: FindingClass;
  readonly severity?: Severity;
  readonly confidence?: Confidence;
  /** Since when it has been so, milliseconds since 1970: a `grace` finding becomes fatal `grace` seconds later. */
  readonly since?: number;
  readonly grace?: number;
  /** Other objects that it is about, beside the one that was looked at. */
  readonly objects?: readonly ObjectRef[];
  /** Of what is wrong with a manifest. */
  readonly place?: Place;
}

/** What rules know besides the thing that they look at. */
export interface Scene {
  readonly world: World;
  readonly subject: Subject;
  readonly options: RuleOptions;
  /** What the server said of the manifest, where that is to be looked at and not what controllers were told. */
  readonly refused?: Evidence;
  /** That was about a pod as the manifest's template has it. */
  readonly isOfPods?: boolean;
}

/** What the user asked for. */
export interface RuleOptions {
  /** Restarts that are not yet a crash loop. */
  readonly tolerateRestarts: number;
  /** Show hints of low confidence as well. */
  readonly hints: boolean;
}

/** What all rules say of themselves. */
interface RuleHead {
  /** `IMG-01`. */
  readonly id: string;
  /** `image-not-found`. */
  readonly title: string;
  readonly severity: Severity;
  readonly class: FindingClass;
  readonly confidence: Confidence;
  /** For `grace`: seconds after which it is fatal. */
  readonly grace?: number;
  /** The rollout waits for someone, and nothing is wrong: the verdict is `blocked`. */
  readonly blocks?: true;
}

/** Looks at each container of the current revision. */
export interface ContainerRule extends RuleHead {
  readonly container: (container: Container, scene: Scene) => Match | readonly Match[] | undefined;
}

/** Looks at each pod of the current revision. */
export interface PodRule extends RuleHead {
  readonly pod: (pod: Fields, scene: Scene) => Match | readonly Match[] | undefined;
}

/** Looks at the workload, at those who make its pods, and at what belongs to it. */
export interface SubjectRule extends RuleHead {
  readonly subject: (scene: Scene) => Match | readonly Match[] | undefined;
}

/**
 * Looks at an object of one kind in the namespace: a Service, an Ingress, an autoscaler. The subject of its scene is
 * the object itself, without pods.
 */
export interface ObjectRule extends RuleHead {
  readonly kind: string;
  readonly object: (object: Fields, world: World) => Match | readonly Match[] | undefined;
}

/** Looks at a document of a manifest, and at what was said of it before anything in the cluster was looked at. */
export interface ManifestRule extends RuleHead {
  readonly manifest: (check: ManifestCheck, world: World) => Match | readonly Match[] | undefined;
}

/** A rule: one cause, how it is recognised, what to do. */
export type Rule = ContainerRule | PodRule | SubjectRule | ObjectRule | ManifestRule;

/** An event as evidence. */
export function eventEvidence({ reason, message, time, count }: Event): Evidence {
  return {
    kind: 'event',
    source: `event ${reason}`,
    text: message,
    ...(time === 0 ? {} : { time: new Date(time).toISOString().replace('.000', '') }),
    ...(count > 1 ? { count } : {}),
  };
}
