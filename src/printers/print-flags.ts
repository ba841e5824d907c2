import { KubistError } from '../errors.ts';
import { goQuote } from '../formats/go-quote.ts';
import type { Printer } from './printer.ts';

/** What the flags of printing say. */
export interface PrintOptions {
  /** The value of `-o`: a format, with `=ARGUMENT` where it takes one. */
  readonly output: string;
  /** `--template`: the argument of a template format that has none. Without `-o` it means `go-template`. */
  readonly template?: string;
  readonly allowMissingKeys?: boolean;
  readonly showManagedFields?: boolean;
  readonly noHeaders?: boolean;
  /** What `-o name` says was done: `created`, `deleted (dry run)`. */
  readonly operation?: string;
  /** Objects are built here in the order of Go's types; keep that. */
  readonly typed?: boolean;
}

/** Formats that stand together in a command's list of allowed ones. */
export type FormatGroup = 'objects' | 'name' | 'templates' | 'custom-columns' | 'human';

const GROUPS: Readonly<Record<FormatGroup, readonly string[]>> = {
  objects: ['json', 'yaml', 'kyaml'],
  name: ['name'],
  templates: [
    'go-template',
    'go-template-file',
    'template',
    'templatefile',
    'jsonpath',
    'jsonpath-as-json',
    'jsonpath-file',
  ],
  'custom-columns': ['custom-columns', 'custom-columns-file'],
  human: ['wide'],
};

/** Formats that kubectl does not have; they are understood, but not named among the allowed ones. */
const EXTRA: Readonly<Record<string, FormatGroup>> = { 'jsonpath-plus': 'templates' };

/** A format and its argument, taken apart. */
export interface Format {
  readonly name: string;
  /** What follows the `=`, or `--template`; "" when there is none. */
  readonly argument: string;
}

const TAKES_ARGUMENT = /^(?:custom-columns|go-template|template|jsonpath)/;

/** Splits `-o` into format and argument; only formats that take an argument have one. */
export function readFormat({ output, template = '' }: PrintOptions): Format {
  if (output === '' && template !== '') return { name: 'go-template', argument: template };
  const equals = output.indexOf('=');
  const name = equals < 0 ? output : output.slice(0, equals);
  if (!TAKES_ARGUMENT.test(name)) {
    // Formats without an argument are understood in any case of letters.
    const lower = output.toLowerCase();
    const anyCase = GROUPS.objects.includes(lower) || GROUPS.name.includes(lower);
    return { name: anyCase ? lower : output, argument: '' };
  }
  const own = equals < 0 ? '' : output.slice(equals + 1);
  if (name.startsWith('custom-columns')) return { name, argument: own };
  return { name, argument: own === '' ? template : own };
}

/** The error for a format that a command does not have. */
export function noPrinter(output: string, groups: readonly FormatGroup[]): KubistError {
  const formats = groups.flatMap((group) => GROUPS[group]).sort();
  return new KubistError(
    `unable to match a printer suitable for the output format ${goQuote(output)}, allowed formats are: ${formats.join(',')}`,
  );
}

/**
 * The printer for `-o`, loaded when asked for. Throws a KubistError for a format that is not in `groups`, and
 * for templates that are missing or cannot be parsed. Tables are not made here.
 */
export async function createPrinter(
  options: PrintOptions,
  groups: readonly FormatGroup[],
): Promise<Printer> {
  const format = readFormat(options);
  const known = groups.some(
    (group) => GROUPS[group].includes(format.name) || EXTRA[format.name] === group,
  );
  if (!known) throw noPrinter(options.output, groups);
  const create = CREATE[format.name];
  if (create === undefined) throw noPrinter(options.output, groups);
  return create(format.argument, options);
}

type Create = (argument: string, options: PrintOptions) => Promise<Printer>;

const json: Create = async (_, options) => {
  const { JSONPrinter } = await import('./json.ts');
  return new JSONPrinter(objectOptions(options));
};

const yaml: Create = async (_, options) => {
  const { YAMLPrinter } = await import('./yaml.ts');
  return new YAMLPrinter(objectOptions(options));
};

const kyaml: Create = async (_, options) => {
  const { KYAMLPrinter } = await import('./kyaml.ts');
  return new KYAMLPrinter(objectOptions(options));
};

const name: Create = async (_, { operation }) => {
  const { NamePrinter } = await import('./name.ts');
  return new NamePrinter(operation === undefined ? {} : { operation });
};

const goTemplate: Create = async (argument, { allowMissingKeys = true, typed = false }) => {
  requireTemplate(argument);
  const { TemplatePrinter } = await import('./template.ts');
  return new TemplatePrinter(argument, { allowMissingKeys, typed });
};

const jsonPath: Create = async (argument, { allowMissingKeys = true, typed = false }) => {
  requireTemplate(argument);
  const { JSONPathPrinter } = await import('./jsonpath.ts');
  return new JSONPathPrinter(argument, { allowMissingKeys, typed });
};

const customColumns: Create = async (argument, { noHeaders = false }) => {
  const { CustomColumnsPrinter, parseCustomColumns } = await import('./custom-columns.ts');
  return new CustomColumnsPrinter(parseCustomColumns(argument), { noHeaders });
};

/** One way to make a printer a format; a format that reads its template from a file reads it first. */
const CREATE: Readonly<Record<string, Create>> = {
  json,
  yaml,
  kyaml,
  name,
  'go-template': goTemplate,
  template: goTemplate,
  'go-template-file': async (path, options) => goTemplate(await readTemplate(path), options),
  templatefile: async (path, options) => goTemplate(await readTemplate(path), options),
  jsonpath: jsonPath,
  'jsonpath-file': async (path, options) => jsonPath(await readTemplate(path), options),
  'jsonpath-as-json': async (argument, { allowMissingKeys = true, typed = false }) => {
    requireTemplate(argument);
    const { JSONPathPrinter } = await import('./jsonpath.ts');
    return new JSONPathPrinter(argument, { allowMissingKeys, typed, asJSON: true });
  },
  'jsonpath-plus': async (argument) => {
    const { JSONPathPlusPrinter } = await import('./jsonpath-plus.ts');
    return new JSONPathPlusPrinter(argument);
  },
  'custom-columns': customColumns,
  'custom-columns-file': async (path) => {
    if (path === '') {
      throw new KubistError('custom-columns format specified but no custom columns given');
    }
    const { CustomColumnsPrinter, parseCustomColumnsFile } = await import('./custom-columns.ts');
    const text = await readText(path, `error reading template ${path}`);
    return new CustomColumnsPrinter(parseCustomColumnsFile(text));
  },
};

function objectOptions({ showManagedFields = false, typed = false }: PrintOptions): {
  showManagedFields: boolean;
  keepOrder: boolean;
} {
  return { showManagedFields, keepOrder: typed };
}

function requireTemplate(argument: string): void {
  if (argument === '') throw new KubistError('template format specified but no template given');
}

async function readTemplate(path: string): Promise<string> {
  requireTemplate(path);
  return readText(path, `error reading --template ${path}`);
}

/** Reads a file; failures are worded as Go words them. */
async function readText(path: string, lead: string): Promise<string> {
  const { readFile } = await import('node:fs/promises');
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    const reason = REASONS[(error as NodeJS.ErrnoException).code ?? ''];
    throw new KubistError(`${lead}, ${reason?.(path) ?? (error as Error).message}`, {
      cause: error,
    });
  }
}

const REASONS: Readonly<Record<string, (path: string) => string>> = {
  ENOENT: (path) => `open ${path}: no such file or directory`,
  EACCES: (path) => `open ${path}: permission denied`,
  EISDIR: (path) => `read ${path}: is a directory`,
};
