import type { ParityCase } from '../case.ts';

const lines: readonly string[] = [];

export const version: readonly ParityCase[] = [
  ...lines.map((line): ParityCase => ({ name: line, covers: 'version', line })),
  { name: 'version asks one question', covers: 'version', line: 'version', requests: 'all' },
  {
    name: 'version --client asks nothing',
    covers: 'version',
    line: 'version --client',
    requests: 'all',
  },
  { name: 'version without a server', covers: 'version', line: 'version', kubeconfig: 'none' },
  {
    name: 'version -o json without a server',
    covers: 'version',
    line: 'version -o json',
    kubeconfig: 'none',
  },
];
