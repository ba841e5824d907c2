import type { JSONValue } from '../api/types.ts';
import { KubistError } from '../errors.ts';
import type { Kubeconfig } from './kubeconfig.ts';
import { emptyKubeconfig } from './kubeconfig.ts';
import { decodeKubeconfig } from './decode.ts';
import { parseSimpleYAML } from './simple-yaml.ts';

/** Reads the text of one kubeconfig file; only its first document counts. Errors are worded as the reference's, without the file. */
export async function parseKubeconfig(text: string, origin: string): Promise<Kubeconfig> {
  if (text === '') return emptyKubeconfig();
  return decodeKubeconfig(await parseDocument(text), origin);
}

async function parseDocument(text: string): Promise<JSONValue> {
  const simple = parseSimpleYAML(text);
  if (simple !== undefined) return simple;
  const json = text.trimStart().startsWith('{');
  if (json) {
    const { parseJSON } = await import('../formats/json.ts');
    try {
      return parseJSON(text);
    } catch {
      // What is no JSON may still be YAML in braces.
    }
  }
  const { parseYAML } = await import('../formats/yaml/parse.ts');
  try {
    // The tag keeps the parser from trying JSON itself and complaining in JSON's words.
    return await parseYAML(json ? text.replace('{', '!!map {') : text);
  } catch (error) {
    // Only the first line: the ones below it quote the file, which holds secrets.
    const [line = ''] = (error as Error).message.split('\n');
    const message = line.replace(/^error converting YAML to JSON: /, '');
    throw new KubistError(message, { cause: error });
  }
}
