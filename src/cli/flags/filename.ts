import type { FlagSpec } from './flags.ts';

/** `-f`, `-k` and `-R`. `purpose` ends the sentence of `-f`: `to get`. */
export function filenameFlags(purpose: string): readonly FlagSpec[] {
  return [
    {
      name: 'filename',
      short: 'f',
      type: 'stringSlice',
      default: [],
      usage: `File, folder or URL with the manifests of the objects ${purpose}; - is standard input`,
    },
    {
      name: 'kustomize',
      short: 'k',
      type: 'string',
      default: '',
      usage: 'Folder of a kustomization to build. Not together with -f or -R.',
    },
    {
      name: 'recursive',
      short: 'R',
      type: 'bool',
      default: false,
      usage: 'Read the folders within the folders of -f too',
    },
  ];
}
