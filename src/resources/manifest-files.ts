import { KubistError } from '../errors.ts';
import { goQuote } from '../formats/go-quote.ts';
import type { ResourceDependencies } from './info.ts';

/** What counts as a manifest within a folder. */
const EXTENSIONS = ['.json', '.yaml', '.yml'];

/** A place to read manifests from. */
export type Source =
  | { readonly type: 'file'; readonly path: string }
  | { readonly type: 'url'; readonly url: string }
  | { readonly type: 'stdin' }
  | { readonly type: 'text'; readonly name: string; readonly text: string }
  | { readonly type: 'kustomization'; readonly path: string };

/** The places that `-f` names, files of folders in order. Problems go to `errors`, for all are told at once. */
export async function expandFilenames(
  filenames: readonly string[],
  recursive: boolean,
  errors: Error[],
): Promise<Source[]> {
  const sources: Source[] = [];
  for (const filename of filenames) {
    if (filename === '-') {
      if (sources.some(({ type }) => type === 'stdin')) {
        errors.push(new KubistError('standard input cannot be used for multiple arguments'));
      } else sources.push({ type: 'stdin' });
    } else if (/^https?:\/\//.test(filename)) {
      sources.push({ type: 'url', url: filename });
    } else {
      sources.push(...(await expandPath(filename, recursive, errors)));
    }
  }
  return sources;
}

async function expandPath(
  filename: string,
  recursive: boolean,
  errors: Error[],
): Promise<Source[]> {
  const { stat } = await import('node:fs/promises');
  const sources: Source[] = [];
  const paths = await matchPattern(filename, errors);
  if (paths === undefined) return sources;
  const before = errors.length;
  for (const path of paths) {
    try {
      if ((await stat(path)).isDirectory()) sources.push(...(await walk(path, recursive)));
      else sources.push({ type: 'file', path });
    } catch (error) {
      errors.push(pathError(path, error as NodeJS.ErrnoException));
    }
  }
  if (sources.length === 0 && errors.length === before) {
    const list = `[${paths.join(' ')}]`;
    errors.push(
      new KubistError(
        `error reading ${list}: recognized file extensions are [${EXTENSIONS.join(' ')}]`,
      ),
    );
  }
  return sources;
}

function pathError(path: string, error: NodeJS.ErrnoException): KubistError {
  if (error.code === 'ENOENT' || error.code === 'ENOTDIR') {
    return new KubistError(`the path ${goQuote(path)} does not exist`);
  }
  const reason = error.code === 'EACCES' ? 'permission denied' : error.message;
  return new KubistError(`the path ${goQuote(path)} cannot be accessed: stat ${path}: ${reason}`);
}

/** A name that exists stands for itself; else it may be a pattern (`*.yaml`). A name without a match stays, to be reported. */
async function matchPattern(filename: string, errors: Error[]): Promise<string[] | undefined> {
  const { existsSync, globSync } = await import('node:fs');
  if (existsSync(filename)) return [filename];
  if (!/[*?[\\]/.test(filename)) return [filename];
  if (/\[[^\]]*$/.test(filename)) {
    errors.push(
      new KubistError(`pattern ${goQuote(filename)} is not valid: syntax error in pattern`),
    );
    return undefined;
  }
  const matches = globSync(filename).sort();
  return matches.length === 0 ? [filename] : matches;
}

/** Manifest files of a folder in byte order of their names; subfolders only when asked for. Links to folders are not followed. */
async function walk(folder: string, recursive: boolean): Promise<Source[]> {
  const [{ readdir }, path] = await Promise.all([import('node:fs/promises'), import('node:path')]);
  const entries = (await readdir(folder, { withFileTypes: true })).sort((a, b) =>
    Buffer.compare(Buffer.from(a.name), Buffer.from(b.name)),
  );
  const sources: Source[] = [];
  for (const entry of entries) {
    const file = path.join(folder, entry.name);
    if (entry.isDirectory()) {
      if (recursive) sources.push(...(await walk(file, true)));
    } else if (EXTENSIONS.some((extension) => entry.name.endsWith(extension))) {
      sources.push({ type: 'file', path: file });
    }
  }
  return sources;
}

/** The bytes of a source, and its name in messages. */
export async function readSource(
  source: Source,
  dependencies: Pick<ResourceDependencies, 'readStdin' | 'env' | 'streams'>,
): Promise<{ name: string; bytes: Uint8Array }> {
  if (source.type === 'stdin') return { name: 'STDIN', bytes: await dependencies.readStdin() };
  if (source.type === 'text') return { name: source.name, bytes: Buffer.from(source.text) };
  if (source.type === 'url') {
    const { fetchManifest } = await import('./manifest-url.ts');
    return { name: source.url, bytes: await fetchManifest(source.url, dependencies.env) };
  }
  if (source.type === 'kustomization') {
    const { buildKustomization } = await import('./kustomize/output.ts');
    const { text } = await buildKustomization(source.path, {
      env: dependencies.env,
      warn: (message) => void dependencies.streams?.err.write(`${message}\n`),
    });
    return { name: source.path, bytes: Buffer.from(text) };
  }
  const { readFile } = await import('node:fs/promises');
  try {
    return { name: source.path, bytes: await readFile(source.path) };
  } catch (error) {
    throw pathError(source.path, error as NodeJS.ErrnoException);
  }
}
