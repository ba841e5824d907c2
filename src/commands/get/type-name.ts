import type { APIResource } from '../../discovery/mapper.ts';

/** `pod`, `deployment.apps`: the type of an object as names in columns carry it. */
export function typeName({ kind, group }: APIResource): string {
  return (group === '' ? kind : `${kind}.${group}`).toLowerCase();
}
