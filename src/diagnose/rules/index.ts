import type { Rule } from '../rule.ts';

/** All rules, in the order in which equally grave findings are told. */
export const RULES: readonly Rule[] = [];
