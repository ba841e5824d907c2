import type { KubeObject } from '../../api/types.ts';
import type { Context } from '../../cli/context.ts';
import type { AskedNamespaces } from '../../resources/retrieve.ts';
import type { ApplyOptions } from './options.ts';

/** What became of an object. */
export interface Patched {
  readonly object: KubeObject;
  /** There was nothing to change, and nothing was sent. */
  readonly unchanged: boolean;
}

/** What the steps of `apply` need besides the object. */
export interface ApplySetting {
  readonly context: Context;
  readonly options: ApplyOptions;
  /** Of this run, so that new objects ask for their namespace once. */
  readonly namespaces: AskedNamespaces;
  /** Writes to standard error, in the object's turn. */
  readonly say: (text: string) => void;
}

/** An object after it was applied, and the word for what was done. */
export interface Applied {
  readonly object: KubeObject;
  readonly verb: 'created' | 'configured' | 'unchanged' | 'serverside-applied';
}
