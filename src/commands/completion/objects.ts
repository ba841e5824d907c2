import { objectNames, typeNames } from './names.ts';
import { among, Directive, nothing, type Question, type Source } from './source.ts';

/** `TYPE NAME…` or `TYPE/NAME…` of any types, as often as one likes. */
export const objects: Source = async (question) => {
  const { context, args, word } = question;
  if (args.length === 0 && !word.includes('/')) {
    const comma = word.lastIndexOf(',') + 1;
    const before = word.slice(0, comma);
    const types = among(await typeNames(context), word.slice(comma));
    return { ...types, values: types.values.map((type) => before + type) };
  }
  return named(question, () => typeNames(context));
};

/** The same of a few types, which are offered as they are here. */
export function objectsOf(...types: string[]): Source {
  return (question) => {
    const { args, word } = question;
    if (args.length === 0 && !word.includes('/')) return among(types, word);
    return named(question, () => types);
  };
}

/** The same for commands that take one object. */
export function oneObjectOf(...types: string[]): Source {
  const source = objectsOf(...types);
  return (question) => {
    const [first] = question.args;
    const complete = first?.includes('/') === true || question.args.length > 1;
    return complete ? nothing : source(question);
  };
}

/** Names of one type, each once. */
export function namesOf(type: string): Source {
  return async ({ context, args, word }) =>
    among(without(args, await objectNames(context, type)), word);
}

/** Names after their type, or `TYPE/NAME`, or the types of further ones. What was given already is left out. */
async function named(
  { context, args, word }: Question,
  types: () => readonly string[] | Promise<readonly string[]>,
) {
  const [first] = args;
  if (first !== undefined && !first.includes('/')) {
    return among(without(args.slice(1), await objectNames(context, first)), word);
  }
  if (!word.includes('/')) {
    const begun = among(
      (await types()).map((type) => `${type}/`),
      word,
    );
    return { ...begun, directive: Directive.noSpace | Directive.noFiles };
  }
  const type = word.slice(0, word.indexOf('/'));
  const names = await objectNames(context, type);
  return among(
    without(
      args,
      names.map((name) => `${type}/${name}`),
    ),
    word,
  );
}

function without(given: readonly string[], values: readonly string[]): string[] {
  return values.filter((value) => !given.includes(value));
}
