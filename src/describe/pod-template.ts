import { formatSelector } from '../formats/format-selector.ts';
import { annotate } from './annotations.ts';
import { describeContainers } from './containers.ts';
import { Description } from './description.ts';
import { by, fields, type Fields, list, text } from './fields.ts';
import { tabbedText } from './text.ts';
import { describeVolumes } from './volumes.ts';

/** The description of a pod template alone, as the history of a workload shows it. Names and values have tabs between them. */
export function podTemplateText(template: Fields): string {
  const description = new Description();
  describePodTemplate(description, template);
  return tabbedText(description);
}

/** Describes the pod template of a workload. */
export function describePodTemplate(description: Description, template: Fields): void {
  const body = description.section('Pod Template');
  const { labels, annotations } = fields(template['metadata']);
  const spec = fields(template['spec']);
  body.map('Labels', fields(labels));
  if (Object.keys(fields(annotations)).length > 0) annotate(body, fields(annotations));
  body.optional('Service Account', spec['serviceAccountName']);
  const initContainers = list(spec['initContainers']);
  if (initContainers.length > 0) describeContainers(body, 'Init Containers', initContainers);
  describeContainers(body, 'Containers', list(spec['containers']));
  describeVolumes(body, list(spec['volumes']));
  describeSpread(body, list(spec['topologySpreadConstraints']));
  body.optional('Priority Class Name', spec['priorityClassName']);
  body.map('Node-Selectors', fields(spec['nodeSelector']));
  describeTolerations(body, list(spec['tolerations']));
}

/** Describes how pods are to be spread. */
export function describeSpread(description: Description, constraints: readonly Fields[]): void {
  if (constraints.length === 0) return;
  description.values('Topology Spread Constraints', constraints.map(spreadText));
}

function spreadText(constraint: Fields): string {
  const selector = constraint['labelSelector'];
  const forWhom = selector === undefined ? '' : ` for selector ${formatSelector(fields(selector))}`;
  return `${text(constraint['topologyKey'])}:${text(constraint['whenUnsatisfiable'])} when max skew ${text(constraint['maxSkew'])} is exceeded${forWhom}`;
}

/** Describes which taints are tolerated. */
export function describeTolerations(
  description: Description,
  tolerations: readonly Fields[],
): void {
  description.values('Tolerations', [...tolerations].sort(by('key')).map(tolerationText));
}

function tolerationText({ key, value, effect, operator, tolerationSeconds }: Fields): string {
  let line = text(key);
  if (text(value) !== '') line += `=${text(value)}`;
  if (text(effect) !== '') line += `:${text(effect)}`;
  // The reference sees an operator only where no value stands.
  if (operator === 'Exists' && text(value) === '') {
    line += text(key) === '' && text(effect) === '' ? 'op=Exists' : ' op=Exists';
  }
  return tolerationSeconds === undefined ? line : `${line} for ${text(tolerationSeconds)}s`;
}
