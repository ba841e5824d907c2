import type { KubeObject } from '../../api/types.ts';
import type { Context } from '../../cli/context.ts';
import { KubistError } from '../../errors.ts';
import { formatDuration } from '../../formats/duration.ts';
import { parseRFC3339 } from '../../formats/time.ts';
import { fetchObjects, PODS, type Wanted } from './metrics.ts';

/** How old a pod may be without metrics, in nanoseconds: they take their time to come. */
const PATIENCE = 120_000_000_000n;
/** The longest of Go's durations, which is the age of what has no date. */
const LONGEST = 2n ** 63n - 1n;

/**
 * Says why there are no metrics: there are no pods, they are too young, or something is wrong. Looks at the pods of
 * one namespace, whatever was asked for, as the reference does. Rejects unless there are no pods.
 */
export async function explainNoMetrics(
  context: Context,
  wanted: Wanted & { readonly allNamespaces: boolean },
): Promise<void> {
  const pods = await fetchObjects(context, PODS, wanted);
  if (pods.length === 0) {
    const place = wanted.allNamespaces ? '' : ` in ${wanted.namespace} namespace.`;
    await context.streams.err.write(`No resources found${place}\n`);
    return;
  }
  for (const pod of pods) {
    const { namespace = '', name = '' } = pod.metadata ?? {};
    const age = ageOf(pod, context.now());
    const what = `available for pod ${namespace}/${name}, age: ${formatDuration(age)}`;
    if (age > PATIENCE) throw new KubistError(`Metrics not ${what}`);
    context.log.info(2, 'top_pod.go:287', `Metrics not yet ${what}`);
  }
  throw new KubistError('metrics not available yet');
}

/** In nanoseconds. */
function ageOf({ metadata }: KubeObject, now: number): bigint {
  const { creationTimestamp } = metadata ?? {};
  const created = creationTimestamp ? parseRFC3339(creationTimestamp) : undefined;
  return created === undefined ? LONGEST : BigInt(Math.trunc(now - created.ms)) * 1_000_000n;
}
