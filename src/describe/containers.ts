import type { Description, SectionOptions } from './description.ts';
import { describeEnvironment, describeEnvironmentFrom } from './environment.ts';
import { by, fields, type Fields, list, text, texts } from './fields.ts';
import { describeProbe } from './probe.ts';

/** Where containers and volumes stand in a pod template. */
export const IN_TEMPLATE: SectionOptions = { lead: ' ', indent: 1 };
/** The same in a pod. */
export const IN_POD: SectionOptions = { lead: '  ', indent: 2 };

/** What a pod adds to its containers. */
export interface PodDetails {
  /** Said before the image's lines, by name of the container: id and image id. */
  readonly ids: (
    body: Description,
    container: Fields,
  ) => { afterImage: (body: Description) => void };
  /** Said after the arguments: state, ready, restarts. */
  readonly state: (body: Description, container: Fields) => void;
  /** Reads a field of the pod for an environment variable. */
  readonly fieldValue: (path: string) => string;
}

/** Describes containers: as a template has them, or with what became of them in a pod. */
export function describeContainers(
  description: Description,
  label: string,
  containers: readonly Fields[],
  pod?: PodDetails,
): void {
  if (containers.length === 0) return description.field(label, '<none>');
  const all = description.section(label, { indent: 0 });
  for (const container of containers) {
    const place = pod === undefined ? IN_TEMPLATE : IN_POD;
    describeContainer(all.section(text(container['name']), place), container, pod);
  }
  return undefined;
}

function describeContainer(
  body: Description,
  container: Fields,
  pod: PodDetails | undefined,
): void {
  const ids = pod?.ids(body, container);
  body.field('Image', text(container['image']));
  ids?.afterImage(body);
  const ports = list(container['ports']);
  const of = (field: string): string =>
    ports.map((port) => portText(port, field)).join(', ') || '<none>';
  const plural = of('containerPort').includes(',') ? 's' : '';
  body.field(`Port${plural}`, of('containerPort'));
  body.field(`Host Port${plural}`, of('hostPort'));
  describeSeccomp(body, container);
  describeWords(body, 'Command', container['command']);
  describeWords(body, 'Args', container['args']);
  pod?.state(body, container);
  const { limits, requests } = fields(container['resources']);
  describeQuantities(body, 'Limits', fields(limits));
  describeQuantities(body, 'Requests', fields(requests));
  for (const [name, field] of PROBES) {
    const probe = container[field];
    if (probe !== undefined) body.field(name, describeProbe(fields(probe)));
  }
  describeEnvironmentFrom(body, list(container['envFrom']));
  describeEnvironment(body, container, pod?.fieldValue);
  describeMounts(body, list(container['volumeMounts']));
  const devices = list(container['volumeDevices']);
  if (devices.length === 0) return;
  const section = body.section('Devices');
  for (const { devicePath, name } of [...devices].sort(by('devicePath'))) {
    section.line(`${text(devicePath)} from ${text(name)}`);
  }
}

const PROBES = [
  ['Liveness', 'livenessProbe'],
  ['Readiness', 'readinessProbe'],
  ['Startup', 'startupProbe'],
] as const;

function portText(port: Fields, field: string): string {
  const name = text(port['name']);
  const number = text(port[field]) || '0';
  return `${number}/${text(port['protocol'])}${name === '' ? '' : ` (${name})`}`;
}

function describeSeccomp(body: Description, container: Fields): void {
  const { type, localhostProfile } = fields(fields(container['securityContext'])['seccompProfile']);
  if (type === undefined) return undefined;
  if (type !== 'Localhost') return body.field('SeccompProfile', text(type));
  const section = body.section('SeccompProfile', { value: text(type) });
  return section.field('LocalhostProfile', text(localhostProfile));
}

function describeWords(body: Description, label: string, words: unknown): void {
  const all = texts(words);
  if (all.length === 0) return;
  const section = body.section(label);
  for (const line of all.flatMap((word) => word.split('\n'))) section.line(line);
}

function describeQuantities(body: Description, label: string, map: Fields): void {
  const keys = Object.keys(map).sort();
  if (keys.length === 0) return;
  const section = body.section(label);
  for (const key of keys) section.field(key, text(map[key]));
}

function describeMounts(body: Description, mounts: readonly Fields[]): void {
  if (mounts.length === 0) return body.field('Mounts', '<none>');
  const section = body.section('Mounts');
  for (const mount of [...mounts].sort(by('mountPath'))) {
    const path = text(mount['subPath']);
    const flags = [mount['readOnly'] === true ? 'ro' : 'rw', path === '' ? '' : `path="${path}"`];
    section.line(
      `${text(mount['mountPath'])} from ${text(mount['name'])} (${flags.filter((flag) => flag !== '').join(',')})`,
    );
  }
  return undefined;
}
