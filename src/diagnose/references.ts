import { type Fields, fields, list, text } from '../describe/fields.ts';
import type { Kind } from './world.ts';

/** A place where a pod names an object of its namespace. */
export interface Reference {
  readonly kind: Extract<Kind, 'ConfigMap' | 'Secret' | 'PersistentVolumeClaim' | 'ServiceAccount'>;
  readonly name: string;
  /** The key that is wanted; "" for the whole object. */
  readonly key: string;
  /** It need not be there. */
  readonly optional: boolean;
  /** Where it is named: `env PASSWORD of container app`, `volume config`. */
  readonly where: string;
  /** Of an environment variable; "" otherwise. */
  readonly container: string;
}

/** The objects that a pod, or a pod template, refers to. */
export function referencesOf(pod: Fields): readonly Reference[] {
  const spec = fields(pod['spec']);
  const found: Reference[] = [];
  const add = (
    kind: Reference['kind'],
    source: Fields,
    where: string,
    { key = '', container = '' }: { key?: string; container?: string } = {},
  ): void => {
    const name = text(source['name'] ?? source['secretName'] ?? source['claimName']);
    if (name === '') return;
    found.push({ kind, name, key, optional: source['optional'] === true, where, container });
  };
  for (const container of [...list(spec['initContainers']), ...list(spec['containers'])]) {
    const name = text(container['name']);
    for (const variable of list(container['env'])) {
      const source = fields(variable['valueFrom']);
      const where = `env ${text(variable['name'])} of container ${name}`;
      for (const [field, kind] of ENV) {
        const one = fields(source[field]);
        add(kind, one, where, { key: text(one['key']), container: name });
      }
    }
    for (const source of list(container['envFrom'])) {
      const where = `envFrom of container ${name}`;
      add('ConfigMap', fields(source['configMapRef']), where, { container: name });
      add('Secret', fields(source['secretRef']), where, { container: name });
    }
  }
  for (const volume of list(spec['volumes'])) {
    const where = `volume ${text(volume['name'])}`;
    for (const source of [volume, ...list(fields(volume['projected'])['sources'])]) {
      for (const [field, kind] of VOLUMES) {
        const one = fields(source[field]);
        add(kind, one, where);
        for (const item of list(one['items'])) add(kind, one, where, { key: text(item['key']) });
      }
    }
  }
  for (const secret of list(spec['imagePullSecrets'])) add('Secret', secret, 'imagePullSecrets');
  add('ServiceAccount', { name: spec['serviceAccountName'] }, 'serviceAccountName');
  return found;
}

const ENV = [
  ['configMapKeyRef', 'ConfigMap'],
  ['secretKeyRef', 'Secret'],
] as const;

const VOLUMES = [
  ['configMap', 'ConfigMap'],
  ['secret', 'Secret'],
  ['persistentVolumeClaim', 'PersistentVolumeClaim'],
] as const;
