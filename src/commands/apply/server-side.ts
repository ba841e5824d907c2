import { KubistError, StatusError } from '../../errors.ts';
import { stringifyJSON } from '../../formats/json.ts';
import type { ObjectInfo } from '../../resources/objects.ts';
import { patchObject } from '../../resources/write.ts';
import { errorText } from '../create/error-text.ts';
import { warnIfDeleting } from './client-side.ts';
import { keepLastApplied, migrate } from './migrate.ts';
import { writeOptions } from './options.ts';
import type { Applied, ApplySetting } from './setting.ts';

const CONFLICT_ADVICE = `Please review the fields above--they currently have other managers. Here
are the ways you can resolve this warning:
* If you intend to manage all of these fields, please re-run the apply
  command with the \`--force-conflicts\` flag.
* If you do not intend to manage all of the fields, please edit your
  manifest to remove references to the fields that should keep their
  current managers.
* You may co-own fields by updating your manifest to match the existing
  value; in this case, you'll become the manager if the other manager(s)
  stop managing the field (remove it from their configuration).
See https://kubernetes.io/docs/reference/using-api/server-side-apply/#conflicts`;

/**
 * Has the server merge the object. Fields that client-side apply owned before become those of the server-side
 * manager, so that later manifests can drop them. Source: "Server-Side Apply", upgrading from client-side apply.
 */
export async function applyServerSide(info: ObjectInfo, setting: ApplySetting): Promise<Applied> {
  const { context, options, say } = setting;
  const client = await context.client();
  const target = options.subresource === '' ? info : { ...info, subresource: options.subresource };
  const text = `${stringifyJSON(info.object, { sortKeys: true })}\n`;
  const apply = (): Promise<ObjectInfo['object']> =>
    patchObject(client, target, 'apply', text, {
      ...writeOptions(options),
      force: options.forceConflicts,
    });
  let object = await apply().catch((error: unknown) => {
    throw explainConflict(error);
  });
  try {
    object = await keepLastApplied(client, target, object, options);
    const migrated = await tell(say, MIGRATION_FAILED, () =>
      migrate(client, target, object, options),
    );
    if (migrated !== undefined) object = (await tell(say, REAPPLY_FAILED, apply)) ?? migrated;
  } catch (error) {
    say(`${ANNOTATION_FAILED} ${errorText(error as Error)}\n`);
  }
  warnIfDeleting(object, say);
  return { object, verb: 'serverside-applied' };
}

const ANNOTATION_FAILED =
  'Warning: failed to migrate kubectl.kubernetes.io/last-applied-configuration for Server-Side Apply. This is non-fatal and will be retried next time you apply. Error:';
const MIGRATION_FAILED =
  'Warning: server rejected managed fields migration to Server-Side Apply. This is non-fatal and will be retried next time you apply. Error:';
const REAPPLY_FAILED =
  'Warning: failed to re-apply configuration after performing Server-Side Apply migration. This is non-fatal and will be retried next time you apply. Error:';

/** The result of a step whose failure is only told of. */
async function tell<T>(
  say: ApplySetting['say'],
  lead: string,
  step: () => Promise<T>,
): Promise<T | undefined> {
  try {
    return await step();
  } catch (error) {
    say(`${lead} ${errorText(error as Error)}\n`);
    return undefined;
  }
}

function explainConflict(error: unknown): unknown {
  if (!(error instanceof StatusError) || error.reason !== 'Conflict') return error;
  return new KubistError(`${error.status.message}\n${CONFLICT_ADVICE}`, { cause: error });
}
