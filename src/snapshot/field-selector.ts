import type { GVR, JSONObject, JSONValue, KubeObject } from '../api/types.ts';
import { badRequest } from './answer.ts';

/** Fields that the server selects by, besides `metadata.name` and `metadata.namespace`, by resource. */
const FIELDS: Readonly<Record<string, readonly string[]>> = {
  pods: [
    'spec.nodeName',
    'spec.restartPolicy',
    'spec.schedulerName',
    'spec.serviceAccountName',
    'spec.hostNetwork',
    'status.phase',
    'status.podIP',
    'status.nominatedNodeName',
  ],
  events: [
    'involvedObject.kind',
    'involvedObject.namespace',
    'involvedObject.name',
    'involvedObject.uid',
    'involvedObject.apiVersion',
    'involvedObject.resourceVersion',
    'involvedObject.fieldPath',
    'reason',
    'reportingComponent',
    'source',
    'type',
  ],
  'events.events.k8s.io': [
    'regarding.kind',
    'regarding.namespace',
    'regarding.name',
    'regarding.uid',
    'regarding.apiVersion',
    'regarding.resourceVersion',
    'regarding.fieldPath',
    'reason',
    'reportingController',
    'type',
  ],
  secrets: ['type'],
  namespaces: ['status.phase', 'name'],
  nodes: ['spec.unschedulable'],
  services: ['spec.clusterIP', 'spec.type'],
  replicationcontrollers: ['status.replicas'],
  'replicasets.apps': ['status.replicas'],
  'jobs.batch': ['status.successful'],
  'certificatesigningrequests.certificates.k8s.io': ['spec.signerName'],
};

/** What a field holds where the object leaves it out. */
const DEFAULTS: Readonly<Record<string, string>> = {
  'spec.unschedulable': 'false',
  'spec.hostNetwork': 'false',
  'status.successful': '0',
  'status.replicas': '0',
};

/** Fields that are not where their name says. */
const ELSEWHERE: Readonly<Record<string, string>> = {
  source: 'source.component',
  name: 'metadata.name',
};

type Matches = (object: KubeObject) => boolean;

/** Compiles `status.phase=Running,spec.nodeName!=a`. Throws what the server answers to fields that it does not know. */
export function compileFieldSelector(text: string, { group, resource }: GVR): Matches {
  const qualified = group === '' ? resource : `${resource}.${group}`;
  const known = FIELDS[qualified];
  const terms = splitTerms(text).map((term): Matches => {
    const [, field, operator, value] = /^(.*?)(!=|==|=)(.*)$/s.exec(term) ?? [];
    if (field === undefined || operator === undefined || value === undefined) {
      throw badRequest(`invalid selector: '${text}'; can't understand '${term}'`);
    }
    if (field !== 'metadata.name' && field !== 'metadata.namespace' && !known?.includes(field)) {
      throw badRequest(
        known === undefined
          ? `"${field}" is not a known field selector: only "metadata.name", "metadata.namespace"`
          : `field label not supported: ${field}`,
      );
    }
    const wanted = value.replaceAll(/\\([\\,=])/g, '$1');
    return (object) => (valueOf(object, field) === wanted) === (operator !== '!=');
  });
  return (object) => terms.every((matches) => matches(object));
}

/** Splits at commas that no backslash stands before. */
function splitTerms(text: string): string[] {
  return (text.match(/(?:\\.|[^,\\])+/gs) ?? []).filter((term) => term !== '');
}

function valueOf(object: KubeObject, field: string): string {
  let value: JSONValue | undefined = object as JSONObject;
  for (const key of (ELSEWHERE[field] ?? field).split('.')) {
    value = isObject(value) && Object.hasOwn(value, key) ? value[key] : undefined;
  }
  if (value === undefined || value === null) return DEFAULTS[field] ?? '';
  return typeof value === 'object' ? '' : String(value);
}

function isObject(value: JSONValue | undefined): value is JSONObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
