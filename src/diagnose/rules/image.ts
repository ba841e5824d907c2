import type { Rule } from '../rule.ts';
import { missingImage } from './image/missing.ts';
import { otherImageRules } from './image/other.ts';
import { pullRules } from './image/pull.ts';
import { staleRules } from './image/stale.ts';

/** Images: those that cannot be pulled, those that do not fit, and those that are not what was meant. */
export const imageRules: readonly Rule[] = [
  missingImage,
  ...pullRules,
  ...otherImageRules,
  ...staleRules,
];
