import type { KubeObject, Writer } from '../../api/types.ts';
import type { Context } from '../../cli/context.ts';
import { StatusError } from '../../errors.ts';
import { logRequest } from '../../resources/pods/log-request.ts';
import type { Pod } from '../../resources/pods/pod.ts';
import type { DumpTarget } from './dump-target.ts';

/** Writes the logs of a pod's containers, one after the other, between marks. A log that cannot be read is told in its place. */
export async function dumpLogs(
  context: Context,
  target: DumpTarget,
  namespace: string,
  pod: KubeObject,
): Promise<void> {
  const name = pod.metadata?.name ?? '';
  // A name from the server becomes a folder: one that leads elsewhere is left out.
  if (name.includes('/') || name === '.' || name === '..') return;
  await target.write(`${namespace}/${name}/logs.txt`, async (out) => {
    for (const container of containersOf(pod)) {
      const label = `logs for container ${container} of pod ${namespace}/${name}`;
      await out.write(`==== START ${label} ====\n`);
      await copyLog(context, { namespace, name, container }, out);
      await out.write(`==== END ${label} ====\n`);
    }
  });
}

/** Names of the init containers, then of the others; the reference leaves ephemeral ones out. */
function containersOf({ spec }: Pod): string[] {
  return [...(spec?.initContainers ?? []), ...(spec?.containers ?? [])].map(({ name }) => name);
}

interface Log {
  readonly namespace: string;
  readonly name: string;
  readonly container: string;
}

async function copyLog(
  context: Context,
  { namespace, name, container }: Log,
  out: Writer,
): Promise<void> {
  const client = await context.client();
  try {
    const response = await client.send(logRequest({ namespace, pod: name, container }));
    for await (const chunk of response.stream()) await out.write(chunk);
  } catch (error) {
    if (!(error instanceof StatusError)) throw error;
    await out.write(`Request log error: ${reasonOf(error, name)}\n`);
  }
}

/** Where the reference does not read the body of a failed log, its code alone speaks. */
function reasonOf(error: StatusError, name: string): string {
  const words: Readonly<Record<number, string>> = {
    400: 'the server rejected our request for an unknown reason',
    404: 'the server could not find the requested resource',
  };
  const text = words[error.code];
  return text === undefined ? error.message : `${text} (get pods ${name})`;
}
