import { KubistError } from '../errors.ts';

/** A `TYPE/NAME` argument. */
export interface TypedName {
  readonly type: string;
  readonly name: string;
}

/** Positional arguments, taken apart. Either `typed` or the other two are filled. */
export interface ParsedArguments {
  readonly typed: readonly TypedName[];
  /** Types as written, without repeats. */
  readonly types: readonly string[];
  readonly names: readonly string[];
}

/** Splits `a,b,a` into its members, each once. */
export function splitTypes(argument: string): string[] {
  return [...new Set(argument.split(','))];
}

/**
 * Takes positional arguments apart. Throws a KubistError in the reference's words.
 * @param typeOfNames makes every argument an object's name, of this type where it says none
 */
export function parseArguments(
  args: readonly string[],
  program: string,
  typeOfNames?: string,
): ParsedArguments {
  if (typeOfNames !== undefined) {
    const typed = args.map((word) =>
      word.includes('/') ? splitTypedName(word) : { type: typeOfNames, name: word },
    );
    return { typed, types: [], names: [] };
  }
  const words = pairSeveralTypes(args);
  const slashed = words.filter((word) => word.includes('/'));
  if (slashed.length > 0) {
    if (slashed.length < words.length) throw new KubistError(mixedMessage(program));
    return { typed: words.map(splitTypedName), types: [], names: [] };
  }
  const [types, ...names] = words;
  return { typed: [], types: types === undefined ? [] : splitTypes(types), names };
}

/** `pods,services web db` stands for each type with each name. */
function pairSeveralTypes(args: readonly string[]): readonly string[] {
  const [types, ...names] = args;
  if (types === undefined || names.length === 0 || !types.includes(',')) return args;
  return splitTypes(types).flatMap((type) => names.map((name) => `${type}/${name}`));
}

function mixedMessage(program: string): string {
  return (
    'there is no need to specify a resource type as a separate argument when passing arguments in resource/name form ' +
    `(e.g. '${program} get resource/<resource_name>' instead of '${program} get resource resource/<resource_name>'`
  );
}

function splitTypedName(word: string): TypedName {
  const parts = word.split('/');
  if (parts.length !== 2) {
    throw new KubistError('arguments in resource/name form may not have more than one slash');
  }
  const [type = '', name = ''] = parts;
  if (type === '' || name === '' || splitTypes(type).length !== 1) {
    throw new KubistError('arguments in resource/name form must have a single resource and name');
  }
  return { type, name };
}
