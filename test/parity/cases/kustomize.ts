import { readCorpus } from '../../resources/kustomize/corpus.ts';
import type { ParityCase } from '../case.ts';

const covers = 'kustomize';
const maps = `{apiVersion: v1, kind: ConfigMap, metadata: {name: one}}
---
{apiVersion: v1, kind: ConfigMap, metadata: {name: two}}
`;
const app = { 'app/maps.yaml': maps, 'app/kustomization.yaml': 'resources: [maps.yaml]\n' };

/** Builds every recorded kustomization anew. */
export const recorded: readonly ParityCase[] = readCorpus().map(({ name, files }): ParityCase => ({
  name: `kustomize ${name}`,
  covers,
  line: [...files.keys()].some((path) => path.startsWith('over/')) ? 'kustomize over' : 'kustomize',
  kubeconfig: 'none',
  files: Object.fromEntries(files),
}));

/** The command line around a build. */
export const flags: readonly ParityCase[] = (
  [
    ['kustomize app', 'of a folder'],
    ['kustomize app more', 'of two folders'],
    ['kustomize nowhere', 'of no folder'],
    ['kustomize app/maps.yaml', 'of a file'],
    ['kustomize app --load-restrictor=None', 'with an unknown restriction'],
    ['kustomize app --load-restrictor=LoadRestrictionsNone', 'without restrictions'],
    ['kustomize app --nonsense', 'with an unknown flag'],
    ['kustomize app -o missing/all.yaml', 'into a folder that is not there'],
  ] as const
).map(([line, what]): ParityCase => ({
  name: `kustomize ${what}`,
  covers,
  line,
  kubeconfig: 'none',
  files: app,
}));

/** Where the result goes, and -k of other commands. */
export const uses: readonly ParityCase[] = [
  {
    name: 'kustomize into a file',
    covers,
    line: 'kustomize app -o all.yaml',
    kubeconfig: 'none',
    files: app,
    filesAfter: ['all.yaml'],
  },
  {
    name: 'kustomize into a folder',
    covers,
    line: 'kustomize app -o out',
    kubeconfig: 'none',
    files: { ...app, 'out/.keep': '' },
    filesAfter: ['out/v1_configmap_one.yaml', 'out/v1_configmap_two.yaml'],
  },
  ...(
    [
      ['get -k app', 'get what is not there'],
      ['get -k app -o name', 'names of what is not there'],
      ['get -k app -R', '-k with -R'],
      ['get -k app -f app/maps.yaml', '-k with -f'],
      ['get pods -k app', '-k with a type'],
      ['get -k nowhere', '-k of no folder'],
      ['get -k app/maps.yaml', '-k of a file'],
    ] as const
  ).map(([line, name]): ParityCase => ({ name: `kustomize: ${name}`, covers, line, files: app })),
  {
    name: 'create -k',
    covers,
    line: 'create -k app -n {ns}',
    files: app,
    mutates: true,
    followUp: ['get configmaps one two -n {ns} -o name'],
  },
];
