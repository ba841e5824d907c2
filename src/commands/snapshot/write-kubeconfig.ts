import { readFile, writeFile } from 'node:fs/promises';
import { KubistError } from '../../errors.ts';
import { stringifyYAML } from '../../formats/yaml/emit.ts';

/** The first line of what is written, by which it is known as ours. */
const MARK = '# The server of a snapshot. Written anew by --write-kubeconfig.\n';

/** Writes a kubeconfig with one cluster and no credentials. Throws rather than overwrite anything else. */
export async function writeKubeconfig(
  file: string,
  server: string,
  namespace: string,
): Promise<void> {
  const before = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw new KubistError(`${file} cannot be read: ${error.message}`, { cause: error });
  });
  if (before !== undefined && before !== '' && !before.startsWith(MARK)) {
    throw new KubistError(
      `${file} exists and was not written by --write-kubeconfig: choose another name`,
    );
  }
  const name = 'snapshot';
  const context = { cluster: name, user: name, ...(namespace === '' ? {} : { namespace }) };
  const config = {
    apiVersion: 'v1',
    kind: 'Config',
    clusters: [{ cluster: { server }, name }],
    contexts: [{ context, name }],
    'current-context': name,
    users: [{ name, user: {} }],
  };
  try {
    await writeFile(file, `${MARK}${stringifyYAML(config)}`, { mode: 0o600 });
  } catch (error) {
    throw new KubistError(`${file} cannot be written: ${(error as Error).message}`, {
      cause: error,
    });
  }
}
