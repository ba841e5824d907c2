import type { Context } from '../../cli/context.ts';
import type { FieldValidation } from '../../cli/flags/write.ts';
import { AggregateFailure, ExitError, KubistError } from '../../errors.ts';
import { goQuote } from '../../formats/go-quote.ts';
import { withoutManagedFields } from '../../printers/managed-fields.ts';
import type { ObjectInfo } from '../../resources/objects.ts';
import { decodeEdited } from './decode.ts';
import { launchEditor } from './editor.ts';
import { TempFile } from './temp-file.ts';
import { comment, encode, isBlank, type Reason, sameObjects, withoutComments } from './text.ts';
import { validationProblem } from './validate.ts';

/** The comment above objects, unless a mode has its own. */
export const HEADER = `# Please edit the object below. Lines beginning with a '#' will be ignored,
# and an empty file will abort the edit. If an error occurs while saving this file will be
# reopened with the relevant failures.
#
`;

/** What the server made of the changes. What went wrong has been said. */
export interface Outcome {
  /** Objects that the server takes for invalid: the editor opens again. */
  readonly invalid: readonly Reason[];
  /** Why changes failed in other ways: they may succeed another time. */
  readonly failures: readonly Error[];
  /** How many objects are gone. */
  readonly missing: number;
}

/** One way to edit. */
export interface EditMode {
  readonly header: string;
  /** The value of `-o`: what the objects are written as. "" is YAML. */
  readonly output: string;
  readonly windowsLineEndings: boolean;
  readonly fieldValidation: FieldValidation;
  /** Puts what was edited into force. What it throws ends the edit; the user's text is kept. */
  save(edited: readonly ObjectInfo[]): Promise<Outcome | void>;
}

/**
 * Lets the user edit objects in one file, and opens it again with what is wrong until they can be saved. A file with
 * changes that could not be saved is kept, and its path told.
 */
export async function editObjects(
  context: Context,
  originals: readonly ObjectInfo[],
  mode: EditMode,
): Promise<void> {
  const original = await encode(
    originals.map(({ object }) => withoutManagedFields(object)),
    mode.output,
  );
  const ends = (text: string): string =>
    mode.windowsLineEndings ? text.replaceAll('\n', '\r\n') : text;
  let body = ends(original);
  let reasons: readonly Reason[] = [];
  let previous: TempFile | undefined;
  for (;;) {
    // JSON has no comments.
    const above = mode.output === 'json' ? '' : ends(comment(mode.header, reasons));
    const { file, text } = await inEditor(context, above + body, mode, previous);
    await previous?.remove();
    previous = file;
    try {
      if (reasons.length > 0 && (await sameObjects(body, text))) {
        throw new KubistError('Edit cancelled, no valid changes were saved.');
      }
      const step = await judge(context, { text, original, originals, mode, file });
      if (step === 'done') return await file.remove();
      reasons = step;
      body = withoutComments(text);
    } catch (error) {
      // Otherwise the path has been told.
      if (!(error instanceof ExitError)) await keep(context, file);
      throw error;
    }
  }
}

/** An edited text, and what it came from. */
interface Edited {
  readonly text: string;
  readonly original: string;
  readonly originals: readonly ObjectInfo[];
  readonly mode: EditMode;
  readonly file: TempFile;
}

/** Saves what was edited. Answers `done`, or why the editor must open again. */
async function judge(context: Context, edited: Edited): Promise<'done' | readonly Reason[]> {
  const { text, original, originals, mode, file } = edited;
  const { err } = context.streams;
  const problem = await validationProblem(context, text, mode.fieldValidation);
  if (problem !== undefined) {
    const subject = describe(originals[0]);
    await err.write(`error: ${subject} is invalid\n`);
    const detail = `<nil>: Invalid value: "The edited file failed validation": ${problem}`;
    return [{ head: `${subject} was not valid`, details: [detail] }];
  }
  const cancelled = (await sameObjects(original, text))
    ? 'no changes made'
    : isBlank(text) && 'saved file was empty';
  if (cancelled) {
    await err.write(`Edit cancelled, ${cancelled}.\n`);
    return 'done';
  }
  const { infos, failure } = await decodeEdited(context, text, originals);
  if (failure !== undefined) {
    const head = `The edited file had a syntax error: ${failure.message}`;
    return [{ head, details: [] }];
  }
  const outcome = await mode.save(await inNamespace(context, infos));
  const { invalid, failures, missing } = outcome ?? { invalid: [], failures: [], missing: 0 };
  if (failures.length > 0) {
    await file.keep();
    await err.write(
      `You can run \`${context.program} replace -f ${file.path}\` to try this update again.\n`,
    );
    throw new ExitError(1, { cause: new AggregateFailure(failures) });
  }
  if (missing > 0) {
    await file.keep();
    const path = goQuote(file.path);
    await err.write(`The edits you made on deleted resources have been saved to ${path}\n`);
    throw new ExitError(1);
  }
  return invalid.length === 0 ? 'done' : invalid;
}

/** Objects that name no namespace are of the one in force, and none may be of another. */
async function inNamespace(
  context: Context,
  infos: readonly ObjectInfo[],
): Promise<readonly ObjectInfo[]> {
  const { namespace } = await context.namespace();
  return infos.map((info) => {
    if (!info.resource.namespaced || info.namespace === namespace) return info;
    if (info.namespace !== '') {
      throw new KubistError(
        `the namespace from the provided object ${goQuote(info.namespace)} does not match the namespace ${goQuote(namespace)}. ` +
          `You must pass '--namespace=${info.namespace}' to perform this operation.`,
      );
    }
    const metadata = { ...info.object.metadata, namespace };
    return { ...info, namespace, object: { ...info.object, metadata } };
  });
}

/** Opens the editor. When that fails, changes stay in a file that is told: this one, or that of the pass before. */
async function inEditor(
  context: Context,
  before: string,
  { output }: EditMode,
  previous: TempFile | undefined,
): Promise<{ file: TempFile; text: string }> {
  const { env, program } = context;
  const file = await TempFile.create(before, {
    env,
    prefix: `${program}-edit`,
    extension: output === 'json' ? '.json' : '.yaml',
  });
  try {
    await launchEditor(file.path, env);
    return { file, text: await file.read() };
  } catch (error) {
    const changed = await file.isChanged();
    await (changed ? previous : file)?.remove();
    const left = changed ? file : previous;
    if (left !== undefined) await keep(context, left);
    throw error;
  }
}

/** What the user has typed is not lost. */
async function keep({ streams }: Context, file: TempFile): Promise<void> {
  if (!(await file.keep())) return;
  await streams.err.write(`A copy of your changes has been stored to ${goQuote(file.path)}\n`);
}

/** A resource and a name, as errors of edits have them: `deployments.apps "web"`. */
export function describe(info: ObjectInfo | undefined): string {
  if (info === undefined) return '';
  const { resource, name } = info;
  const type = resource.group === '' ? resource.resource : `${resource.resource}.${resource.group}`;
  return `${type} ${goQuote(name)}`;
}
