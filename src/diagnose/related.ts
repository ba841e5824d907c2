import { type Fields, fields, list, text } from '../describe/fields.ts';
import type { Subject } from './subject.ts';
import { metadataOf, nameOf, namespaceOf, type World } from './world.ts';

/** True when labels hold all that a selector map asks for. An empty selector asks for nothing and selects nothing here. */
export function selects(selector: Fields, labels: Fields): boolean {
  const wanted = Object.entries(selector);
  return wanted.length > 0 && wanted.every(([key, value]) => labels[key] === value);
}

/** The labels of a workload's pods. */
export function podLabels({ template }: Pick<Subject, 'template'>): Fields {
  return fields(metadataOf(template)['labels']);
}

/** True when an object is about a workload: selects its pods, scales it, leads to it, or carries it. */
export function concerns(object: Fields, subject: Subject, world: World): boolean {
  const kind = text(object['kind']);
  if (kind !== 'Node' && namespaceOf(object) !== subject.namespace) return false;
  const spec = fields(object['spec']);
  switch (kind) {
    case 'Service':
      return selects(fields(spec['selector']), podLabels(subject));
    case 'PodDisruptionBudget':
      return selects(fields(fields(spec['selector'])['matchLabels']), podLabels(subject));
    case 'HorizontalPodAutoscaler': {
      const target = fields(spec['scaleTargetRef']);
      return target['kind'] === subject.kind && target['name'] === subject.name;
    }
    case 'Ingress':
      return backendsOf(object).some((name) => {
        const service = world.find('Service', subject.namespace, name);
        return service !== undefined && concerns(service, subject, world);
      });
    case 'PersistentVolumeClaim':
      return claimsOf(subject).includes(nameOf(object));
    case 'Node':
      return subject.pods.some((pod) => fields(pod['spec'])['nodeName'] === nameOf(object));
    default:
      return false;
  }
}

/** The Services that an Ingress leads to. */
export function backendsOf(ingress: Fields): readonly string[] {
  const spec = fields(ingress['spec']);
  const backends = [
    fields(spec['defaultBackend']),
    ...list(spec['rules']).flatMap((rule) =>
      list(fields(rule['http'])['paths']).map((path) => fields(path['backend'])),
    ),
  ];
  return backends.map((backend) => text(fields(backend['service'])['name'])).filter(Boolean);
}

/** The claims that the pods of a workload use. */
export function claimsOf({ template, pods }: Subject): readonly string[] {
  const names = [template, ...pods].flatMap((object) =>
    list(fields(object['spec'])['volumes']).map((volume) =>
      text(fields(volume['persistentVolumeClaim'])['claimName']),
    ),
  );
  return [...new Set(names.filter(Boolean))];
}
