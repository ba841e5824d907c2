import type { Shape, Struct } from './shape.ts';

/** The fields of a kustomization file and their types. Source: https://kubectl.docs.kubernetes.io/references/kustomize/ */

const strings: Shape = { list: 'string' };
const pairs: Shape = { map: 'string' };
const type = { group: 'string', version: 'string', kind: 'string' } as const;

function struct(name: string, fields: Struct['fields']): Struct {
  return { struct: name, fields };
}

const fieldSpec = struct('FieldSpec', { ...type, path: 'string', create: 'bool' });
const selector = struct('Selector', {
  ...type,
  name: 'string',
  namespace: 'string',
  labelSelector: 'string',
  annotationSelector: 'string',
});
const patch = struct('Patch', {
  path: 'string',
  patch: 'string',
  target: selector,
  options: struct('PatchOptions', { allowNameChange: 'bool', allowKindChange: 'bool' }),
});
const generatorOptions = struct('GeneratorOptions', {
  labels: pairs,
  annotations: pairs,
  disableNameSuffixHash: 'bool',
  immutable: 'bool',
});
const generator = {
  name: 'string',
  namespace: 'string',
  behavior: 'string',
  literals: strings,
  files: strings,
  envs: strings,
  env: 'string',
  options: generatorOptions,
} as const;
const fieldOptions = struct('FieldOptions', {
  delimiter: 'string',
  index: 'int',
  encoding: 'string',
  create: 'bool',
});

const image = struct('Image', {
  name: 'string',
  newName: 'string',
  newTag: 'string',
  tagSuffix: 'string',
  digest: 'string',
});

/** One replacement, in a kustomization or in a file of its own. */
export const REPLACEMENT: Struct = struct('Replacement', {
  path: 'string',
  sourceValue: 'string',
  source: struct('SourceSelector', {
    ...selector.fields,
    fieldPath: 'string',
    options: fieldOptions,
  }),
  targets: {
    list: struct('TargetSelector', {
      select: selector,
      reject: { list: selector },
      fieldPaths: strings,
      options: fieldOptions,
    }),
  },
});

/** A kustomization file. */
export const KUSTOMIZATION: Struct = struct('Kustomization', {
  apiVersion: 'string',
  kind: 'string',
  metadata: 'any',
  resources: strings,
  bases: strings,
  components: strings,
  namePrefix: 'string',
  nameSuffix: 'string',
  namespace: 'string',
  commonLabels: pairs,
  commonAnnotations: pairs,
  labels: {
    list: struct('Label', {
      pairs,
      includeSelectors: 'bool',
      includeTemplates: 'bool',
      fields: { list: fieldSpec },
    }),
  },
  patches: { list: patch },
  patchesStrategicMerge: strings,
  patchesJson6902: { list: patch },
  imageTags: { list: image },
  images: { list: image },
  replicas: { list: struct('Replica', { name: 'string', count: 'int64' }) },
  replacements: { list: REPLACEMENT },
  configMapGenerator: { list: struct('ConfigMapArgs', generator) },
  secretGenerator: { list: struct('SecretArgs', { ...generator, type: 'string' }) },
  generatorOptions,
  buildMetadata: strings,
  sortOptions: struct('SortOptions', {
    order: 'string',
    legacySortOptions: struct('LegacySortOptions', { orderFirst: strings, orderLast: strings }),
  }),
  vars: 'any',
  crds: strings,
  configurations: strings,
  openapi: { map: 'string' },
  helmCharts: 'any',
  helmGlobals: 'any',
  helmChartInflationGenerator: 'any',
  generators: strings,
  transformers: strings,
  validators: strings,
});

/** Fields that have a successor, in the order in which they are warned of. */
export const DEPRECATED: ReadonlyMap<string, string> = new Map([
  ['bases', 'resources'],
  ['commonLabels', 'labels'],
  ['imageTags', 'images'],
  ['patchesJson6902', 'patches'],
  ['patchesStrategicMerge', 'patches'],
  ['vars', 'replacements'],
]);

const plugin = 'plugins and configuration of transformers by files are left out';

/** Fields that are refused, and why. */
export const UNSUPPORTED: ReadonlyMap<string, string> = new Map([
  ['vars', "say it with 'replacements', which have taken its place"],
  ['crds', 'names within custom resources can be set by replacements'],
  ['configurations', plugin],
  ['openapi', 'custom resources merge without a schema, lists in them are replaced'],
  ['helmCharts', 'render the chart first, and name the result in resources'],
  ['helmGlobals', 'render the chart first, and name the result in resources'],
  ['helmChartInflationGenerator', 'render the chart first, and name the result in resources'],
  ['generators', plugin],
  ['transformers', plugin],
  ['validators', plugin],
]);
