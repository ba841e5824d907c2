import type { JSONObject, JSONValue, KubeObject } from '../../api/types.ts';
import type { Context } from '../../cli/context.ts';
import type { FieldLines } from '../../formats/yaml/lines.ts';
import type { Place } from '../../diagnose/model.ts';
import { KubistError } from '../../errors.ts';
import {
  type DuplicateField,
  readYAMLDocuments,
  type YAMLDocument,
} from '../../formats/yaml/parse.ts';
import { throwAll } from '../../resources/failures.ts';
import { expandFilenames, readSource, type Source } from '../../resources/manifest-files.ts';

/** Which manifests are meant. */
export interface ManifestRequest {
  readonly filenames: readonly string[];
  readonly recursive: boolean;
  readonly kustomize: string;
}

/** One object of a manifest, or what stands in the place of one. */
export interface ManifestObject {
  readonly place: Place;
  /** `-f web.yaml`. */
  readonly argument: string;
  /** Undefined for what cannot be read as an object. */
  readonly object: KubeObject | undefined;
  /** Why not. */
  readonly unreadable?: string;
  readonly duplicates: readonly { readonly field: string; readonly line: number }[];
  /** Where the object's fields are, by path from its top. */
  readonly lines: FieldLines;
}

/** The objects of manifests in their order; items of lists one by one. Rejects when a file cannot be read at all. */
export async function readManifests(
  context: Context,
  { filenames, recursive, kustomize }: ManifestRequest,
): Promise<readonly ManifestObject[]> {
  const errors: Error[] = [];
  if (kustomize !== '' && filenames.length > 0)
    throw new KubistError('only one of -f or -k can be specified');
  const sources: readonly Source[] =
    kustomize === ''
      ? await expandFilenames(filenames, recursive, errors)
      : [{ type: 'kustomization', path: kustomize }];
  throwAll(errors);
  const found: ManifestObject[] = [];
  for (const source of sources) found.push(...(await readOne(source, context)));
  return found;
}

async function readOne(source: Source, context: Context): Promise<ManifestObject[]> {
  const { name: own, bytes } = await readSource(source, context);
  const isRendered = source.type === 'kustomization';
  // Lines are those of what is rendered: no file has them.
  const name = isRendered ? `${own} (rendered)` : own;
  const argument = isRendered ? `-k ${own}` : `-f ${source.type === 'stdin' ? '-' : own}`;
  const found: ManifestObject[] = [];
  const { documents, broken } = await readYAMLDocuments(bytes, { filename: name });
  const { fieldLines } = await import('../../formats/yaml/lines.ts');
  documents.forEach((document, index) => {
    const place = { file: name, document: index + 1, line: document.line };
    const lines = fieldLines(bytes, document.line);
    found.push(...objectsOf(document, { place, argument, lines }));
  });
  if (broken !== undefined) {
    const place = { file: name, document: broken.document, line: broken.line };
    found.push({
      place,
      argument,
      object: undefined,
      unreadable: broken.message.replace(
        /^error parsing .*?: (?=error converting|json|invalid)/,
        '',
      ),
      duplicates: [],
      lines: new Map(),
    });
  }
  return found;
}

type Spot = Pick<ManifestObject, 'place' | 'argument' | 'lines'>;

/** The objects of a document: itself, or the items of a list. */
function objectsOf({ value, duplicates, line }: YAMLDocument, spot: Spot): ManifestObject[] {
  const twice = duplicates.map((one) => ({ ...one, line: one.line + line - 1 }));
  const items = isMap(value) && Array.isArray(value['items']) ? value['items'] : undefined;
  if (items === undefined) return [toObject(value, twice, spot)];
  return items.map((item, index) => {
    const prefix = `items[${index}]`;
    const lines = below(spot.lines, prefix);
    const place = { ...spot.place, line: spot.lines.get(prefix) ?? spot.place.line };
    const own = twice
      .filter(({ path }) => path === prefix || path.startsWith(`${prefix}.`))
      .map((one) => ({ ...one, path: one.path.slice(prefix.length + 1) }));
    return toObject(typed(item, value as JSONObject), own, { ...spot, place, lines });
  });
}

/** Items of a typed list may leave out what the list's kind says. */
function typed(item: JSONValue, { kind, apiVersion }: JSONObject): JSONValue {
  if (!isMap(item) || item['kind'] !== undefined || typeof kind !== 'string') return item;
  return { apiVersion: apiVersion ?? '', ...item, kind: kind.replace(/List$/, '') };
}

function below(lines: FieldLines, prefix: string): FieldLines {
  const inside = [...lines].filter(([field]) => field.startsWith(`${prefix}.`));
  return new Map(inside.map(([field, line]) => [field.slice(prefix.length + 1), line]));
}

function toObject(value: JSONValue, twice: readonly DuplicateField[], spot: Spot): ManifestObject {
  const duplicates = twice.map(({ path, key, line }) => ({
    field: path === '' ? key : `${path}.${key}`,
    line,
  }));
  const problem = shapeProblem(value);
  if (problem !== undefined) return { ...spot, object: undefined, unreadable: problem, duplicates };
  return { ...spot, object: value as KubeObject, duplicates };
}

/** What keeps a document from being an object at all. */
function shapeProblem(value: JSONValue): string | undefined {
  if (!isMap(value)) return 'invalid object to validate';
  const missing = ['apiVersion', 'kind'].filter(
    (field) => typeof value[field] !== 'string' || value[field] === '',
  );
  if (missing.length > 0) return missing.map((field) => `${field} not set`).join(', ');
  const { metadata } = value;
  if (metadata !== undefined && metadata !== null && !isMap(metadata)) return 'metadata is no map';
  return undefined;
}

function isMap(value: JSONValue | undefined): value is JSONObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
