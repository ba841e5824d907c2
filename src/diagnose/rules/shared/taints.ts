import { type Fields, fields, list, text } from '../../../describe/fields.ts';

/** The taint that goes with a cordon. */
export const UNSCHEDULABLE = 'node.kubernetes.io/unschedulable';

/** The taints of a node that keep a new pod away. */
export function untoleratedTaints(node: Fields, pod: Fields): readonly Fields[] {
  const tolerations = list(fields(pod['spec'])['tolerations']);
  return list(fields(node['spec'])['taints']).filter(
    (taint) =>
      (taint['effect'] === 'NoSchedule' || taint['effect'] === 'NoExecute') &&
      !tolerations.some((one) => tolerates(one, taint)),
  );
}

/** Whether a toleration is for a taint. Source: the API's documentation of Toleration. */
export function tolerates(toleration: Fields, taint: Fields): boolean {
  const effect = text(toleration['effect']);
  if (effect !== '' && effect !== text(taint['effect'])) return false;
  const key = text(toleration['key']);
  if (key !== '' && key !== text(taint['key'])) return false;
  if (text(toleration['operator']) === 'Exists') return true;
  return key !== '' && text(toleration['value']) === text(taint['value']);
}

/** `dedicated=gpu:NoSchedule`. */
export function taintText(taint: Fields): string {
  const value = text(taint['value']);
  return `${text(taint['key'])}${value === '' ? '' : `=${value}`}:${text(taint['effect'])}`;
}
