import type { MaskName } from './case.ts';

/** What each mask finds. The spaces after a match go too, since they pad a column to its width. */
const patterns: Readonly<Record<MaskName, RegExp>> = {
  age: /(?<![\w.-])(?:\d+[ydhms]){1,3}(?![\w.-]) */g,
  duration: /\b(?:\d+(?:\.\d+)?(?:h|m|s|ms|µs|ns))+\b/g,
  time: /\b\d{4}-\d\d-\d\dT[\d:.]+(?:Z|[+-]\d\d:\d\d)|\b\w{3}, \d\d \w{3} \d{4} [\d:]+ [+\w-]+/g,
  uid: /\b[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}\b/g,
  resourceVersion: /(?<=resourceVersion"?[:=] *)"?\d+"?|(?<=Resource Version: *)\d+/gi,
  ip: /\b\d{1,3}(?:\.\d{1,3}){3}\b *(?!:)/g,
  hash: /(?<=-)(?:[bcdf-hj-np-tv-xz2456789]{8,10}(?:-[bcdf-hj-np-tv-xz2456789]{5})?|[bcdf-hj-np-tv-xz2456789]{5})\b */g,
  klog: /^[IWEF]\d{4} [\d:.]+ +\d+ [\w.-]+:\d+\]/gm,
};

/** Replaces what may differ by a placeholder named after the mask. */
export function mask(text: string, masks: readonly (MaskName | RegExp)[]): string {
  for (const each of masks) {
    if (typeof each === 'string') {
      text = text.replace(patterns[each], `<${each}> `);
    } else {
      const all = new RegExp(each, each.flags.replace('g', '') + 'g');
      // An empty match is nothing to mask, and a placeholder for it would differ.
      text = text.replace(all, (found: string) => found && '<masked>');
    }
  }
  return text;
}
