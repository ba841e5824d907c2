import { KubistError } from '../../errors.ts';
import { goQuote } from '../../formats/go-quote.ts';
import { stringifyJSON } from '../../formats/json.ts';

/** The patch as JSON text. What begins like an object is left as it is; anything else is read as YAML. */
export async function readPatch(patch: string, file: string): Promise<string> {
  const text = file === '' ? patch : await readText(file);
  if (text.trimStart().startsWith('{')) return text;
  const { parseYAMLDocuments } = await import('../../formats/yaml/parse.ts');
  try {
    const [document] = await parseYAMLDocuments(text);
    return document === undefined ? 'null' : stringifyJSON(document.value);
  } catch (error) {
    const reason = (error as Error).message.replace(/^error converting YAML to JSON: /, '');
    throw new KubistError(`unable to parse ${goQuote(text)}: ${reason}`, { cause: error });
  }
}

async function readText(file: string): Promise<string> {
  const { readFile } = await import('node:fs/promises');
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const reason = code === 'ENOENT' ? 'no such file or directory' : (error as Error).message;
    throw new KubistError(`unable to read patch file: open ${file}: ${reason}`, { cause: error });
  }
}
