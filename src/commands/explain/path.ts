import { UsageError } from '../../errors.ts';

/**
 * Splits `pods.spec.containers` at its dots; a backslash takes a dot along. Only plain fields make
 * a path: the wider JSONPath syntax is refused in the reference's words.
 */
export function splitPath(argument: string): string[] {
  const text = argument.trim();
  if (text === '' || text === '.') throw refuse('a resource must be present, got: /, Resource=');
  const strange = /[{},]/.exec(text)?.[0];
  if (strange === '}') throw refuse('must pass in 1 jsonpath string');
  if (strange !== undefined) {
    const code = strange.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0');
    throw refuse(`unrecognized character in action: U+${code} '${strange}'`);
  }
  const index = /\["([^"]*)"\]/.exec(text)?.[1];
  if (index !== undefined) throw refuse(`invalid array index ${JSON.stringify(index)}`);
  if (/^\.|[[\]*$\s]|\.\.(?!$)/.test(text))
    throw refuse('invalid jsonpath syntax, first node must be field node');
  return text
    .replace(/\.$/, '')
    .split(/(?<!\\)\./)
    .map((part) => part.replaceAll('\\.', '.'));
}

function refuse(message: string): UsageError {
  return new UsageError(message, { hint: false });
}
