import { parseQuantity, quantityMilliValue, quantityValue } from '../formats/quantity.ts';
import type { Description } from './description.ts';
import { fields, type Fields, list, text } from './fields.ts';

/** Describes `envFrom` of a container. */
export function describeEnvironmentFrom(body: Description, sources: readonly Fields[]): void {
  if (sources.length === 0) return;
  const section = body.section('Environment Variables from');
  for (const { configMapRef, secretRef, prefix } of sources) {
    const { name, optional } = fields(configMapRef ?? secretRef);
    const from = configMapRef === undefined ? 'Secret' : 'ConfigMap';
    const before = text(prefix) === '' ? '' : ` with prefix '${text(prefix)}'`;
    section.line(`${text(name)}\t${from}${before}\tOptional: ${optional === true}`);
  }
}

/** Describes `env` of a container; in a pod with the values of its fields. */
export function describeEnvironment(
  body: Description,
  container: Fields,
  fieldValue: (path: string) => string = () => '',
): void {
  const env = list(container['env']);
  if (env.length === 0) return body.field('Environment', '<none>');
  const section = body.section('Environment', { ownNames: true });
  for (const one of env) {
    const name = text(one['name']);
    const source = one['valueFrom'];
    if (source === undefined) {
      const [first = '', ...rest] = text(one['value']).split('\n');
      if (rest.length === 0) section.field(name, first);
      else section.lines(name, [first, ...rest]);
    } else section.field(name, sourceText(fields(source), container, fieldValue));
  }
  return undefined;
}

function sourceText(
  source: Fields,
  container: Fields,
  fieldValue: (path: string) => string,
): string {
  const { fieldRef, resourceFieldRef, secretKeyRef, configMapKeyRef } = source;
  if (fieldRef !== undefined) {
    const { apiVersion, fieldPath } = fields(fieldRef);
    return `${fieldValue(text(fieldPath))} (${text(apiVersion)}:${text(fieldPath)})`;
  }
  if (resourceFieldRef !== undefined) {
    const { resource, divisor } = fields(resourceFieldRef);
    return `${resourceText(container, text(resource), text(divisor))} (${text(resource)})`;
  }
  if (secretKeyRef !== undefined) {
    const { key, name, optional } = fields(secretKeyRef);
    return `<set to the key '${text(key)}' in secret '${text(name)}'>\tOptional: ${optional === true}`;
  }
  const { key, name, optional } = fields(configMapKeyRef);
  return `<set to the key '${text(key)}' of config map '${text(name)}'>\tOptional: ${optional === true}`;
}

/** What is used up to the node's own amount when a container sets no limit. */
const UNLIMITED = new Set(['limits.cpu', 'limits.memory']);

/** The amount that a container sees: in cores or bytes, or in multiples of the divisor, rounded up. */
function resourceText(container: Fields, resource: string, divisor: string): string {
  const [kind = '', ...rest] = resource.split('.');
  const amount = text(fields(fields(container['resources'])[kind])[rest.join('.')]) || '0';
  const valueOf = resource.endsWith('.cpu') ? quantityMilliValue : quantityValue;
  const unit = valueOf(parseQuantity(divisor === '' || divisor === '0' ? '1' : divisor));
  const value = valueOf(parseQuantity(amount));
  const shown = (value + unit - 1n) / unit;
  return shown === 0n && UNLIMITED.has(resource) ? 'node allocatable' : String(shown);
}
