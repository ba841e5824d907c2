import type { Context } from '../../cli/context.ts';
import type { Propagation } from '../../cli/flags/delete.ts';
import type { Flags } from '../../cli/flags/flags.ts';
import { goQuote } from '../../formats/go-quote.ts';
import { objectPath } from '../../resources/paths.ts';
import { isNotFound } from '../../resources/retrieve.ts';
import { waitUntilGone } from '../../resources/wait/gone.ts';
import { A_WEEK, patience } from '../../resources/wait/patience.ts';
import { deleteObject } from '../../resources/write.ts';
import { errorText } from '../create/error-text.ts';
import type { Created } from './created.ts';

/** Deletes what was created, in that order, for `--rm`. What cannot be deleted is told, and stays. */
export async function removeCreated(
  context: Context,
  flags: Flags,
  created: readonly Created[],
  propagation: Propagation,
): Promise<void> {
  for (const one of created) {
    const name = one.object.metadata?.name ?? '';
    const kind = (one.object.kind ?? '').toLowerCase();
    try {
      await remove(context, flags, { ...one, name, propagation });
      if (flags.bool('quiet')) continue;
      await context.streams.out.write(
        `${kind} ${goQuote(name)} deleted from ${one.namespace} namespace\n`,
      );
    } catch (error) {
      if (isNotFound(error)) continue;
      await context.streams.err.write(
        `warning: couldn't delete ${kind}/${name}: ${errorText(error as Error)}\n`,
      );
    }
  }
}

async function remove(
  context: Context,
  flags: Flags,
  { resource, namespace, name, propagation }: Created & { name: string; propagation: Propagation },
): Promise<void> {
  const client = await context.client();
  const found = await client.json({ path: objectPath(resource, namespace, name) });
  const gracePeriod = flags.bool('force') ? 0 : flags.int('grace-period');
  const target = { resource, namespace, name };
  await deleteObject(client, target, {
    propagationPolicy: propagation,
    ...(gracePeriod < 0 ? {} : { gracePeriodSeconds: gracePeriod }),
  });
  if (!flags.bool('wait')) return;
  await waitUntilGone(
    client,
    target,
    patience(flags.duration('timeout') || A_WEEK),
    found.metadata?.uid,
  );
}
