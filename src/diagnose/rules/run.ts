import type { Rule } from '../rule.ts';
import { createRules } from './run/create.ts';
import { exitRules } from './run/exits.ts';
import { memoryRule } from './run/memory.ts';
import { startRules } from './run/start.ts';

/** Containers that are not created, do not start, or do not stay. */
export const runRules: readonly Rule[] = [memoryRule, ...startRules, ...createRules, ...exitRules];
