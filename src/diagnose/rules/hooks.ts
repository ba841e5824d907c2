import type { Rule } from '../rule.ts';
import { initRules } from './hooks/init.ts';
import { lifecycleRules } from './hooks/lifecycle.ts';

/** What runs beside, before and after the containers: hooks, init containers, sidecars. */
export const hookRules: readonly Rule[] = [...lifecycleRules, ...initRules];
