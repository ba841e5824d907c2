import type { JSONObject } from '../../api/types.ts';
import type { CommandSpec } from '../../cli/command.ts';
import { KubistError } from '../../errors.ts';
import { goQuote } from '../../formats/go-quote.ts';
import { parseLabelSelector, type Requirement } from '../../resources/label-selector.ts';
import { flag } from './arguments.ts';
import { sortedMap } from './config-data.ts';
import { generatorCommand } from './generator.ts';
import { POD_DISRUPTION_BUDGETS } from './resources.ts';

/** `create poddisruptionbudget` */
export const podDisruptionBudget: CommandSpec = generatorCommand({
  use: 'NAME --selector=SELECTOR --min-available=N [--dry-run=server|client|none]',
  short: 'Create a pod disruption budget with the specified name',
  examples: `  # A drain leaves at least one of these pods alone
  {program} create poddisruptionbudget web --selector=app=web --min-available=1

  # At most half of them may be missing
  {program} create pdb web --selector=app=web --max-unavailable=50%`,
  flags: [
    flag('max-unavailable', 'How many pods may be missing, a number or a percentage'),
    flag('min-available', 'How many pods must be there, a number or a percentage'),
    flag('selector', 'Labels of the pods'),
  ],
  resource: POD_DISRUPTION_BUDGETS,
  named: true,
  failure: 'failed to create poddisruptionbudgets: ',
  build({ flags, name }) {
    const [text, min, max] = ['selector', 'min-available', 'max-unavailable'].map((flagName) =>
      flags.string(flagName),
    ) as [string, string, string];
    if (text === '') throw new KubistError('a selector must be specified');
    if (min === '' && max === '') {
      throw new KubistError('one of min-available or max-unavailable must be specified');
    }
    if (min !== '' && max !== '') {
      throw new KubistError('min-available and max-unavailable cannot be both specified');
    }
    checkAmount('min-available', min);
    checkAmount('max-unavailable', max);
    return {
      kind: 'PodDisruptionBudget',
      apiVersion: 'policy/v1',
      metadata: { name },
      spec: {
        ...(min === '' ? {} : { minAvailable: amount(min) }),
        selector: readSelector(text),
        ...(max === '' ? {} : { maxUnavailable: amount(max) }),
      },
      status: { disruptionsAllowed: 0, currentHealthy: 0, desiredHealthy: 0, expectedPods: 0 },
    };
  },
});

function checkAmount(name: string, text: string): void {
  if (text !== '' && !/^[0-9]+%?$/.test(text)) {
    throw new KubistError(`invalid format specified for ${name}`);
  }
}

/** A number if it is one that int32 holds, else text. */
function amount(text: string): number | string {
  const value = Number(text);
  return Number.isInteger(value) && value < 2 ** 31 ? value : text;
}

/** Operators of a LabelSelector by those of the text. */
const OPERATORS: Readonly<Partial<Record<Requirement['operator'], string>>> = {
  in: 'In',
  notin: 'NotIn',
  exists: 'Exists',
  '!': 'DoesNotExist',
};

/** A selector's text as the API's LabelSelector. Throws a KubistError on operators that it does not have. */
function readSelector(text: string): JSONObject {
  const labels = new Map<string, string>();
  const expressions: JSONObject[] = [];
  for (const { key, operator, values } of parse(text)) {
    if (operator === '=' || operator === '==') labels.set(key, values[0] ?? '');
    else if (operator === 'gt' || operator === 'lt') {
      throw new KubistError(`${goQuote(operator)} isn't supported in label selectors`);
    } else {
      const named = OPERATORS[operator];
      if (named === undefined) {
        throw new KubistError(`${goQuote(operator)} is not a valid label selector operator`);
      }
      const needsValues = operator === 'in' || operator === 'notin';
      expressions.push({
        key,
        operator: named,
        ...(needsValues ? { values: [...values].sort() } : {}),
      });
    }
  }
  return {
    ...(labels.size === 0 ? {} : { matchLabels: sortedMap(labels) }),
    ...(expressions.length === 0 ? {} : { matchExpressions: expressions }),
  };
}

/** The requirements, by key as the reference has them. */
function parse(text: string): readonly Requirement[] {
  try {
    const { requirements } = parseLabelSelector(text);
    return requirements.toSorted((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0));
  } catch (error) {
    throw new KubistError(
      `couldn't parse the selector string ${goQuote(text)}: ${(error as Error).message}`,
      { cause: error },
    );
  }
}
