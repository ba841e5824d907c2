import type { Rule } from '../rule.ts';
import { admissionRules } from './admission.ts';
import { clusterRules } from './cluster.ts';
import { configRules } from './config.ts';
import { hookRules } from './hooks.ts';
import { imageRules } from './image.ts';
import { jobRules } from './jobs.ts';
import { networkRules } from './network.ts';
import { probeRules } from './probes.ts';
import { rolloutRules } from './rollout.ts';
import { runRules } from './run.ts';
import { schedulingRules } from './scheduling.ts';
import { validationRules } from './validation.ts';
import { volumeRules } from './volumes.ts';

/** All rules, in the order in which equally grave findings are told. */
export const RULES: readonly Rule[] = [
  ...admissionRules,
  ...imageRules,
  ...configRules,
  ...runRules,
  ...hookRules,
  ...probeRules,
  ...schedulingRules,
  ...volumeRules,
  ...rolloutRules,
  ...jobRules,
  ...networkRules,
  ...clusterRules,
  ...validationRules,
];
