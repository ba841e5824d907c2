import { KubistError } from '../../errors.ts';
import { goQuote } from '../../formats/go-quote.ts';
import { containerNames, describeContainers, type Pod } from './pod.ts';

/** Names the container that a command means when it is told none. */
const DEFAULT_CONTAINER = 'kubectl.kubernetes.io/default-container';

/** The name in the pod's annotation; empty without one. */
export function annotatedContainer(pod: Pod): string {
  return pod.metadata?.annotations?.[DEFAULT_CONTAINER] ?? '';
}

/** The container of this name. Throws, with the names that there are, when there is none. */
export function namedContainer(pod: Pod, name: string): string {
  if (containerNames(pod).includes(name)) return name;
  throw new KubistError(
    `container ${name} is not valid for pod ${pod.metadata?.name ?? ''} out of: ${describeContainers(pod)}`,
  );
}

/**
 * The container that is meant when none is named: the one of the pod's annotation, else its first.
 * `tell` gets lines about a choice that is not obvious.
 */
export async function defaultContainer(
  pod: Pod,
  tell: (line: string) => void | Promise<void>,
): Promise<string> {
  const annotated = annotatedContainer(pod);
  if (annotated !== '') {
    if (containerNames(pod).includes(annotated)) return annotated;
    const name = pod.metadata?.name ?? '';
    await tell(`Default container name ${goQuote(annotated)} not found in pod ${name}\n`);
  }
  const first = pod.spec?.containers?.[0]?.name;
  if (first === undefined) {
    throw new KubistError(`expected at least one container in pod ${pod.metadata?.name ?? ''}`);
  }
  if (containerNames(pod).length > 1) {
    await tell(`Defaulted container ${goQuote(first)} out of: ${describeContainers(pod)}\n`);
  }
  return first;
}
