import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { JSONValue, KubeObject } from '../../../src/api/types.ts';
import { parseJSON, stringifyJSON } from '../../../src/formats/json.ts';
import { isMap } from '../../../src/resources/patch/values.ts';
import { requireTyped } from '../../../src/resources/typed/check.ts';
import { asTyped } from '../../../src/resources/typed/encode.ts';
import { requireKnownKind } from '../../../src/resources/typed/kinds.ts';

/** Written by Go's encoding/json: each kind empty, with every field at zero, some with every field filled. */
const written = readFileSync(
  new URL('../../../fixtures/typed/objects.jsonl', import.meta.url),
  'utf8',
)
  .trim()
  .split('\n');

/** Keys in another order, and one that no type has. FieldsV1 is kept as it is. */
function disturbed(value: JSONValue): JSONValue {
  if (Array.isArray(value)) return value.map(disturbed);
  if (!isMap(value)) return value;
  const entries = Object.entries(value).toReversed();
  return Object.fromEntries(
    entries.map(([key, member]) => [key, key === 'fieldsV1' ? member : disturbed(member)]),
  );
}

const asDeployment = (spec: object): KubeObject =>
  parseJSON(JSON.stringify({ apiVersion: 'apps/v1', kind: 'Deployment', spec })) as KubeObject;
const problemOf = (object: object): string => {
  try {
    requireTyped(object as KubeObject, 'x.yaml');
    return '';
  } catch (error) {
    return (error as Error).message;
  }
};

describe('objects as Go writes them', () => {
  it.each(written.map((line) => [/"kind":"(\w+)","apiVersion":"([^"]+)"/.exec(line)![0], line]))(
    '%s',
    (_, line) => {
      expect(stringifyJSON(asTyped(disturbed(parseJSON(line)) as KubeObject))).toBe(line);
    },
  );

  it('loses unknown fields, and fills in what types demand', () => {
    const typed = asTyped(asDeployment({ replicas: 0, paused: false, bogus: 1 }));
    expect(stringifyJSON(typed)).toBe(
      '{"kind":"Deployment","apiVersion":"apps/v1","metadata":{},"spec":{"replicas":0,"selector":null,"template":{"metadata":{},"spec":{"containers":null}},"strategy":{}},"status":{}}',
    );
  });

  it('has quantities and times in canonical form', () => {
    const pod = asTyped({
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { creationTimestamp: '2026-01-01T12:00:00+02:00' },
      spec: { overhead: { memory: '1024Mi', cpu: 0.5 } },
    });
    expect(pod.metadata).toEqual({ creationTimestamp: '2026-01-01T10:00:00Z' });
    expect(pod['spec']).toMatchObject({ overhead: { cpu: '500m', memory: '1Gi' } });
  });

  it('leaves kinds that are not in the table alone, and takes __proto__ for a key', () => {
    const config = { apiVersion: 'v1', kind: 'ConfigMap', data: { b: '1', a: '2' } };
    expect(asTyped(config)).toBe(config);
    const labels = '{"__proto__":"x","a":"b"}';
    const pod = `{"kind":"Pod","apiVersion":"v1","metadata":{"labels":${labels}}}`;
    expect(stringifyJSON(asTyped(parseJSON(pod) as KubeObject).metadata?.labels)).toBe(labels);
  });
});

describe('manifests that do not fit', () => {
  const inContainer = (fields: object): object =>
    asDeployment({ template: { spec: { containers: [{ name: 'a', ...fields }] } } });
  const lead = 'unable to decode "x.yaml": json: cannot unmarshal';
  const path = 'Container.spec.template.spec.containers';

  it.each([
    [inContainer({ image: 5 }), `number into Go struct field ${path}.image of type string`],
    [
      inContainer({ imagePullPolicy: true }),
      `bool into Go struct field ${path}.imagePullPolicy of type v1.PullPolicy`,
    ],
    [
      inContainer({ ports: {} }),
      `object into Go struct field ${path}.ports of type []v1.ContainerPort`,
    ],
    [
      asDeployment({ replicas: 1.5 }),
      'number 1.5 into Go struct field DeploymentSpec.spec.replicas of type int32',
    ],
    [
      asDeployment({ replicas: 2 ** 31 }),
      'number 2147483648 into Go struct field DeploymentSpec.spec.replicas of type int32',
    ],
    [
      asDeployment({ paused: 'x' }),
      'string into Go struct field DeploymentSpec.spec.paused of type bool',
    ],
    [
      asDeployment({ template: [] }),
      'array into Go struct field DeploymentSpec.spec.template of type v1.PodTemplateSpec',
    ],
  ])('are refused with the place: %#', (object, problem) => {
    expect(problemOf(object)).toBe(`${lead} ${problem}`);
  });

  it('names the first of several, but a quantity that cannot be read before them all', () => {
    const resources = { limits: { cpu: 'x' } };
    expect(problemOf(inContainer({ image: 5, name: 6 }))).toContain('Container.spec.template');
    expect(problemOf(inContainer({ image: 5, resources }))).toContain('quantities must match');
  });

  it('passes what fits, and kinds without a table', () => {
    expect(problemOf(inContainer({ ports: null, resources: { limits: { cpu: 1 } } }))).toBe('');
    expect(problemOf({ apiVersion: 'v1', kind: 'ConfigMap', data: 5 })).toBe('');
  });

  it('refuses kinds that Go clients have no type for', () => {
    const problem = (version: string, kind: string): string =>
      `no kind "${kind}" is registered for version "${version}" in scheme "pkg/runtime/scheme.go:111"`;
    expect(problemOf({ apiVersion: 'x.io/v1', kind: 'Widget' })).toBe(
      `unable to decode "x.yaml": ${problem('x.io/v1', 'Widget')}`,
    );
    for (const [group, version, kind] of [
      ['x.io', 'v1', 'WidgetList'],
      ['apps', 'v9', 'Deployment'],
    ] as const) {
      expect(() => requireKnownKind({ group, version, kind })).toThrow(
        problem(`${group}/${version}`, kind),
      );
    }
    expect(() =>
      requireKnownKind({ group: 'apps', version: 'v1', kind: 'DeploymentList' }),
    ).not.toThrow();
  });
});
