import type { KubeObject } from '../../../api/types.ts';
import type { Context } from '../../../cli/context.ts';
import { KubistError } from '../../../errors.ts';
import { goQuote } from '../../../formats/go-quote.ts';
import type { ObjectInfo } from '../../../resources/objects.ts';
import type { ApplyOptions } from '../options.ts';
import { type Contents, contentsOf, NOTHING, union } from './contents.ts';
import { PART_OF_LABEL } from './names.ts';
import { readParent, saveParent } from './parent.ts';
import { pruneMembers } from './prune.ts';
import { type ApplySetReference, idOf } from './reference.ts';

/**
 * A set of objects that are applied and pruned together. Its parent says where members may be, and at every moment no
 * less than where they are: what an interrupted run leaves behind is found by the next. Source: KEP-3659.
 */
export class ApplySet {
  readonly #reference: ApplySetReference;
  readonly #id: string;
  readonly #context: Context;
  readonly #options: ApplyOptions;
  #before: Contents = NOTHING;
  #now: Contents = NOTHING;

  private constructor(
    reference: ApplySetReference,
    id: string,
    context: Context,
    options: ApplyOptions,
  ) {
    this.#reference = reference;
    this.#id = id;
    this.#context = context;
    this.#options = options;
  }

  static async create(
    reference: ApplySetReference,
    context: Context,
    options: ApplyOptions,
  ): Promise<ApplySet> {
    return new ApplySet(reference, await idOf(reference), context, options);
  }

  /** Objects with the label of a member. Throws when one has such a label already. */
  label(infos: readonly ObjectInfo[]): ObjectInfo[] {
    return infos.map((info) => {
      const { metadata } = info.object;
      if (metadata?.labels?.[PART_OF_LABEL] !== undefined) {
        const label = goQuote(PART_OF_LABEL);
        throw new KubistError(`ApplySet label ${label} already set in input data`);
      }
      const labels = { ...metadata?.labels, [PART_OF_LABEL]: this.#id };
      return { ...info, object: { ...info.object, metadata: { ...metadata, labels } } };
    });
  }

  /** Reads the parent, and notes in it what is to be applied besides what was there. */
  async begin(infos: readonly ObjectInfo[]): Promise<void> {
    this.#before = await readParent(this.#reference, this.#id, this.#context);
    this.#now = contentsOf(infos);
    await this.#save(union(this.#before, this.#now));
  }

  /** Deletes members that were not applied now, then notes in the parent what is left. */
  async finish(
    applied: ReadonlySet<string>,
    print: (object: KubeObject) => Promise<void>,
  ): Promise<void> {
    const { namespace: own } = this.#reference;
    const contents = {
      types: this.#before.types,
      namespaces: new Set([...(own === '' ? [] : [own]), ...this.#before.namespaces]),
    };
    const request = { id: this.#id, contents, kept: applied };
    await pruneMembers(this.#context, request, this.#options, print);
    await this.#save(this.#now);
  }

  #save(contents: Contents): Promise<void> {
    return saveParent(this.#reference, this.#id, contents, this.#context, this.#options);
  }
}
