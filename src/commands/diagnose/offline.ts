import type { Context } from '../../cli/context.ts';
import { type Fields, fields, list, text } from '../../describe/fields.ts';
import { PLACES } from '../../diagnose/kinds.ts';
import { printable, redact } from '../../diagnose/redact.ts';
import { type Kind, nameOf, namespaceOf, World } from '../../diagnose/world.ts';
import { KubistError } from '../../errors.ts';
import { collectObjects } from '../../resources/objects.ts';
import { resolve } from '../../resources/resolve.ts';
import { withoutSecrets } from './without-secrets.ts';

/**
 * A world from files: what `get all,events -o yaml` printed, or the folder of `cluster-info dump`. Its moment is the
 * latest that any object tells of. Of kinds that are in no file nothing is known.
 */
export async function readWorld(context: Context, paths: readonly string[]): Promise<World> {
  const request = { filenames: paths, recursive: true, local: true, namespace: '' };
  const { infos, failure } = await collectObjects(await resolve(request, context));
  if (failure !== undefined) throw failure;
  const byKind = new Map<Kind, Fields[]>();
  for (const { object } of infos) {
    const kind = text(object['kind']);
    // Names get into commands that people copy: no server has others than these.
    if (!Object.hasOwn(PLACES, kind) || !isNamed(object)) continue;
    const known = byKind.get(kind as Kind) ?? [];
    byKind.set(kind as Kind, known);
    known.push(withoutSecrets(object));
  }
  if (byKind.size === 0) throw new KubistError(`no object to diagnose in ${paths.join(', ')}`);
  const world = new World(latestMoment([...byKind.values()].flat()));
  for (const [kind, objects] of byKind) world.add(kind, objects);
  await readLogs(world, paths);
  return world;
}

/** True when the object and its containers have names that the API allows. Source: API conventions, "Names". */
function isNamed(object: Fields): boolean {
  const { containers, initContainers } = fields(object['spec']);
  const names = [...list(containers), ...list(initContainers)].map((one) => text(one['name']));
  return [nameOf(object), namespaceOf(object) || 'none', ...names].every((name) =>
    /^[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?$/i.test(name),
  );
}

const MOMENT = /"(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z)"/g;

/** The latest moment in events and states. Specs and annotations may name the future. */
function latestMoment(objects: readonly Fields[]): number {
  let latest = 0;
  for (const { metadata, status, lastTimestamp, eventTime, series } of objects) {
    const { creationTimestamp, deletionTimestamp } = fields(metadata);
    const told = [creationTimestamp, deletionTimestamp, status, lastTimestamp, eventTime, series];
    for (const [, moment = ''] of JSON.stringify(told, plainNumbers).matchAll(MOMENT))
      latest = Math.max(latest, Date.parse(moment));
  }
  return latest;
}

function plainNumbers(_: string, value: unknown): unknown {
  return typeof value === 'bigint' ? String(value) : value;
}

/** Logs beside the objects: `NAMESPACE/POD/logs.txt` of `cluster-info dump`, and `POD/CONTAINER.log`. */
async function readLogs(world: World, paths: readonly string[]): Promise<void> {
  const [{ readFileSync }, path] = await Promise.all([import('node:fs'), import('node:path')]);
  const read = (file: string): string | undefined => {
    try {
      return readFileSync(file, 'utf8');
    } catch {
      return undefined;
    }
  };
  for (const pod of world.all('Pod')) {
    const name = nameOf(pod);
    // Names come from the files: none may lead out of the folder.
    if (!/^[a-z0-9.-]+$/.test(name) || !/^[a-z0-9-]*$/.test(namespaceOf(pod))) continue;
    for (const container of list(fields(pod['spec'])['containers']).map((one) =>
      text(one['name']),
    )) {
      if (!/^[a-z0-9-]+$/.test(container)) continue;
      for (const folder of paths) {
        const log =
          read(path.join(folder, name, `${container}.log`)) ??
          sectionOf(read(path.join(folder, namespaceOf(pod), name, 'logs.txt')), container);
        if (log === undefined || log.trim() === '') continue;
        const tail = log.trimEnd().split('\n').slice(-20).join('\n');
        world.setLog(pod, container, { previous: false, text: printable(redact(tail)) });
      }
    }
  }
}

/** The log of one container in a file of several: `==== START logs for container NAME of pod …`. */
function sectionOf(all: string | undefined, container: string): string | undefined {
  const start = all?.indexOf(`==== START logs for container ${container} of pod `) ?? -1;
  if (all === undefined || start < 0) return undefined;
  const from = all.indexOf('\n', start) + 1;
  const end = all.indexOf(`==== END logs for container ${container} of pod `, from);
  return all.slice(from, end < 0 ? undefined : end);
}
