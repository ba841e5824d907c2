import { fields, type Fields, type Lines, list, text } from './lines.ts';

/** Describes `envFrom` of a container. */
export function describeEnvironmentFrom(
  lines: Lines,
  level: number,
  sources: readonly Fields[],
): void {
  if (sources.length === 0) return;
  lines.add(level, 'Environment Variables from:');
  for (const { configMapRef, secretRef, prefix } of sources) {
    const { name, optional } = fields(configMapRef ?? secretRef);
    const from = configMapRef === undefined ? 'Secret' : 'ConfigMap';
    const before = text(prefix) === '' ? '' : ` with prefix '${text(prefix)}'`;
    lines.add(level + 1, `${text(name)}\t${from}${before}\tOptional: ${optional === true}`);
  }
}

/** Describes `env` of a container. */
export function describeEnvironment(lines: Lines, level: number, container: Fields): void {
  const env = list(container['env']);
  lines.add(level, env.length === 0 ? 'Environment:\t<none>' : 'Environment:');
  for (const one of env) {
    const name = text(one['name']);
    const source = one['valueFrom'];
    if (source !== undefined) {
      lines.add(level + 1, `${name}:\t${sourceText(fields(source), container)}`);
      continue;
    }
    text(one['value'])
      .split('\n')
      .forEach((line, index) => lines.add(level + 1, `${index === 0 ? `${name}:` : ''}\t${line}`));
  }
}

function sourceText(source: Fields, container: Fields): string {
  const { fieldRef, resourceFieldRef, secretKeyRef, configMapKeyRef } = source;
  if (fieldRef !== undefined) {
    const { apiVersion, fieldPath } = fields(fieldRef);
    return ` (${text(apiVersion)}:${text(fieldPath)})`;
  }
  if (resourceFieldRef !== undefined) {
    const resource = text(fields(resourceFieldRef)['resource']);
    const [kind = '', ...rest] = resource.split('.');
    const quantities = fields(fields(container['resources'])[kind]);
    return `${text(quantities[rest.join('.')]) || '0'} (${resource})`;
  }
  if (secretKeyRef !== undefined) {
    const { key, name, optional } = fields(secretKeyRef);
    return `<set to the key '${text(key)}' in secret '${text(name)}'>\tOptional: ${optional === true}`;
  }
  const { key, name, optional } = fields(configMapKeyRef);
  return `<set to the key '${text(key)}' of config map '${text(name)}'>\tOptional: ${optional === true}`;
}
