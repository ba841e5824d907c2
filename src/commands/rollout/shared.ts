import type { KubeObject } from '../../api/types.ts';
import type { Context } from '../../cli/context.ts';
import type { Flags } from '../../cli/flags/flags.ts';
import { filenameFlags } from '../../cli/flags/filename.ts';
import type { FlagSpec } from '../../cli/flags/flags.ts';
import { labelSelectorFlag } from '../../cli/flags/selector.ts';
import { KubistError } from '../../errors.ts';
import type { Info, Resolution, ResourceRequest } from '../../resources/info.ts';
import { resolve } from '../../resources/resolve.ts';
import { changeRequest, noFiles } from '../change/request.ts';

/** The flags that say which workloads are meant; `purpose` is what is done to them. */
export function targetFlags(purpose: string): readonly FlagSpec[] {
  return [...filenameFlags(purpose), labelSelectorFlag];
}

/** What the command line names; a type alone is all objects of it. */
export async function resolveWorkloads(
  context: Context,
  flags: Flags,
  args: readonly string[],
  extra: Partial<ResourceRequest> = {},
): Promise<Resolution> {
  const request = await changeRequest(context, flags, args);
  if (args.length === 0 && noFiles(request)) {
    throw new KubistError('required resource not specified');
  }
  return resolve({ ...request, typeMeansAll: true, ...extra }, context);
}

/** `deployments.apps "web"`, as errors name an object. */
export function quotedName({ resource: { resource, group }, name }: Info): string {
  return `${resource}${group === '' ? '' : `.${group}`} ${JSON.stringify(name)}`;
}

/** The kind, where it is one of those that are rolled out. */
export function workloadKind({ resource: { group, kind } }: Info): string | undefined {
  return group === 'apps' && KINDS.has(kind) ? kind : undefined;
}

const KINDS: ReadonlySet<string> = new Set(['Deployment', 'DaemonSet', 'StatefulSet']);

/** Parts of workloads that are read here. */
export interface Workload extends KubeObject {
  readonly spec?: {
    readonly paused?: boolean;
    readonly replicas?: number;
    readonly selector?: Readonly<Record<string, unknown>>;
    readonly template?: KubeObject;
    readonly updateStrategy?: {
      readonly type?: string;
      readonly rollingUpdate?: { readonly partition?: number };
    };
  };
  readonly status?: Readonly<Record<string, unknown>>;
}
