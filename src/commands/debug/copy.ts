import type { KubeObject } from '../../api/types.ts';
import type { Context } from '../../cli/context.ts';
import type { Flags } from '../../cli/flags/flags.ts';
import { KubistError } from '../../errors.ts';
import { asTyped } from '../../resources/typed/encode.ts';
import { createObject, deleteObject } from '../../resources/write.ts';
import { PODS } from '../run/created.ts';
import { applyFlags, containerName, newContainer, warnOfUser } from './container.ts';
import { customized } from './custom.ts';
import type { DebugOptions } from './options.ts';
import { applyToContainer, applyToCopy } from './profiles.ts';
import type { Container, DebugPod, Debugger, PodSpec } from './shapes.ts';

/** Makes a copy of a pod that can be debugged; with `--replace` the pod goes. */
export async function debugCopy(
  context: Context,
  flags: Flags,
  options: DebugOptions,
  pod: KubeObject,
): Promise<Debugger> {
  const copy = copyOf(pod, flags, options);
  const container = await prepare(context, flags, options, copy);
  const client = await context.client();
  const namespace = copy.metadata?.namespace ?? '';
  const created = await createObject(client, { resource: PODS, namespace }, asTyped(copy));
  if (flags.bool('replace')) {
    const target = { resource: PODS, namespace, name: pod.metadata?.name ?? '' };
    await deleteObject(client, target, { gracePeriodSeconds: 0 });
  }
  return { pod: created, container };
}

/** The copy with its images: no node, no history, none of the ephemeral containers. */
function copyOf(pod: KubeObject, flags: Flags, { images, namespace }: DebugOptions): DebugPod {
  const { metadata, spec } = asTyped(pod) as DebugPod;
  const { labels, annotations } = metadata ?? {};
  delete spec.ephemeralContainers;
  if (!flags.bool('same-node')) delete spec.nodeName;
  if (flags.changed('share-processes')) {
    spec.shareProcessNamespace = flags.bool('share-processes');
  }
  for (const container of spec.containers) {
    const image = images.get(container.name) ?? images.get('*');
    if (image !== undefined) container.image = image;
  }
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      name: flags.string('copy-to'),
      namespace: metadata?.namespace ?? namespace,
      ...(labels && { labels }),
      ...(annotations && { annotations }),
    },
    spec,
  };
}

/** Changes or adds the container to debug with, and answers its name; empty when only images are to change. */
async function prepare(
  context: Context,
  flags: Flags,
  options: DebugOptions,
  copy: DebugPod,
): Promise<string> {
  const { spec } = copy;
  const given = flags.string('container');
  const place = given === '' ? undefined : placeOf(spec, given);
  if (place === undefined && flags.string('image') === '') {
    if (options.words.length === 0) return '';
    throw new KubistError('you must specify image when creating new container');
  }
  const name = await containerName(context, flags, spec);
  const [list, at] = place ?? [spec.containers, spec.containers.length];
  const container = list[at] ?? newContainer(name, flags, options);
  if (place !== undefined) applyFlags(container, flags, options);
  applyToContainer(options.profile, container);
  list[at] = options.custom === undefined ? container : customized(container, options.custom);
  const used = list[at];
  applyToCopy(options.profile, copy, flags);
  await warnOfUser(context, spec, used);
  return name;
}

/** The list that holds a container of this name, and its index there. */
function placeOf(spec: PodSpec, name: string): [list: Container[], at: number] | undefined {
  for (const list of [spec.initContainers ?? [], spec.containers]) {
    const at = list.findIndex((one) => one.name === name);
    if (at >= 0) return [list, at];
  }
  return undefined;
}
