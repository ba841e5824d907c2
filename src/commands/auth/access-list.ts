import type { KubeObject, Writer } from '../../api/types.ts';
import type { Context } from '../../cli/context.ts';
import { TabWriter } from '../../printers/tabwriter.ts';
import { review } from './review.ts';
import { breakdown, compact, list, type PolicyRule, sortRules } from './rules.ts';

/** `status` of a SelfSubjectRulesReview. */
interface RulesStatus {
  readonly resourceRules?: readonly PolicyRule[];
  readonly nonResourceRules?: readonly PolicyRule[];
  /** Some authorizer cannot tell all. */
  readonly incomplete?: boolean;
  readonly evaluationError?: string;
}

/** Prints all that the user may do in a namespace. */
export async function printAccessList(
  context: Context,
  namespace: string,
  noHeaders: boolean,
): Promise<void> {
  const answer: KubeObject = await review(
    context,
    'authorization.k8s.io/v1',
    'SelfSubjectRulesReview',
    {
      spec: { namespace },
      status: { resourceRules: null, nonResourceRules: null, incomplete: false },
    },
  );
  const status = (answer['status'] ?? {}) as RulesStatus;
  if (status.incomplete === true) {
    await context.streams.err.write(
      `Warning: the list may be incomplete: ${status.evaluationError ?? ''}\n`,
    );
  }
  const rules = [...(status.resourceRules ?? []), ...(status.nonResourceRules ?? [])];
  const shown = sortRules(compact(rules.flatMap(breakdown)));
  await printTable(shown, noHeaders, context.streams.out);
}

async function printTable(
  rules: readonly PolicyRule[],
  noHeaders: boolean,
  out: Writer,
): Promise<void> {
  const tabs = new TabWriter(out);
  if (!noHeaders) tabs.write('Resources\tNon-Resource URLs\tResource Names\tVerbs\n');
  for (const rule of rules) {
    const { nonResourceURLs, resourceNames, verbs } = rule;
    const cells = [resourceName(rule), list(nonResourceURLs), list(resourceNames), list(verbs)];
    tabs.write(`${cells.join('\t')}\n`);
  }
  await tabs.flush();
}

/** `deployments.apps/scale`; empty for URLs. */
function resourceName({ resources: [resource] = [], apiGroups: [group] = [] }: PolicyRule): string {
  if (resource === undefined) return '';
  const slash = resource.indexOf('/');
  const [name, subresource] =
    slash < 0 ? [resource, ''] : [resource.slice(0, slash), resource.slice(slash)];
  return `${name}${group === undefined || group === '' ? '' : `.${group}`}${subresource}`;
}
