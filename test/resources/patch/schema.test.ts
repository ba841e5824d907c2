import { describe, expect, it } from 'vitest';
import { builtinPatchSchema } from '../../../src/resources/patch/builtin.ts';
import { fromOpenAPIv3, type PatchSchema } from '../../../src/resources/patch/schema.ts';
import { supportsStrategicMerge } from '../../../src/resources/patch/support.ts';

/** Walks down fields; `[]` steps into the items of a list. */
function at(schema: PatchSchema | undefined, path: string): PatchSchema | undefined {
  return path
    .split('.')
    .reduce((schema, name) => (name === '[]' ? schema?.items : schema?.field(name)), schema);
}

describe('the patch schema of an OpenAPI v3 document', () => {
  const pod = {
    type: 'object',
    properties: { spec: { allOf: [{ $ref: '#/components/schemas/PodSpec' }] } },
  };
  const document = {
    components: {
      schemas: {
        PodSpec: {
          type: 'object',
          properties: {
            volumes: {
              type: 'array',
              items: { allOf: [{ $ref: '#/components/schemas/Volume' }] },
              'x-kubernetes-patch-merge-key': 'name',
              'x-kubernetes-patch-strategy': 'merge,retainKeys',
            },
            tolerations: {
              type: 'array',
              items: { $ref: '#/components/schemas/Nowhere' },
              'x-kubernetes-list-type': 'atomic',
            },
          },
        },
        Volume: { type: 'object', properties: { name: { type: 'string' } } },
      },
    },
  };
  const schema = fromOpenAPIv3(document, pod);

  it('follows references and reads merge key and strategies', () => {
    const volumes = at(schema, 'spec.volumes');
    expect(volumes?.mergeKey).toBe('name');
    expect(volumes?.strategies).toEqual(['merge', 'retainKeys']);
    expect(at(schema, 'spec.volumes.[].name')?.type).toBe('string');
  });

  it('says nothing of a list without patch extensions', () => {
    expect(at(schema, 'spec.tolerations')).toMatchObject({ mergeKey: undefined, strategies: [] });
  });

  it.each(['spec.nope', 'constructor', '__proto__', 'spec.toString'])(
    'knows no field %s',
    (path) => {
      expect(at(schema, path)).toBeUndefined();
    },
  );

  it('names a reference that leads nowhere', () => {
    expect(() => at(schema, 'spec.tolerations.[]')).toThrow(
      'unable to resolve #/components/schemas/Nowhere in OpenAPI V3',
    );
  });
});

describe('the patch schema of built-in kinds', () => {
  const deployment = builtinPatchSchema({ group: 'apps', version: 'v1', kind: 'Deployment' });

  it.each([
    ['spec.strategy', undefined, ['retainKeys']],
    ['spec.template.spec.containers', 'name', ['merge']],
    ['spec.template.spec.containers.[].ports', 'containerPort', ['merge']],
    ['spec.template.spec.volumes', 'name', ['merge', 'retainKeys']],
    ['spec.template.spec.tolerations', undefined, []],
    ['metadata.finalizers', undefined, ['merge']],
    ['metadata.labels.constructor', undefined, []],
  ])('%s of a Deployment', (path, mergeKey, strategies) => {
    expect(at(deployment, path)).toMatchObject({ mergeKey, strategies });
  });

  it('knows only kinds that are built in', () => {
    const version = 'v1';
    expect(builtinPatchSchema({ group: '', version, kind: 'ConfigMap' })).toBeDefined();
    expect(builtinPatchSchema({ group: 'apps', version, kind: 'Pod' })).toBeUndefined();
    expect(builtinPatchSchema({ group: 'constructor', version, kind: 'Pod' })).toBeUndefined();
    expect(
      builtinPatchSchema({
        group: 'apiextensions.k8s.io',
        version,
        kind: 'CustomResourceDefinition',
      }),
    ).toBeUndefined();
  });
});

describe('what the server takes', () => {
  const patchOf = (kind: string, types: string[]) => ({
    patch: {
      'x-kubernetes-group-version-kind': { group: 'example.com', version: 'v1', kind },
      requestBody: { content: Object.fromEntries(types.map((type) => [type, {}])) },
    },
  });
  const merge = 'application/merge-patch+json';
  const document = {
    paths: {
      '/one': { get: {} },
      '/one/{name}': patchOf('One', [merge, 'application/strategic-merge-patch+json']),
      '/two/{name}': patchOf('Two', [merge]),
    },
  };

  it.each([
    ['One', true],
    ['Two', false],
    ['Three', false],
  ])('strategic merge patches for %s: %s', (kind, expected) => {
    const gvk = { group: 'example.com', version: 'v1', kind };
    expect(supportsStrategicMerge(document, gvk)).toBe(expected);
  });
});
