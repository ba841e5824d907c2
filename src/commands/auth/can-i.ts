import type { JSONObject } from '../../api/types.ts';
import type { CommandSpec } from '../../cli/command.ts';
import type { Context } from '../../cli/context.ts';
import type { Flags } from '../../cli/flags/flags.ts';
import { allNamespacesFlag } from '../../cli/flags/selector.ts';
import { KubistError } from '../../errors.ts';
import { readAction, warnOf } from './action.ts';
import { review } from './review.ts';

/** `auth can-i`: whether an action is allowed, or all that are. Source: the SelfSubjectAccessReview API. */
export const canI: CommandSpec = {
  use: 'VERB [TYPE | TYPE/NAME | NONRESOURCEURL]',
  short: 'Check whether an action is allowed',
  long: `Check whether an action is allowed.

 VERB is one of the API: get, list, watch, create, update, patch, delete and so on. TYPE is a resource, with its group where that matters; NONRESOURCEURL is a path of the server that begins with "/". The exit code is 1 when the answer is no. With --as the question is whether someone else may.`,
  examples: `  # May I create pods in any namespace?
  {program} auth can-i create pods --all-namespaces

  # May I read the logs of pods here?
  {program} auth can-i get pods --subresource=log

  # May a service account delete this one deployment?
  {program} auth can-i delete deployments.apps/web --as=system:serviceaccount:ci:deployer

  # May I do everything in this namespace?
  {program} auth can-i '*' '*'

  # May I read this path of the server?
  {program} auth can-i get /metrics

  # All that I may do in a namespace
  {program} auth can-i --list --namespace=tests`,
  flags: [
    { ...allNamespacesFlag, usage: 'Whether the action is allowed in all namespaces' },
    { name: 'list', type: 'bool', default: false, usage: 'Print all that is allowed' },
    {
      name: 'no-headers',
      type: 'bool',
      default: false,
      usage: 'With --list, leave the header line out',
    },
    {
      name: 'quiet',
      short: 'q',
      type: 'bool',
      default: false,
      usage: 'Print nothing; the exit code is the answer',
    },
    {
      name: 'subresource',
      type: 'string',
      default: '',
      usage: 'Part of the resource that is meant, such as log or scale',
    },
  ],
  run,
};

async function run(context: Context, flags: Flags, args: readonly string[]): Promise<number> {
  const action = flags.bool('list') ? listOnly(args) : await readAction(context, args);
  const allNamespaces = flags.bool('all-namespaces');
  const subresource = flags.string('subresource');
  if (action === undefined) {
    if (flags.bool('quiet') || allNamespaces || subresource !== '') {
      throw new KubistError(
        "list option can't be specified with neither quiet, all-namespaces nor subresource options",
      );
    }
    const { namespace } = await context.namespace();
    const { printAccessList } = await import('./access-list.ts');
    await printAccessList(context, namespace, flags.bool('no-headers'));
    return 0;
  }

  const { verb, target } = action;
  if (target.path !== undefined && subresource !== '') {
    throw new KubistError('--subresource can not be used with NonResourceURL');
  }
  if (target.path !== undefined || !allNamespaces) await warnOf(context, action);
  if (flags.bool('no-headers')) {
    throw new KubistError('--no-headers cannot be set without --list specified');
  }
  const namespace = allNamespaces ? '' : (await context.namespace()).namespace;
  const spec: JSONObject =
    target.path === undefined
      ? {
          resourceAttributes: {
            ...(namespace === '' ? {} : { namespace }),
            ...present({ verb, group: target.group, resource: target.resource }),
            ...present({ subresource, name: target.name }),
          },
        }
      : { nonResourceAttributes: present({ path: target.path, verb }) };
  return answer(context, spec, flags.bool('quiet'));
}

function listOnly(args: readonly string[]): undefined {
  if (args.length > 0) {
    throw new KubistError('list option must be specified with no arguments');
  }
}

/** Go leaves out what is empty. */
function present(attributes: Readonly<Record<string, string>>): JSONObject {
  return Object.fromEntries(Object.entries(attributes).filter(([, value]) => value !== ''));
}

/** `status` of a SelfSubjectAccessReview. */
interface AccessStatus {
  readonly allowed?: boolean;
  readonly reason?: string;
  readonly evaluationError?: string;
}

async function answer(context: Context, spec: JSONObject, quiet: boolean): Promise<number> {
  const answered = await review(context, 'authorization.k8s.io/v1', 'SelfSubjectAccessReview', {
    spec,
    status: { allowed: false },
  });
  const {
    allowed = false,
    reason = '',
    evaluationError = '',
  } = (answered['status'] ?? {}) as AccessStatus;
  if (!quiet) {
    const why = allowed ? [] : [reason, evaluationError].filter((text) => text !== '');
    await context.streams.out.write(`${[allowed ? 'yes' : 'no', ...why].join(' - ')}\n`);
  }
  return allowed ? 0 : 1;
}
