/** What a diagnosis says: the shapes of its JSON form, which are stable. Lists keep the order in which to read them. */

/** How a workload stands. */
export type Verdict = 'healthy' | 'progressing' | 'blocked' | 'degraded' | 'failed' | 'unknown';

/** `fatal`: waiting does not help. `grace`: fatal once it has lasted. `transient`: may pass. `info`: a hint. */
export type FindingClass = 'fatal' | 'grace' | 'transient' | 'info';

export type Severity = 'error' | 'warning' | 'info';
export type Confidence = 'high' | 'medium' | 'low';

/** An object that a finding is about. */
export interface ObjectRef {
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
  /** Of a pod. */
  readonly container?: string;
}

/** Where something stands in a manifest. */
export interface Place {
  /** As it was named: a path, a URL, `STDIN`, `FOLDER (rendered)` for a kustomization. */
  readonly file: string;
  /** The number of the document in the file, from 1; 0 for all of the file. */
  readonly document: number;
  /** From 1. */
  readonly line: number;
}

/** Something that was seen. The text is a server's or a program's: never trusted, already redacted. */
export interface Evidence {
  readonly kind: 'status' | 'event' | 'log' | 'spec' | 'object';
  /** Where it was seen: `pod/web-1 container app`, `event FailedScheduling`. */
  readonly source: string;
  readonly text: string;
  /** RFC 3339. */
  readonly time?: string;
  readonly count?: number;
}

/** A way out: a command line, and what it does. `{program}` stands for the program's name. */
export interface Fix {
  readonly command: string;
  readonly why: string;
}

/** A cause. */
export interface Finding {
  /** The rule's: `IMG-01`. */
  readonly id: string;
  /** `image-not-found`. */
  readonly title: string;
  readonly severity: Severity;
  readonly class: FindingClass;
  readonly confidence: Confidence;
  /** True when waiting will not help any more. */
  readonly fatal: boolean;
  /** One sentence: what is wrong and why. */
  readonly cause: string;
  /** For what is wrong with a manifest: where. */
  readonly place?: Place;
  readonly objects: readonly ObjectRef[];
  readonly evidence: readonly Evidence[];
  readonly fixes: readonly Fix[];
  /** What follows from it: findings that are explained by this one. */
  readonly consequences: readonly Finding[];
}

/** What could not be looked at. */
export interface Skipped {
  /** `secrets`. */
  readonly resource: string;
  /** `list`, `get`. */
  readonly verb: string;
  readonly reason: string;
}

/** Pods of a workload, counted. */
export interface Serving {
  readonly desired: number;
  /** Of the current revision. */
  readonly updated: number;
  readonly ready: number;
  /** Ready pods of older revisions: what still serves while the new one fails. */
  readonly oldReady: number;
}

/** The diagnosis of one workload or object. */
export interface Diagnosis {
  readonly target: ObjectRef;
  /** Where the manifest has it, when one was given. */
  readonly place?: Place;
  readonly verdict: Verdict;
  /** One sentence that says how it stands. */
  readonly summary: string;
  /** Missing where there are no pods to serve. */
  readonly serving?: Serving;
  readonly findings: readonly Finding[];
}

/** All that one run says. */
export interface Report {
  /** The worst of all. */
  readonly verdict: Verdict;
  readonly diagnoses: readonly Diagnosis[];
  readonly skipped: readonly Skipped[];
  /** RFC 3339. */
  readonly checkedAt: string;
}
