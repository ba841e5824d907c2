import { defaultContainer, namedContainer } from '../../resources/pods/container.ts';
import { containerNames, type Pod } from '../../resources/pods/pod.ts';

/** Which of a pod's containers are meant. Throws when a named one is not there. */
export async function chosenContainers(
  pod: Pod,
  options: { readonly allContainers: boolean; readonly container: string },
  tell: (line: string) => void | Promise<void>,
): Promise<readonly string[]> {
  if (options.allContainers) return containerNames(pod);
  if (options.container !== '') return [namedContainer(pod, options.container)];
  return [await defaultContainer(pod, tell)];
}
