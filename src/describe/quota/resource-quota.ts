import type { Description } from '../description.ts';
import { fields, type Fields, text, texts } from '../fields.ts';
import { describeMetadata } from '../metadata.ts';

/** Which pods a scope of a quota means. Source: ResourceQuotaScope of the API. */
export const SCOPES: Readonly<Record<string, string>> = {
  Terminating:
    'Matches all pods that have an active deadline. These pods have a limited lifespan on a node before being actively terminated by the system.',
  NotTerminating:
    'Matches all pods that do not have an active deadline. These pods usually include long running pods whose container command is not expected to terminate.',
  BestEffort:
    'Matches all pods that do not have resource requirements set. These pods have a best effort quality of service.',
  NotBestEffort:
    'Matches all pods that have at least one resource requirement set. These pods have a burstable or guaranteed quality of service.',
};

/** Describes a ResourceQuota: what is used of what is granted. */
export function describeResourceQuota(object: Fields, description: Description): void {
  describeMetadata(description, object, ['name', 'namespace']);
  const scopes = texts(fields(object['spec'])['scopes']);
  if (scopes.length > 0) {
    description.field('Scopes', scopes.join(', '));
    for (const scope of [...scopes].sort()) {
      const help = SCOPES[scope];
      if (help !== undefined) description.decoration(` * ${help}`);
    }
  }
  description.table('Usage', ['Resource', 'Used', 'Hard'], quotaRows(object), {
    heading: false,
    indent: 0,
  });
}

/** Resource, used and hard, sorted by resource. */
export function quotaRows(quota: Fields): string[][] {
  const { hard, used } = fields(quota['status']);
  const limits = fields(hard);
  return Object.keys(limits)
    .sort()
    .map((resource) => [resource, text(fields(used)[resource]) || '0', text(limits[resource])]);
}
