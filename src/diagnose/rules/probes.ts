import type { Rule } from '../rule.ts';
import { gateRules } from './probes/gates.ts';
import { killingProbe } from './probes/kills.ts';
import { probePortRule } from './probes/port-name.ts';
import { readinessRule } from './probes/readiness.ts';

/** Probes that fail, and gates that are closed. */
export const probeRules: readonly Rule[] = [
  probePortRule,
  killingProbe,
  readinessRule,
  ...gateRules,
];
