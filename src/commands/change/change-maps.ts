import type { KubeObject } from '../../api/types.ts';
import type { Context } from '../../cli/context.ts';
import type { Flags } from '../../cli/flags/flags.ts';
import { visitObjects } from '../../resources/objects.ts';
import { resolve } from '../../resources/resolve.ts';
import { mergePatch } from './merge-patch.ts';
import {
  listMap,
  type MapChange,
  type MapWords,
  type MetadataRequest,
  refuseVersionOfSeveral,
  validateMetadata,
  versioned,
  withChange,
} from './metadata.ts';

/** A map of texts in metadata. */
export type TextMap = Readonly<Record<string, string>>;

/** An object whose map is to be changed. */
export interface MapTarget {
  readonly before: TextMap;
  /** The object with the change made. */
  readonly changed: KubeObject;
  /** Sends the change; undefined where nothing is to be sent. Answers the object as it is then. */
  readonly send: (() => Promise<KubeObject>) | undefined;
}

/** What `label` and `annotate` do in their own ways. */
export interface MapCommand {
  readonly words: MapWords;
  /** Refuses, without `--overwrite`, a change of values that are there. Throws in the command's words. */
  readonly refuseOverwrite: (before: TextMap, change: MapChange) => void;
  /** Called before that, for what is to be said of each object. */
  readonly begin?: (before: TextMap, offline: boolean) => Promise<void>;
  readonly finish: (target: MapTarget) => Promise<void>;
}

/** Makes a change to a map of each object that is asked for, or lists the map as it would be then. */
export async function changeMaps(
  context: Context,
  flags: Flags,
  asked: MetadataRequest,
  { words, refuseOverwrite, begin, finish }: MapCommand,
): Promise<void> {
  validateMetadata(flags, asked, words);
  const { change, dryRun } = asked;
  const resolution = await resolve(asked.request, context);
  const resourceVersion = flags.string('resource-version');
  refuseVersionOfSeveral(resourceVersion, resolution.single);
  const list = flags.bool('list');
  const offline = dryRun === 'client' || flags.bool('local') || list;
  await visitObjects(resolution, async (info) => {
    const { object } = info;
    const before = object.metadata?.[words.field] ?? {};
    await begin?.(before, offline);
    if (!flags.bool('overwrite')) refuseOverwrite(before, change);
    const changed = withChange(object, words, change, resourceVersion);
    if (list) return listMap(changed, words, resolution.single, context.streams.out);
    const send = async (): Promise<KubeObject> =>
      mergePatch(await context.client(), info, versioned(object, resourceVersion), changed, {
        dryRun: dryRun === 'server',
        fieldManager: flags.string('field-manager'),
      });
    await finish({ before, changed, send: offline ? undefined : send });
  });
}
