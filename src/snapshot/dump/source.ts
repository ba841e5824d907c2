import { formatAPIVersion } from '../../api/gvk.ts';
import type { GVR, KubeObject, Status } from '../../api/types.ts';
import { compareBytes } from '../../formats/compare.ts';
import { stringifyJSON } from '../../formats/json.ts';
import { formatRFC3339 } from '../../formats/time.ts';
import type { LogPart, SnapshotInfo, StoredDiscovery, StoredResource } from '../layout.ts';
import { removeSecrets } from '../redact.ts';
import type { Source } from '../source.ts';
import { tableOf } from '../tables/table.ts';
import { builtInKinds, discoveryOf, type BuiltIn } from './kinds.ts';
import { latestMoment } from './moment.ts';
import type { Dump } from './read.ts';

/**
 * A dump as a snapshot. What a dump does not tell is made up as well as can be: discovery from the built-in kinds, Tables as a server of
 * 1.36 makes them, the moment from the latest that any object tells of, and the version from a node's.
 */
export class DumpSource implements Source {
  readonly info: SnapshotInfo;
  readonly discovery: StoredDiscovery;
  readonly #dump: Dump;
  readonly #kinds: readonly BuiltIn[] = builtInKinds();
  readonly #objects: ReadonlyMap<string, readonly KubeObject[]>;
  readonly #now: number;

  constructor(dump: Dump) {
    this.#dump = dump;
    const named = dump.objects.filter(isNamed);
    for (const object of named) removeSecrets(object, false);
    this.#objects = Map.groupBy(named, ({ apiVersion, kind }) => `${apiVersion} ${kind}`);
    this.#now = latestMoment(named);
    this.discovery = discoveryOf(this.#kinds, (kind) => this.#holds(kind));
    this.info = {
      formatVersion: 1,
      savedAt: formatRFC3339(this.#now),
      namespace: startNamespace(named),
      version: versionOf(named),
      untimedLogs: true,
    };
  }

  async resource(gvr: GVR): Promise<StoredResource | undefined> {
    const { group, version, resource } = gvr;
    const found = this.#kinds.find((one) => one.group === group && one.resource === resource);
    if (found === undefined || found.version !== version) return undefined;
    const { columns, cells } = tableOf(gvr);
    const type = typeOf(found);
    const objects = this.#objects.get(type) ?? [];
    return {
      kind: `${found.kind}List`,
      apiVersion: formatAPIVersion(group, version),
      resourceVersion: this.#dump.lists.get(type) ?? '1',
      typedItems: false,
      ...(this.#holds(found) ? {} : { refused: notHeld(found) }),
      columns,
      items: objects
        .toSorted((a, b) => compareBytes(keyOf(a), keyOf(b)))
        .map((object) => ({ cells: cells(object, this.#now), object })),
    };
  }

  async openapiPaths(): Promise<string[]> {
    return [];
  }

  async openapi(): Promise<undefined> {
    return undefined;
  }

  async log(
    namespace: string,
    pod: string,
    container: string,
    part: LogPart,
  ): Promise<string | undefined> {
    const log = await this.#dump.log(`${namespace}/${pod}/${container}`);
    if (log === undefined) return undefined;
    if (part === 'txt' && !log.failed) return log.text;
    return part === 'refused.json' && log.failed ? stringifyJSON(refusal(log.text)) : undefined;
  }

  #holds(kind: BuiltIn): boolean {
    return this.#objects.has(typeOf(kind)) || this.#dump.lists.has(typeOf(kind));
  }
}

function typeOf({ group, version, kind }: BuiltIn): string {
  return `${formatAPIVersion(group, version)} ${kind}`;
}

function keyOf({ metadata }: KubeObject): string {
  return `${metadata?.namespace ?? ''}/${metadata?.name ?? ''}`;
}

/** Names get into command lines that people copy: no server has others than these. Source: API conventions, "Names". */
function isNamed({ metadata }: KubeObject): boolean {
  const { name, namespace = 'none' } = metadata ?? {};
  return [name, namespace].every(
    (one) => typeof one === 'string' && /^[a-z0-9](?:[a-z0-9.:-]*[a-z0-9])?$/i.test(one),
  );
}

/** Not "not found", which would mean that there are none: of what is not in a dump nothing is known. */
function notHeld({ resource }: BuiltIn): Status {
  const message = `the dump holds no ${resource}: nothing is known of them`;
  return {
    kind: 'Status',
    apiVersion: 'v1',
    status: 'Failure',
    message,
    reason: 'Forbidden',
    code: 403,
  };
}

function refusal(message: string): Status {
  return {
    kind: 'Status',
    apiVersion: 'v1',
    status: 'Failure',
    message,
    reason: 'BadRequest',
    code: 400,
  };
}

/** The namespace that was dumped beside kube-system, or `default`. */
function startNamespace(objects: readonly KubeObject[]): string {
  const names = new Set(objects.map(({ metadata }) => metadata?.namespace ?? ''));
  for (const machinery of ['', 'kube-system', 'kube-public', 'kube-node-lease']) {
    names.delete(machinery);
  }
  const [first = 'default'] = names;
  return names.size === 1 ? first : 'default';
}

/** The dump does not tell the server's version. Nodes are not newer. */
function versionOf(objects: readonly KubeObject[]): SnapshotInfo['version'] {
  for (const { kind, status } of objects) {
    if (kind !== 'Node') continue;
    const { nodeInfo } = (status ?? {}) as { nodeInfo?: { kubeletVersion?: string } };
    const gitVersion = nodeInfo?.kubeletVersion ?? '';
    const [, major, minor] = /^v(\d+)\.(\d+)/.exec(gitVersion) ?? [];
    if (major !== undefined && minor !== undefined) return { major, minor, gitVersion };
  }
  return {};
}
