import type { Context } from '../../cli/context.ts';
import { podsPath } from '../../resources/pods/choose.ts';
import type { Pod } from '../../resources/pods/pod.ts';
import type { RemoteStreams } from '../../rest/remote-command/remote-command.ts';
import { execute } from '../remote/exec.ts';
import { chooseContainer, refuseCompleted } from '../remote/pod.ts';

/** The container that files are copied to or from. */
export interface CopyContainer {
  /** For messages: `container NAME of pod NAME`. */
  readonly title: string;
  /** Runs a command there; resolves to its exit code. What it says on stderr is passed on, unless there is a sink. */
  run(command: readonly string[], streams?: RemoteStreams, signal?: AbortSignal): Promise<number>;
}

/** Finds the container of a pod. An empty namespace is the one in force, an empty container the default one. */
export async function openContainer(
  context: Context,
  where: { readonly namespace: string; readonly pod: string; readonly container: string },
): Promise<CopyContainer> {
  const namespace = where.namespace || (await context.namespace()).namespace;
  const client = await context.client();
  const path = `${podsPath(namespace)}/${encodeURIComponent(where.pod)}`;
  const pod = await client.json<Pod>({ path });
  refuseCompleted(pod, 'exec into a');
  const container = await chooseContainer(context, pod, where.container, false);
  const { out, err } = context.streams;
  const sinks: RemoteStreams = {
    stdout: (data) => out.write(data),
    stderr: (data) => err.write(data),
  };
  return {
    title: `container ${container} of pod ${where.pod}`,
    run: (command, streams = {}, signal) =>
      execute(
        client,
        { namespace, pod: where.pod, container },
        command,
        { ...sinks, ...streams },
        { signal },
      ),
  };
}
