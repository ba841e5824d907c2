import { gvkOf } from '../../api/gvk.ts';
import type { KubeObject } from '../../api/types.ts';
import type { Context } from '../../cli/context.ts';
import type { Flags } from '../../cli/flags/flags.ts';
import { KubistError } from '../../errors.ts';
import { parseYAML } from '../../formats/yaml/parse.ts';
import { createPrinter } from '../../printers/print-flags.ts';
import { asObject } from '../../resources/decode.ts';
import { Failures } from '../../resources/failures.ts';
import type { Info } from '../../resources/info.ts';
import { resolve } from '../../resources/resolve.ts';
import { type EditedFile, openEditor } from '../edit/editor.ts';
import { type CreateOptions, createOne } from './manifests.ts';

const HEADER = `# Please edit the object below. Lines beginning with a '#' will be ignored,
# and an empty file will abort the edit. If an error occurs while saving this file will be
# reopened with the relevant failures.
#
`;

/**
 * Lets the user edit each object of the manifests, then creates it. Unlike the reference, `--dry-run` holds here too:
 * nothing is kept.
 */
export async function createEdited(
  context: Context,
  flags: Flags,
  options: CreateOptions,
): Promise<void> {
  const format = flags.string('output') || 'yaml';
  // The file for the editor is made in the format of -o, so that must be one that holds whole objects.
  await createPrinter({ output: format }, ['objects']);
  const { namespace, explicit } = await context.namespace();
  const resolution = await resolve(
    {
      filenames: flags.strings('filename'),
      recursive: flags.bool('recursive'),
      kustomize: flags.string('kustomize'),
      labelSelector: flags.string('selector'),
      namespace,
      explicitNamespace: explicit,
    },
    context,
  );
  const infos: Info[] = [];
  await resolution.visit((info) => void infos.push(info));
  if (infos.length === 0) throw new KubistError('no objects passed to create');
  const failures = new Failures();
  for (const info of infos) {
    await failures.attempt(() => new Editing(context, flags, options, info, format).run());
  }
  failures.rethrow();
}

/** One object on its way through the editor, which opens again until the text is an object. */
class Editing {
  readonly #context: Context;
  readonly #flags: Flags;
  readonly #options: CreateOptions;
  readonly #info: Info;
  readonly #format: string;

  constructor(context: Context, flags: Flags, options: CreateOptions, info: Info, format: string) {
    this.#context = context;
    this.#flags = flags;
    this.#options = options;
    this.#info = info;
    this.#format = format;
  }

  async run(): Promise<void> {
    let body = await this.#encode();
    let reason: string | undefined;
    for (;;) {
      const file = await openEditor(this.#withHeader(body, reason), {
        env: this.#context.env,
        extension: `.${this.#format}`,
      });
      const edited = withoutComments(file.text);
      if (edited === body) return this.#unchanged(file, reason);
      const result = await this.#decode(edited);
      if (result.object !== undefined) return this.#create(result.object, file);
      await file.remove();
      body = edited;
      reason = result.problem;
      await this.#say(`error: ${this.#subject()} is invalid\n`);
    }
  }

  async #encode(): Promise<string> {
    const printer = await createPrinter({ output: this.#format }, ['objects']);
    let text = '';
    await printer.print(this.#info.object ?? {}, {
      write: (chunk) => void (text += String(chunk)),
    });
    return text;
  }

  #withHeader(body: string, reason: string | undefined): string {
    const why =
      reason === undefined
        ? ''
        : `# ${this.#subject()} was not valid:\n# * <nil>: Invalid value: "The edited file failed validation": ${reason}\n#\n`;
    // JSON has no comments.
    const text = this.#format === 'json' ? body : HEADER + why + body;
    return this.#flags.bool('windows-line-endings') ? text.replaceAll('\n', '\r\n') : text;
  }

  async #unchanged(file: EditedFile, reason: string | undefined): Promise<void> {
    if (reason !== undefined) {
      await this.#keep(file);
      throw new KubistError('Edit cancelled, no valid changes were saved.');
    }
    await file.remove();
    await this.#say('Edit cancelled, no changes made.\n');
  }

  async #decode(text: string): Promise<{ object?: KubeObject; problem: string }> {
    if (text.trim() === '') return { problem: 'invalid object to validate' };
    try {
      const object = asObject(await parseYAML(Buffer.from(text), { filename: 'edited-file' }), '');
      return { object, problem: '' };
    } catch (error) {
      const { message } = error as Error;
      return { problem: message.replace(/^error parsing [^:]*: /, '') };
    }
  }

  async #create(object: KubeObject, file: EditedFile): Promise<void> {
    try {
      await createOne(this.#context, this.#flags, this.#options, await this.#located(object));
    } catch (error) {
      await this.#keep(file);
      throw error;
    }
    await file.remove();
  }

  /** Where the edited object belongs: its type and namespace may be others than before. */
  async #located(object: KubeObject): Promise<Info> {
    const resource = await (await this.#context.mapper()).resourceForKind(gvkOf(object));
    const { metadata = {} } = object;
    if (!resource.namespaced) return { resource, namespace: '', name: metadata.name ?? '', object };
    const namespace = metadata.namespace || this.#info.namespace;
    return {
      resource,
      namespace,
      name: metadata.name ?? '',
      object: { ...object, metadata: { ...metadata, namespace } },
    };
  }

  /** What the user has typed is not lost. */
  #keep(file: EditedFile): Promise<void> {
    return this.#say(`A copy of your changes has been stored to "${file.path}"\n`);
  }

  #subject(): string {
    const { resource, name } = this.#info;
    const type =
      resource.group === '' ? resource.resource : `${resource.resource}.${resource.group}`;
    return `${type} "${name}"`;
  }

  async #say(text: string): Promise<void> {
    await this.#context.streams.err.write(text);
  }
}

function withoutComments(text: string): string {
  return text.replaceAll('\r\n', '\n').replace(/^#.*(?:\n|$)/gm, '');
}
