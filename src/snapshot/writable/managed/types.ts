import type { JSONObject } from '../../../api/types.ts';
import { schemasOf, hasGVK } from '../../../discovery/openapi-v3.ts';
import { parseJSON } from '../../../formats/json.ts';
import type { Source } from '../../source.ts';
import type { Model } from '../model.ts';
import { typeNode, type TypeNode } from './schema.ts';

/** Types of kinds, from the snapshot's OpenAPI documents, each of which is read once. */
export class Types {
  readonly #source: Source;
  readonly #documents: Map<string, Promise<JSONObject | undefined>> = new Map();

  constructor(source: Source) {
    this.#source = source;
  }

  /** The type of a kind; undefined when the snapshot has no document of it. */
  async of({ group, version, kind }: Model): Promise<TypeNode | undefined> {
    const path = group === '' ? `api/${version}` : `apis/${group}/${version}`;
    let loading = this.#documents.get(path);
    if (loading === undefined) {
      loading = this.#load(path);
      this.#documents.set(path, loading);
    }
    const document = await loading;
    if (document === undefined) return undefined;
    const schema = schemasOf(document).find((one) => hasGVK(one, { group, version, kind }));
    return schema === undefined ? undefined : typeNode(schema, document);
  }

  async #load(path: string): Promise<JSONObject | undefined> {
    const text = await this.#source.openapi(path);
    return text === undefined ? undefined : (parseJSON(text) as JSONObject);
  }
}
