import { chmodSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { makeDirectory } from './make-directory.ts';
import type {
  ServerGroup,
  ServerGroupList,
  ServerResource,
  ServerResourceList,
  ServerVersion,
} from './wire.ts';

/**
 * Discovery documents on disk, in the layout and with the content that kubectl keeps below
 * `~/.kube/cache/discovery/HOST_PORT`, so that both commands use one cache.
 */
export interface DiskCache {
  /** Undefined when missing, older than the TTL, or damaged. */
  groups(): ServerGroup[] | undefined;
  resources(groupVersion: string): ServerResource[] | undefined;
  writeGroups(groups: ServerGroup[]): void;
  writeResources(groupVersion: string, resources: ServerResource[]): void;
}

/** Directory of one server below `CACHE/discovery`: the address with every unusual character as `_`. */
export function serverDirectory(server: string): string {
  const address = server.replace(/^https?:\/\//, '').replaceAll(/[^(\w/.)]/g, '_');
  return address
    .split('/')
    .map((part) => (part === '..' ? '__' : part))
    .join('/');
}

/** A group version may become a path only when it is made of DNS names: the server's word is not trusted. */
const safeGroupVersion =
  /^(?:[a-z0-9](?:[-a-z0-9.]*[a-z0-9])?\/)?[a-z0-9](?:[-a-z0-9]*[a-z0-9])?$/i;

/**
 * The cache below `directory`. Files are replaced atomically, and a cache that cannot be
 * written costs speed only: failures to write are swallowed.
 */
export function createDiskCache(directory: string, ttl: number, now: () => number): DiskCache {
  const groupsFile = join(directory, 'servergroups.json');
  const resourcesFile = (groupVersion: string): string | undefined =>
    safeGroupVersion.test(groupVersion) && !groupVersion.includes('..')
      ? join(directory, groupVersion, 'serverresources.json')
      : undefined;

  function read<T>(file: string): Partial<T> | undefined {
    try {
      if (now() > statSync(file).mtimeMs + ttl) return undefined;
      return JSON.parse(readFileSync(file, 'utf8')) as Partial<T>;
    } catch {
      return undefined;
    }
  }

  return {
    groups() {
      const list = read<ServerGroupList>(groupsFile);
      return Array.isArray(list?.groups) && list.groups.every(isGroup) ? list.groups : undefined;
    },
    resources(groupVersion) {
      const file = resourcesFile(groupVersion);
      const list = file === undefined ? undefined : read<ServerResourceList>(file);
      return Array.isArray(list?.resources) && list.resources.every(isResource)
        ? list.resources
        : undefined;
    },
    writeGroups(groups) {
      write(groupsFile, {
        kind: 'APIGroupList',
        apiVersion: 'v1',
        groups,
      } satisfies ServerGroupList);
    },
    writeResources(groupVersion, resources) {
      const file = resourcesFile(groupVersion);
      if (file === undefined) return;
      write(file, {
        kind: 'APIResourceList',
        apiVersion: 'v1',
        groupVersion,
        resources,
      } satisfies ServerResourceList);
    },
  };
}

function isGroup(group: Partial<ServerGroup> | null): boolean {
  return (
    typeof group?.name === 'string' &&
    typeof group.preferredVersion === 'object' &&
    (group.versions === null || (Array.isArray(group.versions) && group.versions.every(isVersion)))
  );
}

function isVersion(version: Partial<ServerVersion> | null): boolean {
  return typeof version?.groupVersion === 'string' && typeof version.version === 'string';
}

function isResource(resource: Partial<ServerResource> | null): boolean {
  return typeof resource?.name === 'string' && typeof resource.kind === 'string';
}

function write(file: string, document: object): void {
  writeAtomically(file, `${JSON.stringify(document)}\n`);
}

/** Replaces a file in one step; directories 0750, files 0660, like the reference's. Failures are swallowed. */
export function writeAtomically(file: string, ...content: readonly (string | Uint8Array)[]): void {
  const temporary = `${file}.${process.pid}.${Math.random().toString(36).slice(2)}`;
  try {
    makeDirectory(dirname(file), 0o750);
    writeFileSync(temporary, content[0] ?? '', { mode: 0o600, flag: 'wx' });
    for (const rest of content.slice(1)) writeFileSync(temporary, rest, { flag: 'a' });
    chmodSync(temporary, 0o660);
    renameSync(temporary, file);
  } catch {
    try {
      rmSync(temporary, { force: true });
    } catch {
      // The folder itself is unusable; there is nothing to clean up.
    }
  }
}
