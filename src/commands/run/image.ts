import { KubistError } from '../../errors.ts';
import { goQuote } from '../../formats/go-quote.ts';

const label = '(?:[a-zA-Z0-9]|[a-zA-Z0-9][a-zA-Z0-9-]*[a-zA-Z0-9])';
const domain = `(?:${label}(?:\\.${label})*|\\[[a-fA-F0-9:]+\\])(?::[0-9]+)?`;
const part = '[a-z0-9]+(?:(?:\\.|_|__|-+)[a-z0-9]+)*';
const tag = '[\\w][\\w.-]{0,127}';
const digest = '[A-Za-z][A-Za-z0-9]*(?:[-_+.][A-Za-z][A-Za-z0-9]*)*:[0-9a-fA-F]{32,}';

/** Source: the grammar of references in https://github.com/distribution/reference. */
const REFERENCE = new RegExp(`^(?:${domain}/)?${part}(?:/${part})*(?::${tag})?(?:@${digest})?$`);

/** True for what can be the name of an image. */
export function isImageReference(text: string): boolean {
  return REFERENCE.test(text);
}

/** Refuses what cannot be the name of an image. */
export function checkImage(image: string): void {
  if (image === '') throw new KubistError('--image is required');
  if (!isImageReference(image)) {
    throw new KubistError(`Invalid image name ${goQuote(image)}: invalid reference format`);
  }
}
