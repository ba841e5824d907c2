import type { DescribeTools } from '../describer.ts';
import type { Description } from '../description.ts';
import { describeEvents, subjectOf } from '../events.ts';
import { fields, type Fields, list, text, texts } from '../fields.ts';
import { describeMetadata } from '../metadata.ts';

/** One thing that a role lets do: rules that mean the same are told as one. */
interface Permission {
  readonly group: string;
  readonly resource: string;
  readonly url: string;
  readonly name: string;
  readonly verbs: Set<string>;
}

/** Describes a Role or a ClusterRole. */
export function describeRole(object: Fields, description: Description): void {
  describeMetadata(description, object, ['name', 'labels', 'annotations']);
  const rows = permissions(list(object['rules'])).map(({ group, resource, url, name, verbs }) => [
    group === '' ? resource : qualified(resource, group),
    bracketed(url),
    bracketed(name),
    bracketed([...verbs].join(' ')),
  ]);
  description.table(
    'PolicyRule',
    ['Resources', 'Non-Resource URLs', 'Resource Names', 'Verbs'],
    rows,
  );
}

const bracketed = (value: string): string => `[${value}]`;

/** Every combination of group, resource, name and URL once, in the reference's order: of verbs, then the rest. */
function permissions(rules: readonly Fields[]): Permission[] {
  const found = new Map<string, Permission>();
  const add = (of: Omit<Permission, 'verbs'>, verbs: readonly string[]): void => {
    const key = JSON.stringify([of.group, of.resource, of.url, of.name]);
    const permission = found.get(key) ?? { ...of, verbs: new Set<string>() };
    for (const verb of verbs) permission.verbs.add(verb);
    found.set(key, permission);
  };
  for (const rule of rules) {
    const verbs = texts(rule['verbs']);
    const names = texts(rule['resourceNames']);
    for (const url of texts(rule['nonResourceURLs'])) {
      add({ group: '', resource: '', url, name: '' }, verbs);
    }
    for (const group of texts(rule['apiGroups'])) {
      for (const resource of texts(rule['resources'])) {
        for (const name of names.length === 0 ? [''] : names) {
          add({ group, resource, url: '', name }, verbs);
        }
      }
    }
  }
  const key = ({ verbs, group, resource, name, url }: Permission): string =>
    [[...verbs].join(' '), group, resource, name, url].map(bracketed).join(',');
  return [...found.values()]
    .map((permission) => ({ permission, key: key(permission) }))
    .sort((a, b) => (a.key < b.key ? -1 : 1))
    .map(({ permission }) => permission);
}

function qualified(resource: string, group: string): string {
  const [name = '', ...sub] = resource.split('/');
  return [`${name}.${group}`, ...sub].join('/');
}

/** Describes a RoleBinding or a ClusterRoleBinding. */
export function describeRoleBinding(object: Fields, description: Description): void {
  describeMetadata(description, object, ['name', 'labels', 'annotations']);
  const { kind, name } = fields(object['roleRef']);
  const role = description.section('Role');
  role.field('Kind', text(kind));
  role.field('Name', text(name));
  description.table(
    'Subjects',
    ['Kind', 'Name', 'Namespace'],
    list(object['subjects']).map((subject) => [
      text(subject['kind']),
      text(subject['name']),
      text(subject['namespace']),
    ]),
  );
}

/** Describes a ServiceAccount with the Secrets that are its tokens. */
export async function describeServiceAccount(
  object: Fields,
  description: Description,
  tools: DescribeTools,
): Promise<void> {
  describeMetadata(description, object);
  const names = list(object['imagePullSecrets']).map(({ name }) => text(name));
  description.values('Image pull secrets', names);
  await describeEvents(description, subjectOf(object, 'ServiceAccount'), tools);
}
