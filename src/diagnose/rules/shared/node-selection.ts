import { type Fields, fields, list, text, texts } from '../../../describe/fields.ts';
import { metadataOf, nameOf } from '../../world.ts';

/** A condition on a node's labels, or on its name. Source: NodeSelectorRequirement. */
export interface Requirement {
  readonly key: string;
  readonly operator: string;
  readonly values: readonly string[];
  /** Is about the node's own field `metadata.name`, not about a label. */
  readonly field: boolean;
}

/** Which nodes a pod wants: all of the selector, and all requirements of at least one term of the affinity. */
export interface NodeSelection {
  readonly selector: readonly Requirement[];
  /** Undefined for no affinity that is required. */
  readonly terms: readonly (readonly Requirement[])[] | undefined;
}

/** What a pod (or its template) asks of its node. */
export function nodeSelectionOf(pod: Fields): NodeSelection {
  const spec = fields(pod['spec']);
  const selector = fields(spec['nodeSelector']);
  const required = fields(fields(spec['affinity'])['nodeAffinity'])[
    'requiredDuringSchedulingIgnoredDuringExecution'
  ];
  return {
    selector: Object.keys(selector).map((key) => ({
      key,
      operator: 'In',
      values: [text(selector[key])],
      field: false,
    })),
    terms: required === undefined ? undefined : termsOf(fields(required)),
  };
}

/** The terms of a NodeSelector. */
export function termsOf(selector: Fields): readonly (readonly Requirement[])[] {
  const read = (one: Fields, field: boolean): Requirement => ({
    key: text(one['key']),
    operator: text(one['operator']),
    values: texts(one['values']),
    field,
  });
  return list(selector['nodeSelectorTerms']).map((term) => [
    ...list(term['matchExpressions']).map((one) => read(one, false)),
    ...list(term['matchFields']).map((one) => read(one, true)),
  ]);
}

/** Whether a node is what a pod asks for. */
export function isSelected(node: Fields, { selector, terms }: NodeSelection): boolean {
  return selector.every((one) => meets(node, one)) && (terms === undefined || inTerms(node, terms));
}

/** Whether a node meets one of the terms; one without requirements selects nothing. */
export function inTerms(node: Fields, terms: readonly (readonly Requirement[])[]): boolean {
  return terms.some((term) => term.length > 0 && term.every((one) => meets(node, one)));
}

/** Whether a node meets a requirement. */
export function meets(node: Fields, { key, operator, values, field }: Requirement): boolean {
  const labels = fields(metadataOf(node)['labels']);
  const value = field ? nameOf(node) : Object.hasOwn(labels, key) ? text(labels[key]) : undefined;
  switch (operator) {
    case 'In':
      return value !== undefined && values.includes(value);
    case 'NotIn':
      return value === undefined || !values.includes(value);
    case 'Exists':
      return value !== undefined;
    case 'DoesNotExist':
      return value === undefined;
    case 'Gt':
      return value !== undefined && Number(value) > Number(values[0]);
    case 'Lt':
      return value !== undefined && Number(value) < Number(values[0]);
    default:
      return false;
  }
}

/** `disk=ssd`, `zone in (a, b)`, `!spot`. */
export function requirementText({ key, operator, values }: Requirement): string {
  switch (operator) {
    case 'In':
      return values.length === 1 ? `${key}=${values[0]}` : `${key} in (${values.join(', ')})`;
    case 'NotIn':
      return `${key} not in (${values.join(', ')})`;
    case 'Exists':
      return key;
    case 'DoesNotExist':
      return `!${key}`;
    default:
      return `${key} ${operator === 'Gt' ? '>' : '<'} ${values.join(', ')}`;
  }
}
