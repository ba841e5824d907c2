import type { JSONObject, KubeObject } from '../../../api/types.ts';
import { type PolicyRule, uncovered } from '../rules.ts';
import { missingFrom, type Operation, type Plan, withMetadata } from './plan.ts';

/** How a role comes to allow what it should. Without `removeExtra`, it keeps what it allows besides. */
export function planRole(
  expected: KubeObject,
  existing: KubeObject | undefined,
  removeExtra: boolean,
): Plan {
  if (existing === undefined) {
    return { operation: 'create', object: expected, missingRules: rulesOf(expected) };
  }
  const labelled = withMetadata(existing, expected);
  let object = labelled ?? existing;
  let operation: Operation = labelled === undefined ? 'none' : 'update';

  const [wanted, present] = [rulesOf(expected), rulesOf(existing)];
  // The controller fills the rules of roles that gather those of others: none of them is too much.
  const gathered = aggregation(expected) !== undefined && aggregation(existing) !== undefined;
  const extraRules = gathered ? [] : uncovered(wanted, present);
  const missingRules = uncovered(present, wanted);
  if (missingRules.length > 0 || (removeExtra && extraRules.length > 0)) {
    const rules = removeExtra ? expected['rules'] : [...present, ...missingRules];
    object = { ...object, rules };
    operation = 'update';
  }

  const rule = planAggregation(expected, existing, removeExtra);
  if (rule !== undefined) {
    const { aggregationRule: _, ...rest } = object;
    object = rule === null ? rest : { ...rest, aggregationRule: rule };
    operation = 'update';
  }
  return { operation, object, missingRules, extraRules };
}

/** The aggregation rule that a role gets; null for none, undefined when it stays as it is. */
function planAggregation(
  expected: KubeObject,
  existing: KubeObject,
  removeExtra: boolean,
): JSONObject | null | undefined {
  const [wanted, present] = [aggregation(expected), aggregation(existing)];
  if (wanted === undefined) return present === undefined ? undefined : null;
  const [wantedSelectors, presentSelectors] = [selectorsOf(wanted), selectorsOf(present)];
  const missing = missingFrom(presentSelectors, wantedSelectors);
  const extra = missingFrom(wantedSelectors, presentSelectors);
  if (missing.length === 0 && !(removeExtra && extra.length > 0)) return undefined;
  return removeExtra ? wanted : { clusterRoleSelectors: [...presentSelectors, ...missing] };
}

function rulesOf(role: KubeObject): readonly PolicyRule[] {
  return (role['rules'] ?? []) as readonly PolicyRule[];
}

function aggregation(role: KubeObject): JSONObject | undefined {
  return (role['aggregationRule'] ?? undefined) as JSONObject | undefined;
}

function selectorsOf(rule: JSONObject | undefined): JSONObject[] {
  return (rule?.['clusterRoleSelectors'] ?? []) as JSONObject[];
}
