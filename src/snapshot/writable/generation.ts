import type { JSONObject } from '../../api/types.ts';
import { equal } from '../../resources/patch/values.ts';
import type { Model } from './model.ts';

/** The API's own kinds whose changes are counted. */
const COUNTED = new Set(
  `CronJob DaemonSet Deployment DeviceClass EndpointSlice FlowSchema Ingress IngressClass Job MutatingAdmissionPolicy
  MutatingWebhookConfiguration NetworkPolicy Pod PodDisruptionBudget PodTemplate PriorityClass
  PriorityLevelConfiguration ReplicaSet ReplicationController StatefulSet ValidatingAdmissionPolicy
  ValidatingWebhookConfiguration`.split(/\s+/),
);

/** Whether `metadata.generation` counts the changes of a kind: that of custom resources always does. */
export function hasGeneration({ message }: Model): boolean {
  return message === undefined || COUNTED.has(message);
}

/** Whether something changed that is neither metadata nor, where it is kept apart, status. */
export function specChanged(before: JSONObject, after: JSONObject, model: Model): boolean {
  const isApart = model.message !== undefined || model.subresources.includes('status');
  const strip = (object: JSONObject): JSONObject => {
    const { metadata: _, status, ...rest } = object;
    return isApart ? rest : { ...rest, status: status ?? null };
  };
  return !equal(strip(before), strip(after));
}
