import { formatAPIVersion } from '../api/gvk.ts';
import type { GVK } from '../api/types.ts';
import { KubistError } from '../errors.ts';

/** The server does not serve this kind, even after discovery was refreshed. */
export class NoKindMatchError extends KubistError {
  override name = 'NoKindMatchError';
  readonly gvk: GVK;
  /** `anyVersion` says that no version was asked for, as an empty one mostly means. */
  constructor(gvk: GVK, anyVersion: boolean = gvk.version === '') {
    const place = anyVersion
      ? `in group ${JSON.stringify(gvk.group)}`
      : `in version ${JSON.stringify(formatAPIVersion(gvk.group, gvk.version))}`;
    super(`no matches for kind ${JSON.stringify(gvk.kind)} ${place}`);
    this.gvk = gvk;
  }
}

/** What was typed is neither a resource, a short name nor a kind of this server. */
export class NoResourceTypeError extends KubistError {
  override name = 'NoResourceTypeError';
  readonly resource: string;
  constructor(resource: string) {
    super(`the server doesn't have a resource type ${JSON.stringify(resource)}`);
    this.resource = resource;
  }
}
