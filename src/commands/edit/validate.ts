import { gvkOf } from '../../api/gvk.ts';
import type { JSONValue, KubeObject } from '../../api/types.ts';
import type { Context } from '../../cli/context.ts';
import type { FieldValidation } from '../../cli/flags/write.ts';
import { ManifestError, parseYAMLDocuments } from '../../formats/yaml/parse.ts';
import { isMap } from '../../resources/patch/values.ts';
import { untypedProblem } from '../../resources/untyped.ts';
import { withoutComments } from './text.ts';

/**
 * What keeps an edited text from being sent; undefined when nothing does. One object is for the server to judge, but
 * of several none may be sent before all fit their schemas.
 */
export async function validationProblem(
  context: Context,
  text: string,
  fieldValidation: FieldValidation,
): Promise<string | undefined> {
  if (fieldValidation === 'Ignore') return undefined;
  let documents: readonly { readonly value: JSONValue }[];
  try {
    documents = await parseYAMLDocuments(withoutComments(text));
  } catch (error) {
    if (!(error instanceof ManifestError)) throw error;
    // Later documents are for whoever reads them all.
    if (error.documents.length === 0) {
      return error.message.replace(/^error converting YAML to JSON: /, '');
    }
    documents = error.documents;
  }
  const value = documents[0]?.value;
  if (!isMap(value)) return 'invalid object to validate';
  const untyped = untypedProblem(value);
  if (untyped !== undefined || fieldValidation !== 'Strict') return untyped;
  const items = value['kind'] === 'List' && Array.isArray(value['items']) ? value['items'] : [];
  const problems: string[] = [];
  for (const item of items) {
    if (isMap(item)) problems.push(...(await problemsOf(context, item)));
  }
  // As Go tells several errors: each once.
  const told = [...new Set(problems)];
  return told.length > 1 ? `[${told.join(', ')}]` : told[0];
}

async function problemsOf(context: Context, object: KubeObject): Promise<string[]> {
  const openapi = await context.openapi();
  // Without a schema the server is the judge after all.
  const found = await openapi.schema(gvkOf(object)).catch(() => undefined);
  if (found === undefined) return [];
  const { schemaProblems } = await import('../../resources/schema-problems.ts');
  return schemaProblems(object, found);
}
