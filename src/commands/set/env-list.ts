import type { KubeObject } from '../../api/types.ts';
import type { Context } from '../../cli/context.ts';
import { KubistError } from '../../errors.ts';
import { compareBytes } from '../../formats/compare.ts';
import { parseQuantity, quantityMilliValue, quantityValue } from '../../formats/quantity.ts';
import { labelKeyProblems } from '../../resources/label-selector.ts';
import type { ObjectInfo } from '../../resources/objects.ts';
import { type Located, objectPath } from '../../resources/paths.ts';
import { CONFIG_MAPS, SECRETS } from '../create/resources.ts';
import type { Container, EnvVar } from './pod-spec.ts';

/** `data` of a config map or a secret. */
type Data = Readonly<Record<string, string>>;

type Source = NonNullable<EnvVar['valueFrom']>;

/** Shows the variables of a container; with `resolved`, what references stand for, as far as it can be had. */
export async function listVariables(
  context: Context,
  { object, name }: ObjectInfo,
  container: Container,
  resolved: boolean,
): Promise<void> {
  const lookup = new Lookup(context, object, container);
  let text = `# ${object.kind ?? ''} ${name}, container ${container.name}\n`;
  const failures = new Map<string, string[]>();
  for (const { name: variable, value = '', valueFrom } of container.env ?? []) {
    if (valueFrom === undefined) {
      text += `${variable}=${value}\n`;
      continue;
    }
    try {
      if (resolved) {
        text += `${variable}=${await lookup.value(valueFrom)}\n`;
        continue;
      }
    } catch (error) {
      const { message } = error as Error;
      failures.set(message, [...(failures.get(message) ?? []), variable]);
    }
    text += `# ${variable} from ${describeSource(valueFrom)}\n`;
  }
  await context.streams.out.write(text);
  const lines = [...failures].map(
    ([message, names]) => `error retrieving reference for ${names.join(', ')}: ${message}\n`,
  );
  if (lines.length > 0) await context.streams.err.write(lines.sort(compareBytes).join(''));
}

function describeSource(source: Source): string {
  const { configMapKeyRef, secretKeyRef, fieldRef, resourceFieldRef } = source;
  if (configMapKeyRef !== undefined) {
    return `configmap ${configMapKeyRef.name ?? ''}, key ${configMapKeyRef.key}`;
  }
  if (secretKeyRef !== undefined) {
    return `secret ${secretKeyRef.name ?? ''}, key ${secretKeyRef.key}`;
  }
  if (fieldRef !== undefined) return `field path ${fieldRef.fieldPath}`;
  if (resourceFieldRef === undefined) return 'invalid valueFrom';
  const { containerName, resource } = resourceFieldRef;
  return `resource field ${containerName === undefined ? '' : `${containerName}/`}${resource}`;
}

/** Finds what variables of one container refer to. Each config map and secret is asked for once. */
class Lookup {
  readonly #context: Context;
  readonly #object: KubeObject;
  readonly #container: Container;
  readonly #fetched = new Map<string, Data>();

  constructor(context: Context, object: KubeObject, container: Container) {
    this.#context = context;
    this.#object = object;
    this.#container = container;
  }

  /** Rejects with the words of what is missing. */
  async value(source: Source): Promise<string> {
    const { configMapKeyRef, secretKeyRef, fieldRef, resourceFieldRef } = source;
    if (secretKeyRef !== undefined) {
      const { name = '', key } = secretKeyRef;
      const data = await this.#data(SECRETS, name);
      if (Object.hasOwn(data, key)) return Buffer.from(data[key]!, 'base64').toString();
      throw new KubistError(`key ${key} not found in secret ${name}`);
    }
    if (configMapKeyRef !== undefined) {
      const { name = '', key } = configMapKeyRef;
      const data = await this.#data(CONFIG_MAPS, name);
      if (Object.hasOwn(data, key)) return data[key]!;
      throw new KubistError(`key ${key} not found in config map ${name}`);
    }
    if (fieldRef !== undefined) return fieldValue(this.#object, fieldRef.fieldPath);
    if (resourceFieldRef === undefined) throw new KubistError('invalid valueFrom');
    return resourceValue(this.#container, resourceFieldRef.resource, resourceFieldRef.divisor);
  }

  async #data(resource: Located, name: string): Promise<Data> {
    const { namespace } = await this.#context.namespace();
    const path = objectPath(resource, namespace, name);
    let data = this.#fetched.get(path);
    if (data === undefined) {
      const client = await this.#context.client();
      const object = await client.json<KubeObject & { data?: Data }>({ method: 'GET', path });
      data = object.data ?? {};
      this.#fetched.set(path, data);
    }
    return data;
  }
}

/** A field of an object by its path, as far as pods can refer to it: names, and labels and annotations by key. */
function fieldValue({ metadata = {} }: KubeObject, path: string): string {
  const [, field, key] = /^(.*)\['(.*)'\]$/.exec(path) ?? [];
  if (field !== undefined && key !== undefined) {
    const maps: Readonly<Record<string, Readonly<Record<string, string>> | undefined>> = {
      'metadata.labels': metadata.labels ?? {},
      'metadata.annotations': metadata.annotations ?? {},
    };
    const map = maps[field];
    if (map === undefined) {
      throw new KubistError(`fieldPath "${path}" does not support subscript`);
    }
    const problems = labelKeyProblems(field === 'metadata.annotations' ? key.toLowerCase() : key);
    if (problems.length > 0) {
      throw new KubistError(`invalid key subscript in ${path}: ${problems.join(';')}`);
    }
    return Object.hasOwn(map, key) ? map[key]! : '';
  }
  switch (path) {
    case 'metadata.name':
      return metadata.name ?? '';
    case 'metadata.namespace':
      return metadata.namespace ?? '';
    case 'metadata.uid':
      return metadata.uid ?? '';
    case 'metadata.labels':
      return mapText(metadata.labels);
    case 'metadata.annotations':
      return mapText(metadata.annotations);
    default:
      throw new KubistError(`unsupported fieldPath: ${path}`);
  }
}

function mapText(map: Readonly<Record<string, string>> = {}): string {
  return Object.keys(map)
    .sort(compareBytes)
    .map((key) => `${key}=${JSON.stringify(map[key])}`)
    .join('\n');
}

/** Resources by which a container can be asked, and whether they are counted in thousandths. */
const RESOURCE = /^(limits|requests)\.(cpu|memory|ephemeral-storage|hugepages-.*)$/;

/** How much of a resource a container may use, in units of `divisor`, rounded up. */
function resourceValue({ resources }: Container, resource: string, divisor = '0'): string {
  const [, bound, name] = RESOURCE.exec(resource) ?? [];
  if (name === undefined) throw new KubistError(`Unsupported container resource : ${resource}`);
  const amounts = resources[bound as 'limits' | 'requests'] ?? {};
  const read = name === 'cpu' ? quantityMilliValue : quantityValue;
  const amount = parseQuantity(Object.hasOwn(amounts, name) ? amounts[name]! : '0');
  const unit = parseQuantity(divisor);
  const by = read(unit.nano === 0n ? parseQuantity('1') : unit);
  const whole = read(amount);
  return String((whole + by - 1n) / by);
}
