import { ruleText } from '../rules.ts';
import type { Outcome } from './execute.ts';
import type { Subject } from './plan.ts';

/** What was lacking and too much, for stderr; "" when all was well. The flags decide whether what is too much goes. */
export function report(
  outcome: Outcome,
  removeExtra: { readonly permissions: boolean; readonly subjects: boolean },
): string {
  if (outcome.operation === 'none') return '';
  const caveat = outcome.optedOut
    ? ', but object opted out (rbac.authorization.kubernetes.io/autoupdate: false)'
    : '';
  const { missingRules = [], extraRules = [], missingSubjects = [], extraSubjects = [] } = outcome;
  const lines = [
    `\treconciliation required ${outcome.operation}${caveat}`,
    ...section('missing rules added', missingRules.map(ruleText)),
    ...section('extra rules removed', removeExtra.permissions ? extraRules.map(ruleText) : []),
    ...section('missing subjects added', missingSubjects.map(subjectText)),
    ...section(
      'extra subjects removed',
      removeExtra.subjects ? extraSubjects.map(subjectText) : [],
    ),
  ];
  return `${lines.join('\n')}\n`;
}

function section(title: string, items: readonly string[]): string[] {
  return items.length === 0 ? [] : [`\t${title}:`, ...items.map((item) => `\t\t${item}`)];
}

function subjectText({ kind = '', apiGroup = '', name = '', namespace = '' }: Subject): string {
  return `{Kind:${kind} APIGroup:${apiGroup} Name:${name} Namespace:${namespace}}`;
}
