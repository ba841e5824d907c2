import type { JSONValue } from '../../api/types.ts';
import { KubistError } from '../../errors.ts';
import { JSONParser, JSONSyntaxError } from '../json-parser.ts';
import { composeNodes } from './compose.ts';
import { type DuplicateField, YAMLDecoder, YAMLValueError } from './decode.ts';
import { type Chunk, decodeText, isUTF16, SeparatorError, splitDocuments } from './documents.ts';
import { type YAMLNode, YAMLProblem } from './node.ts';
import { checkCharacters } from './reader/cursor.ts';
import { readNodes } from './reader/reader.ts';
import { utf8Problem } from './utf8.ts';

export type { DuplicateField } from './decode.ts';

/** One document of a manifest file. */
export interface YAMLDocument {
  readonly value: JSONValue;
  /** 1-based line of the file that it starts on. */
  readonly line: number;
  /** Keys that stand twice in one mapping (`line` within the document); the last one counted. JSON reports none. */
  readonly duplicates: readonly DuplicateField[];
}

export interface ParseOptions {
  /** Read as YAML even what begins as JSON: flags that Go reads by its YAML library alone. */
  readonly yamlOnly?: boolean;
  /** Named in errors: `error parsing FILE: …`. */
  readonly filename?: string;
}

/** A manifest that cannot be read. The message is the reference's; `documents` are those before the bad one. */
export class ManifestError extends KubistError {
  override name = 'ManifestError';
  /** 1-based number of the document, not counting empty ones. */
  readonly document: number;
  /** 1-based line of the file near which it happened. */
  readonly line: number;
  readonly documents: readonly YAMLDocument[];
  constructor(
    message: string,
    at: { documents: readonly YAMLDocument[]; line: number },
    cause: unknown,
  ) {
    super(message, { cause });
    this.documents = at.documents;
    this.document = at.documents.length + 1;
    this.line = at.line;
  }
}

/** What can be read of a file: its documents up to the first that cannot be, and what is wrong with that one. */
export async function readYAMLDocuments(
  source: string | Uint8Array,
  options: ParseOptions = {},
): Promise<{
  readonly documents: readonly YAMLDocument[];
  readonly broken: ManifestError | undefined;
}> {
  try {
    return { documents: await parseYAMLDocuments(source, options), broken: undefined };
  } catch (error) {
    if (!(error instanceof ManifestError)) throw error;
    return { documents: error.documents, broken: error };
  }
}

/**
 * Reads a file of YAML documents, or of JSON values one after the other, as the reference does with `-f`.
 * Empty documents are left out. Throws ManifestError.
 */
export async function parseYAMLDocuments(
  source: string | Uint8Array,
  options: ParseOptions = {},
): Promise<YAMLDocument[]> {
  const text = decodeText(source);
  const documents: YAMLDocument[] = [];
  const fail = (message: string, line: number, cause: unknown): never => {
    const prefix = options.filename === undefined ? '' : `error parsing ${options.filename}: `;
    throw new ManifestError(prefix + message, { documents, line }, cause);
  };
  const json: JSONPart =
    options.yamlOnly !== true && /^\s*\{/.test(text)
      ? readJSON(text, documents)
      : { rest: 0, error: undefined, line: 1 };
  if (json.rest === undefined) {
    if (json.error) fail(json.error.message, json.line, json.error);
    return documents;
  }
  const firstLine = lineAt(text, json.rest);
  // What JSON could not read is tried as YAML; when that fails too, the first complaint is the one to tell.
  let complaint = json.error;
  let line = firstLine;
  try {
    for (const chunk of splitDocuments(text.slice(json.rest), firstLine)) {
      line = chunk.line;
      if (chunk.text.includes('\ufffd')) refuseInvalid(chunk.text, source);
      const document = await readChunk(chunk);
      if (document) documents.push(document);
      complaint = undefined;
    }
  } catch (error) {
    if (complaint) fail(complaint.message, json.line, error);
    if (error instanceof SeparatorError) fail(error.message, error.line, error);
    const offset = error instanceof YAMLProblem ? (error.line ?? 1) - 1 : 0;
    fail(`error converting YAML to JSON: ${wording(error)}`, line + offset, error);
  }
  return documents;
}

/** Text that was decoded from invalid UTF-8 holds U+FFFD. JSON may have it, YAML not. */
function refuseInvalid(text: string, source: string | Uint8Array): void {
  const problem = typeof source === 'string' || isUTF16(source) ? undefined : utf8Problem(source);
  if (problem === undefined) return;
  // The reference stops at whatever comes first.
  checkCharacters(text.slice(0, text.indexOf('\ufffd')));
  throw new YAMLProblem(problem);
}

/** Reads one YAML document (the first, when there are more): for flags and configuration. Throws ManifestError. */
export async function parseYAML(
  source: string | Uint8Array,
  options: ParseOptions = {},
): Promise<JSONValue> {
  return (await parseYAMLDocuments(source, options))[0]?.value ?? null;
}

interface JSONPart {
  /** Where YAML goes on; undefined when the stream is JSON to its end. */
  readonly rest: number | undefined;
  readonly error: Error | undefined;
  readonly line: number;
}

/** Reads JSON values until something else comes. After two of them, it must be JSON to the end. */
function readJSON(text: string, documents: YAMLDocument[]): JSONPart {
  const parser = new JSONParser(text);
  let count = 0;
  for (;;) {
    const end = parser.position;
    try {
      if (parser.atEnd()) return { rest: undefined, error: undefined, line: 0 };
      const line = lineAt(text, parser.position);
      const value = parser.value();
      count++;
      if (value !== null) documents.push({ value, line, duplicates: [] });
    } catch (error) {
      const line = lineAt(text, parser.position);
      const complaint = complaintOf(error, count > 1);
      if (count > 1) return { rest: undefined, error: complaint, line };
      return { rest: skipBlank(text, end), error: complaint, line };
    }
  }
}

/**
 * Skips white space up to the first line break in it. The reference peeks four bytes at a time and gives up where
 * there are fewer: undefined.
 */
function skipBlank(text: string, position: number): number | undefined {
  for (let at = position; Buffer.byteLength(text.slice(at, at + 4)) >= 4; at++) {
    if (text[at] === '\n') return at + 1;
    if (!/\s/.test(text[at]!)) return at;
  }
  return undefined;
}

function complaintOf(error: unknown, plain: boolean): Error {
  if (!(error instanceof JSONSyntaxError)) throw error;
  if (error.truncated) return new Error('unexpected EOF', { cause: error });
  return plain
    ? error
    : new Error(`json: offset ${error.offset}: ${error.message}`, { cause: error });
}

/**
 * What js-yaml (YAML 1.2) and the reference (YAML 1.1) may read differently: tabs, other line breaks, directives, some
 * escapes, flow collections that are not empty, keys that are empty or complex, anchors, tags, marks within the text.
 */
const UNUSUAL =
  /[\t\u0085\u2028\u2029]|^%|^ *\.\.\.|^ +---|^[|>]|\\[/'u]|\[(?!\])|\{(?!\})|(?:^|\s)[&*!]|(?:^|[-?:] ) *[?:](?:\s|$)/m;

/** Shorter documents are read before js-yaml would be loaded. */
const LONG = 32_768;

/** js-yaml reads long ordinary documents, for it is faster. What it refuses is read again, by the reference's rules. */
async function readDocument(text: string): Promise<YAMLNode | undefined> {
  if (text.length < LONG || UNUSUAL.test(text)) return readNodes(text);
  const library = await import('js-yaml');
  try {
    return composeNodes(library, text);
  } catch (error) {
    if (error instanceof library.YAMLException) return readNodes(text);
    throw error;
  }
}

async function readChunk(chunk: Chunk): Promise<YAMLDocument | undefined> {
  const node = await readDocument(chunk.text);
  if (!node) return undefined;
  const decoder = new YAMLDecoder();
  const value = decoder.value(node, '');
  return value === null ? undefined : { value, line: chunk.line, duplicates: decoder.duplicates };
}

function wording(error: unknown): string {
  if (error instanceof YAMLValueError) return error.message;
  if (error instanceof YAMLProblem) return `yaml: ${error.message}`;
  if (error instanceof Error) return `yaml: ${error.message}`;
  throw error;
}

function lineAt(text: string, position: number): number {
  let line = 1;
  for (let i = text.indexOf('\n'); i >= 0 && i < position; i = text.indexOf('\n', i + 1)) line++;
  return line;
}
