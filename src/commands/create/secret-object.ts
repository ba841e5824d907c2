import type { KubeObject } from '../../api/types.ts';
import { KubistError } from '../../errors.ts';
import { goQuote } from '../../formats/go-quote.ts';
import { configKeyProblem, sortedMap } from './config-data.ts';

/** What the words before the server's are when it refuses a secret. */
export const SECRET_FAILURE = 'failed to create secret ';

/** Keys of a secret in the making. */
export class SecretData {
  readonly #data = new Map<string, string>();

  /** Takes a key and its bytes. Throws a KubistError on a key that cannot be, or is there already. */
  add(key: string, value: Uint8Array): void {
    const problem = configKeyProblem(key);
    if (problem !== undefined) {
      throw new KubistError(`${goQuote(key)} is not valid key name for a Secret ${problem}`);
    }
    if (this.#data.has(key)) {
      throw new KubistError(`cannot add key ${key}, another key by that name already exists`);
    }
    this.#data.set(key, Buffer.from(value).toString('base64'));
  }

  /** The secret; an empty type is left to the server. */
  async object(name: string, type: string, appendHash: boolean): Promise<KubeObject> {
    const data = sortedMap(this.#data);
    return {
      kind: 'Secret',
      apiVersion: 'v1',
      metadata: { name: appendHash ? await hashed(name, type, data) : name },
      ...(this.#data.size === 0 ? {} : { data }),
      ...(type === '' ? {} : { type }),
    };
  }
}

async function hashed(name: string, type: string, data: object): Promise<string> {
  const { nameWithHash } = await import('./hash.ts');
  return nameWithHash(name, { kind: 'Secret', type, data });
}
