import type { JSONValue, KubeObject } from '../../api/types.ts';
import { parseYAMLDocuments } from '../../formats/yaml/parse.ts';
import { createPrinter } from '../../printers/print-flags.ts';
import { equal } from '../../resources/patch/values.ts';

/** Why the editor opens again: what is wrong, and where. */
export interface Reason {
  readonly head: string;
  readonly details: readonly string[];
}

/** The text that stands for objects in the editor: one as it is, several as a list. */
export async function encode(objects: readonly KubeObject[], format: string): Promise<string> {
  const [only] = objects;
  const whole: KubeObject =
    objects.length === 1 && only !== undefined
      ? only
      : { apiVersion: 'v1', kind: 'List', metadata: {}, items: [...objects] };
  const printer = await createPrinter({ output: format || 'yaml' }, ['objects']);
  let text = '';
  await printer.print(whole, { write: (chunk) => void (text += String(chunk)) });
  return text;
}

/** The comment above the objects. Words of the server stay within it, whatever line breaks they have. */
export function comment(header: string, reasons: readonly Reason[]): string {
  const told = reasons.map(({ head, details }) => {
    const lines = [details.length > 0 ? `${head}:` : head, ...details.map((one) => `* ${one}`)];
    return `${lines.map((line) => `# ${line.replace(BREAK, '\n# ')}\n`).join('')}#\n`;
  });
  return header + told.join('');
}

/** Everything that YAML takes for the end of a line. */
const BREAK = /\r\n|[\n\r\u0085\u2028\u2029]/g;

/** The text without lines that begin with `#`. Indented ones stay: they may be lines of a script in a value. */
export function withoutComments(text: string): string {
  return text.replace(/(?<=^|\n)#[^\n]*\n?/g, '');
}

/** True when two texts say the same, however they are laid out. */
export async function sameObjects(a: string, b: string): Promise<boolean> {
  const [one, other] = [a, b].map((text) => withoutComments(text.replaceAll('\r\n', '\n')));
  if (one === other) return true;
  const [first, second] = await Promise.all([valuesOf(a), valuesOf(b)]);
  return first !== undefined && second !== undefined && equal(first, second);
}

async function valuesOf(text: string): Promise<JSONValue[] | undefined> {
  try {
    return (await parseYAMLDocuments(text)).map(({ value }) => value);
  } catch {
    return undefined;
  }
}

/** True when there is nothing but comments and space. */
export function isBlank(text: string): boolean {
  return text.split('\n').every((line) => /^\s*(?:#|$)/.test(line));
}
