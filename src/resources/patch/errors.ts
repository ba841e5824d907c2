import { KubistError } from '../../errors.ts';

/** A patch that cannot be made or applied. The message is in the words of apimachinery. */
export class PatchError extends KubistError {
  override name = 'PatchError';
}
