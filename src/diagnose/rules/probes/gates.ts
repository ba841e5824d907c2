import { fields, list, text } from '../../../describe/fields.ts';
import type { Rule } from '../../rule.ts';
import { conditionOf, nameOf, timeOf } from '../../world.ts';
import { some } from '../shared/nearest.ts';
import { inNamespace } from '../shared/template-fixes.ts';

/** Gates that somebody else opens. Sources: KEP-580 (readiness gates), KEP-3521 (scheduling gates). */
export const gateRules: readonly Rule[] = [
  {
    id: 'GAT-01',
    title: 'readiness-gate',
    severity: 'error',
    class: 'grace',
    grace: 120,
    confidence: 'high',
    pod: (pod, { subject }) => {
      const ready = conditionOf(pod, 'Ready');
      if (ready?.['status'] !== 'False' || ready['reason'] !== 'ReadinessGatesNotReady')
        return undefined;
      const closed = list(fields(pod['spec'])['readinessGates'])
        .map(({ conditionType }) => text(conditionType))
        .filter((type) => conditionOf(pod, type)?.['status'] !== 'True');
      return {
        cause: `All containers are ready, but the readiness ${closed.length > 1 ? 'gates' : 'gate'} ${some(closed)} ${closed.length > 1 ? 'are' : 'is'} not: the controller that sets the condition has not done so.`,
        evidence: [
          {
            kind: 'status',
            source: `pod/${nameOf(pod)}`,
            text: `ReadinessGatesNotReady: ${text(ready['message'])}`,
          },
        ],
        since: timeOf(ready['lastTransitionTime']),
        fixes: [
          {
            command: `{program} get pod ${nameOf(pod)} ${inNamespace(subject)} -o jsonpath='{.status.conditions}'`,
            why: 'shows the conditions; then look at the controller whose condition is missing',
          },
        ],
      };
    },
  },
  {
    id: 'GAT-02',
    title: 'scheduling-gated',
    severity: 'warning',
    class: 'info',
    confidence: 'high',
    blocks: true,
    pod: (pod, { subject }) => {
      const scheduled = conditionOf(pod, 'PodScheduled');
      if (scheduled?.['status'] === 'True' || scheduled?.['reason'] !== 'SchedulingGated')
        return undefined;
      const gates = list(fields(pod['spec'])['schedulingGates']).map(({ name }) => text(name));
      return {
        cause: `Pods are held back from scheduling by ${some(gates)}: whoever set it has to remove it.`,
        evidence: [
          {
            kind: 'status',
            source: `pod/${nameOf(pod)}`,
            text: `SchedulingGated: ${text(scheduled['message'])}`,
          },
        ],
        fixes: [
          {
            command: `{program} patch pod ${nameOf(pod)} ${inNamespace(subject)} --type=json -p '[{"op":"remove","path":"/spec/schedulingGates"}]'`,
            why: 'lets this pod be scheduled',
          },
        ],
      };
    },
  },
];
