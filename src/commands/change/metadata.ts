import type { KubeObject, Writer } from '../../api/types.ts';
import { filenameFlags } from '../../cli/flags/filename.ts';
import type { FlagSpec, Flags } from '../../cli/flags/flags.ts';
import { printFlags } from '../../cli/flags/print.ts';
import {
  allNamespacesFlag,
  fieldSelectorFlag,
  labelSelectorFlag,
} from '../../cli/flags/selector.ts';
import { dryRunFlag, fieldManagerFlag, type DryRun } from '../../cli/flags/write.ts';
import { KubistError } from '../../errors.ts';
import { setOwn } from '../../formats/json-parser.ts';
import type { ResourceRequest } from '../../resources/info.ts';
import { CHANGE_FORMATS } from './print.ts';
import { noFiles } from './request.ts';

/** What `label` and `annotate` share: a map of texts in metadata is changed. */
export interface MapChange {
  readonly set: ReadonlyMap<string, string>;
  readonly remove: readonly string[];
}

/** Words of the two commands where they differ. */
export interface MapWords {
  readonly field: 'labels' | 'annotations';
  readonly singular: string;
  /** Names of an example file, as errors give them: `pod`. */
  readonly file: string;
}

/** Flags of both; `verb` is what is done to the objects. */
export function metadataFlags(manager: string, verb: string, noun: string): readonly FlagSpec[] {
  const flag = (name: string, usage: string): FlagSpec => ({
    name,
    type: 'bool',
    default: false,
    usage,
  });
  return [
    ...printFlags(CHANGE_FORMATS),
    ...filenameFlags(`to ${verb}`),
    dryRunFlag,
    fieldManagerFlag(manager),
    labelSelectorFlag,
    fieldSelectorFlag,
    allNamespacesFlag,
    flag('all', 'All objects of the types, in the namespace'),
    flag('list', `Show the ${noun} that there are after the change, and change nothing`),
    flag('local', 'Change the manifests of -f only, without a server'),
    flag('overwrite', `Replace values that other ${noun} of these names have`),
    {
      name: 'resource-version',
      type: 'string',
      default: '',
      usage: 'Change the object only if this is its version still; for a single object',
    },
  ];
}

/** What is asked, and of which objects. */
export interface MetadataRequest {
  readonly resources: readonly string[];
  readonly request: ResourceRequest;
  readonly change: MapChange;
  readonly dryRun: DryRun;
}

/** Refuses flags that contradict each other. Throws in the reference's words and order. */
export function validateMetadata(flags: Flags, asked: MetadataRequest, words: MapWords): void {
  const { resources, request, change, dryRun } = asked;
  for (const name of ['selector', 'field-selector']) {
    if (flags.bool('all') && flags.string(name) !== '') {
      throw new KubistError(`cannot set --all and --${name} at the same time`);
    }
  }
  const { file } = words;
  if (flags.bool('local')) {
    if (dryRun === 'server') {
      throw new KubistError(
        'cannot specify --local and --dry-run=server - did you mean --dry-run=client?',
      );
    }
    if (resources.length > 0) {
      throw new KubistError(
        `can only use local files by -f ${file}.yaml or --filename=${file}.json when --local=true is set`,
      );
    }
    if (noFiles(request)) {
      throw new KubistError(
        `one or more files must be specified as -f ${file}.yaml or --filename=${file}.json`,
      );
    }
  } else if (resources.length === 0 && noFiles(request)) {
    throw new KubistError(
      'one or more resources must be specified as <resource> <name> or <resource>/<name>',
    );
  }
  if (change.set.size === 0 && change.remove.length === 0 && !flags.bool('list')) {
    throw new KubistError(`at least one ${words.singular} update is required`);
  }
}

/** The object with the change made to its map, and with the version that it must still have. */
export function withChange(
  object: KubeObject,
  { field }: MapWords,
  change: MapChange,
  resourceVersion: string,
): KubeObject {
  const map: Record<string, string> = { ...object.metadata?.[field] };
  for (const [key, value] of change.set) setOwn(map, key, value);
  for (const key of change.remove) delete map[key];
  const { [field]: before, ...metadata } = object.metadata ?? {};
  return {
    ...object,
    metadata: {
      ...metadata,
      ...(before === undefined && Object.keys(map).length === 0 ? {} : { [field]: map }),
      ...(resourceVersion === '' ? {} : { resourceVersion }),
    },
  };
}

/** Shows a map, a line a key; below a title of its object where there are several. */
export async function listMap(
  object: KubeObject,
  { field }: MapWords,
  single: boolean,
  out: Writer,
): Promise<void> {
  const map = object.metadata?.[field] ?? {};
  let text = '';
  let indent = '';
  if (!single) {
    const { kind = '', apiVersion = '', metadata } = object;
    const group = apiVersion.includes('/') ? apiVersion.slice(0, apiVersion.indexOf('/')) : '';
    text = `Listing ${field} for ${kind}.${group}/${metadata?.name ?? ''}:\n`;
    indent = ' ';
  }
  for (const key of Object.keys(map)) text += `${indent}${key}=${map[key]}\n`;
  if (text !== '') await out.write(text);
}

/** Refuses `--resource-version` where several objects would have to be of that version. */
export function refuseVersionOfSeveral(resourceVersion: string, single: boolean): void {
  if (resourceVersion !== '' && !single) {
    throw new KubistError('--resource-version may only be used with a single resource');
  }
}

/** The object without its version when a version is demanded, so that the patch says which one. */
export function versioned(object: KubeObject, resourceVersion: string): KubeObject {
  if (resourceVersion === '') return object;
  const { resourceVersion: _, ...metadata } = object.metadata ?? {};
  return { ...object, metadata };
}
