import type { FlagSpec } from '../../cli/flags/flags.ts';
import { flag } from './arguments.ts';

/** What a role allows. */
export const ruleFlags: readonly FlagSpec[] = [
  flag('resource', 'Resource that the rule is for: RESOURCE[.GROUP][/SUBRESOURCE]', 'stringSlice'),
  flag('resource-name', 'Name of an object, if the rule is for that one only', 'stringArray'),
  flag('verb', 'What the rule allows to do', 'stringSlice'),
];
