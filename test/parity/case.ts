/**
 * A parity case is data: one command line that the reference kubectl and kubist both run against
 * the same cluster and state. stdout, stderr, the exit code and, on request, the HTTP requests
 * must be equal. Cases live in `cases/*.ts`, each file exporting arrays of them.
 *
 * Placeholders in every string of a case: `{ns}` the namespace of a mutating case (one per side, equally
 * long), `{dir}` the side's working directory, `{server}` the API server's URL, `{ca}`, `{cert}`
 * and `{key}` the paths of the administrator's PEM files, `{token}` a bearer token where the cluster has one.
 *
 * The namespaces `parity-read` and `parity-read-2` (fixtures/manifests/parity/) exist and are settled before
 * the first case runs. Reading cases use them; no case may change them.
 */
export interface ParityCase {
  /** Unique, readable: `get pods -o wide in two namespaces`. `--only` matches on it. */
  name: string;
  /** The command that this case counts for in the table: `get`, `config view`, `rollout status`. */
  covers: string;
  /** The words after `kubectl`. Give this or `line`. */
  args?: readonly string[];
  /** The same as one shell-like line: words split at spaces, '…' and "…" group. No expansion. */
  line?: string;

  /**
   * Manifests that must exist first: a path below fixtures/manifests/, or YAML itself (anything that
   * holds a line break). Applied by the reference; once per distinct list for reading cases, into
   * each side's own namespace for mutating ones.
   */
  setup?: readonly string[];
  /** Reference command lines that end when the setup has settled: `wait pod/x --for=condition=Ready -n {ns}`. */
  settle?: readonly string[];
  /** Added to the environment of `settle`. */
  settleEnv?: Readonly<Record<string, string>>;

  /** Text for stdin. Without it stdin is empty and closed. */
  stdin?: string;
  /** Added to the small base environment (PATH, HOME, KUBECONFIG). */
  env?: Readonly<Record<string, string>>;
  /** Files in the working directory before the run, relative path → text or bytes. A script (`#!`) may be executed. */
  files?: Readonly<Record<string, string | Uint8Array>>;
  /** Names of files (relative to the working directory) whose text is compared after the run. */
  filesAfter?: readonly string[];
  /**
   * The kubeconfig of the run: a path below fixtures/kubeconfigs/, YAML itself, or `none` for no
   * KUBECONFIG and an empty home. Default: the test cluster's, as administrator.
   * The text is copied to `{dir}/kubeconfig`, so that the command may write it.
   */
  kubeconfig?: string;

  /** What may differ; each match becomes a placeholder on both sides before the comparison. */
  mask?: readonly (MaskName | RegExp)[];
  /** Lines that match are left out on both sides, before anything is masked. */
  ignoreLines?: RegExp;
  /** Lines may come in any order, because the reference walks a Go map. */
  unordered?: boolean;

  /**
   * Compare HTTP requests too: method, path, query, content type, body. `true` leaves out discovery,
   * OpenAPI and `/version`; `'all'` compares those as well, `'heads'` leaves out types and bodies too:
   * where the reference speaks protobuf. Goes through a recording proxy (plain HTTP).
   */
  requests?: boolean | 'all' | 'heads';
  /** Query parameters and paths that may differ, in a case that compares requests: a match drops it. */
  ignoreQuery?: readonly string[];
  ignorePath?: RegExp;

  /** What goes wrong on the way to the server, or is answered in its place; first match wins. Goes through the proxy. */
  faults?: readonly Fault[];

  /** The command changes the cluster: each side gets a namespace `{ns}` of its own; runs alone. */
  mutates?: boolean;
  /** Reference command lines run afterwards for each side; their output is compared too. */
  followUp?: readonly string[];

  /** Discovery cache before the run. Default `warm`: filled by earlier runs. `cold`: a fresh home. */
  cache?: 'warm' | 'cold';

  /** Send SIGINT once stdout matches: for commands that never end (`get -w`, `logs -f`). */
  interruptWhen?: RegExp;
  /** Reference command lines run once stdout matches `when`. They need `mutates`. */
  meanwhile?: { when: RegExp; run: readonly string[] };

  /** Seconds until a run counts as hung. Default 30. */
  timeout?: number;
}

/** A request that does not go well. */
export interface Fault {
  /** Matched against `METHOD /path?query`. */
  on: RegExp;
  /** How many of the matching requests; all when missing. */
  times?: number;
  /**
   * A Status in place of the server's answer, which is not asked; an `object` that it might have answered; or `reset`:
   * the server has done it, and the connection breaks in place of the answer.
   */
  answer: FaultStatus | FaultObject | 'reset';
}

/** An answer as of a server that has what the test cluster has not. */
export interface FaultObject {
  object: object;
}

/** The Status of a failure. */
export interface FaultStatus {
  code: number;
  reason: string;
  message: string;
}

/**
 * - `age`: `5m30s`, `2d` with the spaces after it; `duration`: Go durations such as `1.234s`, `12ms`
 * - `time`: RFC 3339 and RFC 1123 timestamps; `uid`: UUIDs
 * - `resourceVersion`: `resourceVersion: "123"` in YAML, JSON and describe texts
 * - `ip`: pod and cluster IPv4 addresses; `hash`: the generated suffixes of pod and replica set names
 * - `klog`: the `I0102 15:04:05.123456   1234 file.go:12] ` heads of trace lines
 */
export type MaskName =
  | 'age'
  | 'duration'
  | 'time'
  | 'uid'
  | 'resourceVersion'
  | 'ip'
  | 'hash'
  | 'klog';
