import type { JSONObject, JSONValue } from '../../api/types.ts';
import { equal, isMap } from '../../resources/patch/values.ts';
import { at, listAt, mapAt, textAt, textOf } from '../values.ts';
import { maps } from './defaults/fill.ts';
import { invalidValue, required, type Problem } from './invalid.ts';
import type { Model } from './model.ts';

/**
 * What the server looks at besides types and schemas, as far as it keeps broken objects out: names, labels, and what a
 * workload cannot be without. The words are the server's.
 */
export function problemsOf(object: JSONObject, { message, group }: Model): Problem[] {
  const metadata = mapAt(object, ['metadata']);
  const problems = nameProblems(textOf(metadata['name']), message ?? '', group);
  const labels = mapAt(metadata, ['labels']);
  for (const key of Object.keys(labels)) {
    const value = labels[key];
    if (typeof value === 'string' && LABEL_VALUE.test(value) && value.length <= 63) continue;
    problems.push(invalidValue('metadata.labels', value, LABEL_WORDS));
  }
  const pod = message === undefined ? undefined : PODS[message];
  if (pod !== undefined) problems.push(...podProblems(mapAt(object, pod.split('.')), pod));
  if (message === 'Service') problems.push(...serviceProblems(mapAt(object, ['spec'])));
  if (message !== undefined && WORKLOADS.has(message)) {
    problems.push(...workloadProblems(mapAt(object, ['spec']), message));
  }
  return problems;
}

/** Where a pod is described, in kinds that are looked at no further. */
const PODS: Readonly<Record<string, string>> = {
  CronJob: 'spec.jobTemplate.spec.template.spec',
  Pod: 'spec',
  PodTemplate: 'template.spec',
  ReplicationController: 'spec.template.spec',
};

const WORKLOADS = new Set(['DaemonSet', 'Deployment', 'Job', 'ReplicaSet', 'StatefulSet']);

const SUBDOMAIN = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/;
const SUBDOMAIN_WORDS =
  "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')";
const LABEL = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/;
const LABEL_NAME_WORDS =
  "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character (e.g. 'my-name',  or '123-abc', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?')";
const SERVICE_NAME = /^[a-z]([-a-z0-9]*[a-z0-9])?$/;
const SERVICE_WORDS =
  "a DNS-1035 label must consist of lower case alphanumeric characters or '-', start with an alphabetic character, and end with an alphanumeric character (e.g. 'my-name',  or 'abc-123', regex used for validation is '[a-z]([-a-z0-9]*[a-z0-9])?')";
const LABEL_VALUE = /^(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?$/;
const LABEL_WORDS =
  "a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyValue',  or 'my_value',  or '12345', regex used for validation is '(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?')";

function nameProblems(name: string, message: string, group: string): Problem[] {
  const field = 'metadata.name';
  if (name === '') return [required(field, 'name or generateName is required')];
  if (group === 'rbac.authorization.k8s.io') {
    return /[/%]/.test(name) ? [invalidValue(field, name, "may not contain '/' or '%'")] : [];
  }
  const tooLong = (most: number): Problem[] =>
    name.length > most ? [invalidValue(field, name, `must be no more than ${most} bytes`)] : [];
  if (message === 'Service' || message === 'Namespace') {
    const [pattern, words] =
      message === 'Service' ? [SERVICE_NAME, SERVICE_WORDS] : [LABEL, LABEL_NAME_WORDS];
    return pattern.test(name) ? tooLong(63) : [invalidValue(field, name, words)];
  }
  return SUBDOMAIN.test(name) ? tooLong(253) : [invalidValue(field, name, SUBDOMAIN_WORDS)];
}

function podProblems(spec: JSONObject, path: string): Problem[] {
  const containers = maps(spec['containers']);
  if (containers.length === 0) return [required(`${path}.containers`)];
  return containers.flatMap((container, index) => {
    const place = `${path}.containers[${index}]`;
    const name = textOf(container['name']);
    const problems: Problem[] = [];
    if (name === '') problems.push(required(`${place}.name`));
    else if (!LABEL.test(name))
      problems.push(invalidValue(`${place}.name`, name, LABEL_NAME_WORDS));
    if (textOf(container['image']) === '') problems.push(required(`${place}.image`));
    return problems;
  });
}

function serviceProblems(spec: JSONObject): Problem[] {
  const isPlain = textOf(spec['type']) !== 'ExternalName' && textOf(spec['clusterIP']) !== 'None';
  return isPlain && listAt(spec, ['ports']).length === 0 ? [required('spec.ports')] : [];
}

function workloadProblems(spec: JSONObject, message: string): Problem[] {
  const problems: Problem[] = [];
  const selector = spec['selector'];
  const labels = at(spec, ['template', 'metadata', 'labels']);
  if (message !== 'Job') {
    if (!isMap(selector)) problems.push(required('spec.selector'));
    if (!isMap(selector) || !selects(selector, isMap(labels) ? labels : {})) {
      const words = '`selector` does not match template `labels`';
      problems.push(invalidValue('spec.template.metadata.labels', labels, words));
    }
  }
  return [...problems, ...podProblems(mapAt(spec, ['template', 'spec']), 'spec.template.spec')];
}

/** Whether labels have what the plain part of a selector names. */
function selects(selector: JSONObject, labels: JSONObject): boolean {
  const wanted = mapAt(selector, ['matchLabels']);
  const isEmpty = Object.keys(wanted).length + listAt(selector, ['matchExpressions']).length === 0;
  return !isEmpty && Object.keys(wanted).every((key) => labels[key] === wanted[key]);
}

/** Fields that never change once an object is there, by message. */
const IMMUTABLE: Readonly<Record<string, readonly string[]>> = {
  ClusterRoleBinding: ['roleRef'],
  DaemonSet: ['spec.selector'],
  Deployment: ['spec.selector'],
  Job: ['spec.selector', 'spec.template'],
  PriorityClass: ['value', 'preemptionPolicy'],
  ReplicaSet: ['spec.selector'],
  RoleBinding: ['roleRef'],
  Secret: ['type'],
  StorageClass: ['parameters', 'provisioner', 'reclaimPolicy', 'volumeBindingMode'],
};

/** What of a StatefulSet may change. */
const STATEFUL_SET = [
  'replicas',
  'ordinals',
  'template',
  'updateStrategy',
  'revisionHistoryLimit',
  'persistentVolumeClaimRetentionPolicy',
  'minReadySeconds',
];

/** Changes that the server does not let happen. */
export function forbiddenChanges(
  before: JSONObject,
  after: JSONObject,
  { message = '' }: Model,
): Problem[] {
  const problems: Problem[] = [];
  for (const field of IMMUTABLE[message] ?? []) {
    const value = at(after, field.split('.'));
    if (equal(at(before, field.split('.')) ?? null, value ?? null)) continue;
    const words = field === 'roleRef' ? 'cannot change roleRef' : 'field is immutable';
    problems.push(invalidValue(field, value, words));
  }
  const changed = (without: (spec: JSONObject) => JSONObject): boolean =>
    !equal(without(mapAt(before, ['spec'])), without(mapAt(after, ['spec'])));
  if (message === 'StatefulSet' && changed((spec) => omit(spec, STATEFUL_SET))) {
    const words = `updates to statefulset spec for fields other than ${STATEFUL_SET.slice(0, -1)
      .map((name) => `'${name}'`)
      .join(', ')} and '${STATEFUL_SET.at(-1) ?? ''}' are forbidden`;
    problems.push(forbidden('spec', words));
  }
  if (message === 'Pod' && changed(fixedPodSpec)) problems.push(forbidden('spec', POD_WORDS));
  if (textAt(before, ['immutable']) === 'true' && ['ConfigMap', 'Secret'].includes(message)) {
    for (const field of ['data', 'binaryData']) {
      if (equal(before[field] ?? null, after[field] ?? null)) continue;
      problems.push(forbidden(field, 'field is immutable when `immutable` is set'));
    }
  }
  return problems;
}

const POD_WORDS =
  'pod updates may not change fields other than `spec.containers[*].image`,`spec.initContainers[*].image`,`spec.activeDeadlineSeconds`,`spec.tolerations` (only additions to existing tolerations),`spec.terminationGracePeriodSeconds` (allow it to be set to 1 if it was previously negative)';

function fixedPodSpec(spec: JSONObject): JSONObject {
  const withoutImages = (value: JSONValue | undefined): JSONObject[] =>
    maps(value).map((container) => omit(container, ['image']));
  return {
    ...omit(spec, ['activeDeadlineSeconds', 'tolerations', 'terminationGracePeriodSeconds']),
    containers: withoutImages(spec['containers']),
    initContainers: withoutImages(spec['initContainers']),
  };
}

function omit(map: JSONObject, names: readonly string[]): JSONObject {
  return Object.fromEntries(Object.entries(map).filter(([name]) => !names.includes(name)));
}

function forbidden(field: string, words: string): Problem {
  return { reason: 'FieldValueForbidden', field, message: `Forbidden: ${words}` };
}
