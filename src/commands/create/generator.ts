import type { KubeObject } from '../../api/types.ts';
import type { CommandSpec } from '../../cli/command.ts';
import type { Context } from '../../cli/context.ts';
import type { FlagSpec, Flags } from '../../cli/flags/flags.ts';
import { printFlags } from '../../cli/flags/print.ts';
import {
  type DryRun,
  dryRunFlag,
  fieldManagerFlag,
  readDryRun,
  readFieldValidation,
  saveConfigFlag,
  validateFlag,
} from '../../cli/flags/write.ts';
import { KubistError } from '../../errors.ts';
import type { Located } from '../../resources/paths.ts';
import { createObject } from '../../resources/write.ts';
import { exactlyOneName, requireFlags } from './arguments.ts';
import { errorText } from './error-text.ts';
import { withLastApplied } from './last-applied.ts';
import { FORMATS, resultPrinter } from './result-printer.ts';

/** What a generator makes an object from. */
export interface GeneratorInput {
  readonly context: Context;
  readonly flags: Flags;
  readonly name: string;
  /** Arguments after the name, which stood behind `--`. */
  readonly rest: readonly string[];
  /** The namespace in force. */
  readonly namespace: string;
  readonly dryRun: DryRun;
}

/** A command that makes one object of a certain kind from flags. */
export interface Generator extends Pick<CommandSpec, 'use' | 'short' | 'long' | 'examples'> {
  /** Its own flags; those of all generators come on top. */
  readonly flags?: readonly FlagSpec[];
  /** Names of flags that must be given. */
  readonly required?: readonly string[];
  /** Where the object is created. */
  readonly resource: Located;
  /** An empty name is refused here; otherwise that is the server's business. */
  readonly named?: boolean;
  /** False where the reference takes `--save-config` and keeps nothing: services. */
  readonly savesConfig?: boolean;
  /** What is said before the server's words when it refuses. Without it the Status is told as such. */
  readonly failure?: string;
  /** The object in the order of Go's type, with what Go always prints (`status: {}`); its namespace is added to it. */
  build(input: GeneratorInput): KubeObject | Promise<KubeObject>;
}

/** The flags that every generator has. */
const commonFlags: readonly FlagSpec[] = [
  ...printFlags(FORMATS),
  dryRunFlag,
  fieldManagerFlag('kubectl-create'),
  saveConfigFlag,
  validateFlag,
];

/** Makes a command of a generator: `create TYPE NAME`. */
export function generatorCommand(generator: Generator): CommandSpec {
  const { use, short, long, examples, flags = [] } = generator;
  return {
    use,
    short,
    ...(long === undefined ? {} : { long }),
    ...(examples === undefined ? {} : { examples }),
    flags: [...flags, ...commonFlags],
    run: (context, given, args) => run(generator, context, given, args),
  };
}

async function run(
  generator: Generator,
  context: Context,
  flags: Flags,
  args: readonly string[],
): Promise<void> {
  requireFlags(flags, generator.required ?? []);
  const { name, rest } = exactlyOneName(flags, args);
  const dryRun = readDryRun(flags, context.log);
  const printer = await resultPrinter(flags, 'created', dryRun);
  const { namespace, explicit } = await context.namespace();
  const fieldValidation = readFieldValidation(flags);
  if (generator.named === true && name === '') throw new KubistError('name must be specified');

  const built = await generator.build({ context, flags, name, rest, namespace, dryRun });
  const placed = generator.resource.namespaced && explicit ? within(namespace, built) : built;
  const keeps = flags.bool('save-config') && generator.savesConfig !== false;
  const object = keeps ? withLastApplied(placed) : placed;
  const result =
    dryRun === 'client'
      ? object
      : await create(generator, context, namespace, object, {
          dryRun: dryRun === 'server',
          fieldManager: flags.string('field-manager'),
          fieldValidation,
        });
  await printer.print(result, context.streams.out);
}

async function create(
  { resource, failure }: Generator,
  context: Context,
  namespace: string,
  object: KubeObject,
  options: Parameters<typeof createObject>[3],
): Promise<KubeObject> {
  const client = await context.client();
  try {
    return await createObject(client, { resource, namespace }, object, options);
  } catch (error) {
    if (failure === undefined) throw error;
    throw new KubistError(`${failure}${errorText(error as Error)}`, { cause: error });
  }
}

/** The object with its namespace, where Go's type has it: after the name. */
function within(namespace: string, object: KubeObject): KubeObject {
  const { name, ...metadata } = object.metadata ?? {};
  return {
    ...object,
    metadata: { ...(name === undefined ? {} : { name }), namespace, ...metadata },
  };
}
