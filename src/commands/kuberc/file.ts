import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { JSONObject } from '../../api/types.ts';
import type { Context } from '../../cli/context.ts';
import type { Flags } from '../../cli/flags/flags.ts';
import { KubistError } from '../../errors.ts';
import { parseYAMLDocuments } from '../../formats/yaml/parse.ts';
import { writeFileAtomic } from '../../kubeconfig/write-file.ts';

/** The version that is written. Source: KEP-3104. */
const API_VERSION = 'kubectl.config.k8s.io/v1beta1';

/** `--kuberc`, named in errors of the tree before the command runs. */
export const kubercFlag = {
  name: 'kuberc',
  type: 'string',
  default: '',
  usage: 'The file of your preferences. KUBERC=off turns preferences off.',
} as const;

/** The file in force. Throws where preferences are turned off. */
export function kubercPath({ env }: Context, flags: Flags): string {
  if (env.KUBERC === 'off') {
    throw new KubistError('KUBERC is disabled via KUBERC=off environment variable');
  }
  return flags.string('kuberc') || env.KUBERC || join(env.HOME ?? '', '.kube', 'kuberc');
}

/** An empty file of preferences. */
export const noPreferences = (): JSONObject => ({
  apiVersion: API_VERSION,
  kind: 'Preference',
  defaults: null,
  aliases: null,
});

/** A file of preferences: the first of its documents, and how many there are. */
export interface KubercFile {
  readonly preferences: JSONObject;
  readonly documents: number;
}

/** Reads a file of preferences; undefined when there is no such file. Throws when it holds something else. */
export async function readKuberc(path: string): Promise<KubercFile | undefined> {
  let content: string;
  try {
    content = readFileSync(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw new KubistError(`error reading kuberc file: ${(error as Error).message}`, {
      cause: error,
    });
  }
  const documents = await parseYAMLDocuments(content).catch((error: unknown) => {
    throw new KubistError(`error parsing kuberc file: ${(error as Error).message}`, {
      cause: error,
    });
  });
  const [first] = documents;
  if (first === undefined) return { preferences: noPreferences(), documents: 0 };
  const { value } = first;
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new KubistError(`error parsing kuberc file: ${path} holds no Preference`);
  }
  return { preferences: { ...noPreferences(), ...value }, documents: documents.length };
}

/**
 * Writes preferences in one step. Nothing is lost on the way: a file of several documents, or of another version,
 * is refused.
 */
export async function writeKuberc(
  path: string,
  { preferences, documents }: KubercFile,
): Promise<void> {
  if (documents > 1) {
    throw new KubistError(
      `${path} holds ${documents} documents; only a file of one can be changed`,
    );
  }
  if (preferences['apiVersion'] !== API_VERSION) {
    throw new KubistError(
      `${path} is of the version ${JSON.stringify(preferences['apiVersion'])}; only ${API_VERSION} can be changed`,
    );
  }
  const { stringifyYAML } = await import('../../formats/yaml/emit.ts');
  writeFileAtomic(path, stringifyYAML(preferences));
}

/** A list of the file as plain objects. */
export function entriesOf(preferences: JSONObject, name: string): JSONObject[] {
  const list = preferences[name];
  return Array.isArray(list)
    ? list.filter((one): one is JSONObject => typeof one === 'object' && one !== null)
    : [];
}
