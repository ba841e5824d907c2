import type { KubeObject } from '../api/types.ts';

/** Where `kubectl apply` keeps a copy of the whole object. */
const LAST_APPLIED = 'kubectl.kubernetes.io/last-applied-configuration';

/** A Secret with its keys but without their values, also not those that annotations repeat; anything else as it is. */
export function withoutSecrets(object: KubeObject): KubeObject {
  if (object.kind !== 'Secret' || object.apiVersion !== 'v1') return object;
  const { stringData: _, ...redacted } = object;
  if (object.data !== undefined) {
    const keys = Object.keys(object.data ?? {});
    redacted.data = Object.fromEntries(keys.map((key) => [key, '']));
  }
  if (object.metadata?.annotations?.[LAST_APPLIED] !== undefined) {
    const { [LAST_APPLIED]: __, ...annotations } = object.metadata.annotations;
    const { annotations: ___, ...metadata } = object.metadata;
    redacted.metadata =
      Object.keys(annotations).length === 0 ? metadata : { ...metadata, annotations };
  }
  return redacted;
}
