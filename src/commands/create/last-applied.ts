import type { KubeObject } from '../../api/types.ts';
import { sortedKeys } from '../../formats/compare.ts';
import { stringifyJSON } from '../../formats/json.ts';

/** The annotation in which `apply` finds what was configured last. Source: "Declarative Management of Kubernetes Objects". */
export const LAST_APPLIED = 'kubectl.kubernetes.io/last-applied-configuration';

/**
 * A copy of an object that is built here, with itself as the last-applied configuration. The text keeps the order
 * of keys that the object has.
 */
export function withLastApplied(object: KubeObject): KubeObject {
  const annotations: Record<string, string> = {
    ...object.metadata?.annotations,
    [LAST_APPLIED]: `${stringifyJSON(object)}\n`,
  };
  const sorted = Object.fromEntries(
    sortedKeys(annotations).map((key) => [key, annotations[key] as string]),
  );
  return { ...object, metadata: { ...object.metadata, annotations: sorted } };
}

/** The same for the object of a manifest: keys sorted, and always with annotations, if empty ones. */
export function withLastAppliedManifest(manifest: KubeObject): KubeObject {
  const configured = withoutLastApplied(manifest);
  const text = `${stringifyJSON(configured, { sortKeys: true })}\n`;
  const annotations = { ...configured.metadata?.annotations, [LAST_APPLIED]: text };
  return { ...manifest, metadata: { ...manifest.metadata, annotations } };
}

/** What the object of a manifest configures: it without a last-applied configuration, and with annotations, if empty ones. */
export function withoutLastApplied(manifest: KubeObject): KubeObject {
  const { [LAST_APPLIED]: _, ...annotations } = manifest.metadata?.annotations ?? {};
  return { ...manifest, metadata: { ...manifest.metadata, annotations } };
}
