import type { Verdict } from '../../src/diagnose/model.ts';

/**
 * What a user deploys, and what the diagnosis must say of it. Each runs twice: on the real cluster, and on what was
 * recorded of that (fixtures/diagnose/NAME.json), which needs Node only.
 */
export interface Scenario {
  /** The name of its fixture: `image-not-found`. */
  readonly name: string;
  /** YAML, applied to a namespace of its own, `{ns}`. Images: `localhost/busybox:1`. */
  readonly manifest: string;
  /** What is done after that, as lines for the reference: `rollout pause deploy/web -n {ns}`. */
  readonly next?: readonly string[];
  /**
   * Reference command lines that end when it has come so far, in two minutes at most: `wait …`. Best by what the
   * diagnosis needs, such as `wait pod -l app=web -n {ns} --for=jsonpath={.status.containerStatuses[0].state.waiting.reason}=ErrImagePull`.
   */
  readonly settle: readonly string[];
  /** Reasons of events that must be there as well, for they come late. */
  readonly events?: readonly string[];
  /** It takes long on a cluster, for what others show as well or which seldom changes: there only with KUBIST_TEST_LARGE=1. */
  readonly slow?: true;
  /** The kind of objects that finalizers hold, which are taken off in the end: `pods`. */
  readonly held?: string;
  /**
   * To one who may read the namespace only the same rules tell, and that these resources could not be seen: `nodes`. On a cluster
   * only.
   */
  readonly reader?: readonly string[];
  /** `deployment/web`. */
  readonly target: string;
  /** Seconds that something which may mend itself is given, in place of each rule's own: 0 for a scenario of minutes. */
  readonly grace?: number;
  /** Guesses as well. */
  readonly hints?: true;
  readonly verdict: Verdict;
  /** The rules of the causes that it must name, in their order; no others. */
  readonly finds: readonly string[];
  /** The rules of what follows from these causes, as far as it must be told with them. */
  readonly follows?: readonly string[];
  /** Must be found in the causes, the first for the first. */
  readonly causes?: readonly RegExp[];
  /** Must not be found in the whole report. */
  readonly never?: RegExp;
}
