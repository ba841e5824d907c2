import type { Rule } from '../rule.ts';
import { lackRules } from './config/lacking.ts';
import { otherConfigRules } from './config/other.ts';

/** Configuration that a pod asks for and does not get. */
export const configRules: readonly Rule[] = [...lackRules, ...otherConfigRules];
