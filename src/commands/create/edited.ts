import type { Context } from '../../cli/context.ts';
import type { Flags } from '../../cli/flags/flags.ts';
import { KubistError } from '../../errors.ts';
import { Failures } from '../../resources/failures.ts';
import { visitObjects } from '../../resources/objects.ts';
import { resolve } from '../../resources/resolve.ts';
import { namedRequest } from '../change/request.ts';
import { editObjects, HEADER } from '../edit/loop.ts';
import { type CreateOptions, createOne } from './manifests.ts';

/**
 * Lets the user edit each object of the manifests, then creates it. Unlike the reference, `--dry-run` holds here too:
 * nothing is kept.
 */
export async function createEdited(
  context: Context,
  flags: Flags,
  options: CreateOptions,
): Promise<void> {
  const output = flags.string('output');
  const resolution = await resolve(
    {
      ...(await namedRequest(context, flags)),
      labelSelector: flags.string('selector'),
    },
    context,
  );
  let count = 0;
  await visitObjects(resolution, async (info) => {
    count++;
    await editObjects(context, [info], {
      header: HEADER,
      output,
      windowsLineEndings: flags.bool('windows-line-endings'),
      fieldValidation: options.fieldValidation,
      async save(edited) {
        const failures = new Failures();
        for (const one of edited) {
          await failures.attempt(() => createOne(context, flags, options, one));
        }
        failures.rethrow();
      },
    });
  });
  if (count === 0) throw new KubistError('no objects passed to create');
}
