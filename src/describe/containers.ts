import { fields, type Fields, type Lines, list, text } from './lines.ts';
import { describeEnvironment, describeEnvironmentFrom } from './environment.ts';
import { describeProbe } from './probe.ts';

/** Describes the containers of a pod template; without state, since none of them runs. */
export function describeContainers(
  lines: Lines,
  level: number,
  label: string,
  containers: readonly Fields[],
): void {
  lines.add(level, containers.length === 0 ? `${label}:\t<none>` : `${label}:`);
  for (const container of containers) {
    lines.add(level, ` ${text(container['name'])}:`);
    describeContainer(lines, level + 1, container);
  }
}

function describeContainer(lines: Lines, level: number, container: Fields): void {
  lines.add(level, `Image:\t${text(container['image'])}`);
  const ports = list(container['ports']);
  const of = (field: string): string =>
    ports.map((port) => portText(port, field)).join(', ') || '<none>';
  const plural = of('containerPort').includes(',') ? 's' : '';
  lines.add(level, `Port${plural}:\t${of('containerPort')}`);
  lines.add(level, `Host Port${plural}:\t${of('hostPort')}`);
  describeWords(lines, level, 'Command', container['command']);
  describeWords(lines, level, 'Args', container['args']);
  const { limits, requests } = fields(container['resources']);
  describeQuantities(lines, level, 'Limits', fields(limits));
  describeQuantities(lines, level, 'Requests', fields(requests));
  for (const [name, field] of PROBES) {
    const probe = container[field];
    if (probe !== undefined) lines.add(level, `${name}:\t${describeProbe(fields(probe))}`);
  }
  describeEnvironmentFrom(lines, level, list(container['envFrom']));
  describeEnvironment(lines, level, container);
  describeMounts(lines, level, list(container['volumeMounts']));
  const devices = list(container['volumeDevices']);
  if (devices.length === 0) return;
  lines.add(level, 'Devices:');
  const sorted = [...devices].sort(by('devicePath'));
  for (const { devicePath, name } of sorted) {
    lines.add(level + 1, `${text(devicePath)} from ${text(name)}`);
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

function describeWords(lines: Lines, level: number, label: string, words: unknown): void {
  if (!Array.isArray(words) || words.length === 0) return;
  lines.add(level, `${label}:`);
  for (const word of words as string[]) {
    for (const line of word.split('\n')) lines.add(level + 1, line);
  }
}

function describeQuantities(lines: Lines, level: number, label: string, map: Fields): void {
  const keys = Object.keys(map).sort();
  if (keys.length > 0) lines.add(level, `${label}:`);
  for (const key of keys) lines.add(level + 1, `${key}:\t${text(map[key])}`);
}

function describeMounts(lines: Lines, level: number, mounts: readonly Fields[]): void {
  if (mounts.length === 0) return lines.add(level, 'Mounts:\t<none>');
  lines.add(level, 'Mounts:');
  for (const mount of [...mounts].sort(by('mountPath'))) {
    const path = text(mount['subPath']);
    const flags = [mount['readOnly'] === true ? 'ro' : 'rw', path === '' ? '' : `path="${path}"`];
    lines.add(
      level + 1,
      `${text(mount['mountPath'])} from ${text(mount['name'])} (${flags.filter((flag) => flag !== '').join(',')})`,
    );
  }
  return undefined;
}

function by(field: string): (a: Fields, b: Fields) => number {
  return (a, b) => {
    const [left, right] = [text(a[field]), text(b[field])];
    return left < right ? -1 : left > right ? 1 : 0;
  };
}
