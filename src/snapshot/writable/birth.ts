import type { JSONObject } from '../../api/types.ts';
import { listAt, mapAt, textAt, textOf } from '../values.ts';
import { allocateAddress } from './addresses.ts';
import { fill } from './defaults/fill.ts';
import { admitPod } from './defaults/pod.ts';
import type { MemorySource } from './memory.ts';
import type { Model } from './model.ts';

/** Letters of generated names: none that make words, or that look alike. */
const ALPHABET = 'bcdfghjklmnpqrstvwxz2456789';

/** The end of a generated name. */
export function randomSuffix(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(5));
  return Array.from(bytes, (byte) => ALPHABET[byte % ALPHABET.length]).join('');
}

/** What the server adds to an object when it is created, beside defaults. Changes the object. */
export async function beginLife(
  object: JSONObject,
  { message, group, version, resource }: Model,
  source: MemorySource,
): Promise<void> {
  const metadata = mapAt(object, ['metadata']);
  const spec = mapAt(object, ['spec']);
  const protect = (finalizer: string): void => {
    const before = listAt(metadata, ['finalizers']);
    if (!before.includes(finalizer)) metadata['finalizers'] = [...before, finalizer];
  };
  switch (message) {
    case 'Pod':
      admitPod(object, randomSuffix);
      break;
    case 'Namespace':
      object['spec'] = { finalizers: ['kubernetes'] };
      object['status'] = { phase: 'Active' };
      break;
    case 'PersistentVolumeClaim':
      protect('kubernetes.io/pvc-protection');
      await useDefaultClass(spec, source);
      object['status'] = { phase: 'Pending' };
      break;
    case 'PersistentVolume':
      protect('kubernetes.io/pv-protection');
      object['status'] = {
        phase: 'Pending',
        lastPhaseTransitionTime: textOf(metadata['creationTimestamp']),
      };
      break;
    case 'Job':
      if (spec['manualSelector'] !== true) selectOwnPods(spec, metadata);
      break;
    case 'Service':
      await allocateAddress(spec, { group, version, resource }, source);
      break;
    default:
  }
}

/** The selector of a Job that does not say which pods are its own. */
function selectOwnPods(spec: JSONObject, metadata: JSONObject): void {
  const uid = textOf(metadata['uid']);
  const name = textOf(metadata['name']);
  spec['selector'] = { matchLabels: { 'batch.kubernetes.io/controller-uid': uid } };
  const template = mapAt(spec, ['template', 'metadata']);
  fill(template, { labels: {} });
  Object.assign(mapAt(template, ['labels']), {
    'batch.kubernetes.io/controller-uid': uid,
    'batch.kubernetes.io/job-name': name,
    'controller-uid': uid,
    'job-name': name,
  });
  fill(metadata, { labels: { ...mapAt(template, ['labels']) } });
}

async function useDefaultClass(spec: JSONObject, source: MemorySource): Promise<void> {
  if (spec['storageClassName'] !== undefined) return;
  const classes = await source.resource({
    group: 'storage.k8s.io',
    version: 'v1',
    resource: 'storageclasses',
  });
  const found = classes?.items.find(
    ({ object }) =>
      textAt(object, ['metadata', 'annotations', 'storageclass.kubernetes.io/is-default-class']) ===
      'true',
  );
  const name = found?.object.metadata?.name;
  if (name !== undefined) spec['storageClassName'] = name;
}
