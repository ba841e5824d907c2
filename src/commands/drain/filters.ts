import type { KubeObject, OwnerReference } from '../../api/types.ts';
import { KubistError } from '../../errors.ts';
import { isNotFound } from '../../resources/retrieve.ts';
import { parseRFC3339 } from '../../formats/time.ts';

/** A pod, as far as draining looks at it. */
export interface Pod extends KubeObject {
  readonly spec?: { readonly volumes?: readonly { readonly emptyDir?: object }[] };
  readonly status?: { readonly phase?: string };
}

/** What a drain may do. The words are those of the flags. */
export interface FilterOptions {
  readonly force: boolean;
  readonly ignoreDaemonSets: boolean;
  readonly deleteEmptyDirData: boolean;
  /** Seconds; 0 and less is never. */
  readonly skipWaitForDeleteTimeout: number;
  /** Milliseconds since 1970. */
  readonly now: number;
  /** Rejects when there is no such DaemonSet. */
  findDaemonSet(namespace: string, name: string): Promise<void>;
}

/** What a filter says of a pod: whether it goes, and what to tell. An error keeps the whole node from being drained. */
interface Verdict {
  readonly goes: boolean;
  readonly warning?: string;
  readonly error?: string;
}

const goes: Verdict = { goes: true };
const stays: Verdict = { goes: false };

type Filter = (pod: Pod, options: FilterOptions) => Verdict | Promise<Verdict>;

/** In this order; the first that lets a pod stay decides, else the last one. */
const FILTERS: readonly Filter[] = [
  function longDeleted({ metadata }, { skipWaitForDeleteTimeout, now }) {
    if (skipWaitForDeleteTimeout <= 0) return goes;
    return deletedFor(metadata?.deletionTimestamp, now) > skipWaitForDeleteTimeout ? stays : goes;
  },
  async function ofDaemonSet(pod, options) {
    const owner = controllerOf(pod);
    if (owner?.apiVersion !== 'apps/v1' || owner.kind !== 'DaemonSet') return goes;
    if (isFinished(pod)) return goes;
    try {
      await options.findDaemonSet(pod.metadata?.namespace ?? '', owner.name);
    } catch (error) {
      const { message } = error as Error;
      return options.force && isNotFound(error)
        ? { goes: true, warning: message }
        : { goes: false, error: message };
    }
    return options.ignoreDaemonSets
      ? { goes: false, warning: 'ignoring DaemonSet-managed Pods' }
      : { goes: false, error: 'DaemonSet-managed Pods (use --ignore-daemonsets to ignore)' };
  },
  function ofNodeItself({ metadata }) {
    return metadata?.annotations?.['kubernetes.io/config.mirror'] === undefined ? goes : stays;
  },
  function withLocalData(pod, { deleteEmptyDirData }) {
    const local = pod.spec?.volumes?.some(({ emptyDir }) => emptyDir !== undefined) === true;
    if (!local || isFinished(pod)) return goes;
    return deleteEmptyDirData
      ? { goes: true, warning: 'deleting Pods with local storage' }
      : {
          goes: false,
          error: 'Pods with local storage (use --delete-emptydir-data to override)',
        };
  },
  function withoutController(pod, { force }) {
    if (isFinished(pod) || controllerOf(pod) !== undefined) return goes;
    return force
      ? { goes: true, warning: 'deleting Pods that declare no controller' }
      : { goes: false, error: 'Pods that declare no controller (use --force to override)' };
  },
];

/** The pods of a node that go, and what is to be said, one line a reason. */
export interface Selection {
  readonly pods: readonly Pod[];
  readonly warnings: readonly string[];
  readonly errors: readonly Error[];
}

/** Asks all filters about all pods. */
export async function selectPods(pods: readonly Pod[], options: FilterOptions): Promise<Selection> {
  const chosen: Pod[] = [];
  const warnings = new Reasons();
  const errors = new Reasons();
  for (const pod of pods) {
    let verdict: Verdict = goes;
    for (const filter of FILTERS) {
      verdict = await filter(pod, options);
      if (!verdict.goes) break;
    }
    if (verdict.goes) chosen.push(pod);
    warnings.add(verdict.warning, pod);
    errors.add(verdict.error, pod);
  }
  return {
    pods: chosen,
    warnings: warnings.lines(),
    errors: errors.lines().map((line) => new KubistError(`cannot delete ${line}`)),
  };
}

/** Pods by reason, in the order in which they were seen. */
class Reasons {
  readonly #pods = new Map<string, string[]>();

  add(reason: string | undefined, { metadata }: Pod): void {
    if (reason === undefined) return;
    const names = this.#pods.get(reason) ?? [];
    names.push(`${metadata?.namespace ?? ''}/${metadata?.name ?? ''}`);
    this.#pods.set(reason, names);
  }

  lines(): string[] {
    return [...this.#pods].map(([reason, names]) => `${reason}: ${names.join(', ')}`);
  }
}

/** Whole seconds since a pod should have been gone; -1 when nobody has deleted it. */
export function deletedFor(timestamp: string | null | undefined, now: number): number {
  const deleted = timestamp ? parseRFC3339(timestamp) : undefined;
  return deleted === undefined ? -1 : Math.trunc((now - deleted.ms) / 1000);
}

function controllerOf({ metadata }: Pod): OwnerReference | undefined {
  return metadata?.ownerReferences?.find(({ controller }) => controller === true);
}

function isFinished({ status }: Pod): boolean {
  return status?.phase === 'Succeeded' || status?.phase === 'Failed';
}
