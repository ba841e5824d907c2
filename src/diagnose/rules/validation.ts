import type { Rule } from '../rule.ts';
import { fieldRules } from './validation/fields.ts';
import { kindRules } from './validation/kinds.ts';
import { offlineRules } from './validation/offline.ts';
import { readingRules } from './validation/reading.ts';
import { referenceRules } from './validation/references.ts';
import { valueRules } from './validation/values.ts';

/** What is wrong with manifests: each looks at what is known of a document before the cluster is looked at. */
export const validationRules: readonly Rule[] = [
  ...readingRules,
  ...kindRules,
  ...fieldRules,
  ...valueRules,
  ...offlineRules,
  ...referenceRules,
];
