import { describeContainers } from './containers.ts';
import { fields, type Fields, Lines, list, text } from './lines.ts';
import { formatSelector } from '../formats/format-selector.ts';
import { describeVolumes } from './volumes.ts';

/** Describes a pod template, as the history of a workload shows it. Names and values have tabs between them. */
export function describePodTemplate(template: Fields): string {
  const lines = new Lines();
  const { labels, annotations } = fields(template['metadata']);
  const spec = fields(template['spec']);
  lines.add(0, 'Pod Template:');
  lines.map(1, 'Labels', fields(labels), '=');
  describeAnnotations(lines, fields(annotations));
  const account = text(spec['serviceAccountName']);
  if (account !== '') lines.add(1, `Service Account:\t${account}`);
  const initContainers = list(spec['initContainers']);
  if (initContainers.length > 0) describeContainers(lines, 1, 'Init Containers', initContainers);
  describeContainers(lines, 1, 'Containers', list(spec['containers']));
  describeVolumes(lines, 1, list(spec['volumes']));
  list(spec['topologySpreadConstraints']).forEach((constraint, index) => {
    const head = index === 0 ? '  Topology Spread Constraints:' : '';
    lines.add(0, `${head}\t${spreadText(constraint)}`);
  });
  const priority = text(spec['priorityClassName']);
  if (priority !== '') lines.add(1, `Priority Class Name:\t${priority}`);
  lines.map(1, 'Node-Selectors', fields(spec['nodeSelector']), '=');
  describeTolerations(lines, list(spec['tolerations']));
  return lines.toString();
}

function describeAnnotations(lines: Lines, annotations: Fields): void {
  Object.keys(annotations)
    .sort()
    .forEach((key, index) => {
      const head = index === 0 ? '  Annotations:' : '';
      const value = text(annotations[key]).replace(/\n$/, '');
      const long = value.includes('\n') || value.length > 140 - key.length - 2;
      if (!long) return lines.add(0, `${head}\t${key}: ${value}`);
      lines.add(0, `${head}\t${key}:`);
      for (const line of value.split('\n')) {
        lines.add(0, `\t  ${line.length > 140 ? `${line.slice(0, 140)}...` : line}`);
      }
      return undefined;
    });
}

function spreadText(constraint: Fields): string {
  const selector = constraint['labelSelector'];
  const forWhom = selector === undefined ? '' : ` for selector ${formatSelector(fields(selector))}`;
  return `${text(constraint['topologyKey'])}:${text(constraint['whenUnsatisfiable'])} when max skew ${text(constraint['maxSkew'])} is exceeded${forWhom}`;
}

function describeTolerations(lines: Lines, tolerations: readonly Fields[]): void {
  if (tolerations.length === 0) return lines.add(1, 'Tolerations:\t<none>');
  const sorted = [...tolerations].sort((a, b) => {
    const [left, right] = [text(a['key']), text(b['key'])];
    return left < right ? -1 : left > right ? 1 : 0;
  });
  sorted.forEach((toleration, index) => {
    const { key, value, effect, operator, tolerationSeconds } = toleration;
    let line = text(key);
    if (text(value) !== '') line += `=${text(value)}`;
    if (text(effect) !== '') line += `:${text(effect)}`;
    // The reference sees an operator only where no value stands.
    if (operator === 'Exists' && text(value) === '') {
      line += text(key) === '' && text(effect) === '' ? 'op=Exists' : ' op=Exists';
    }
    if (tolerationSeconds !== undefined) line += ` for ${text(tolerationSeconds)}s`;
    lines.add(0, `${index === 0 ? '  Tolerations:' : ''}\t${line}`);
  });
  return undefined;
}
