import type { JSONObject, KubeObject } from '../../api/types.ts';
import type { CommandSpec } from '../../cli/command.ts';
import type { Context } from '../../cli/context.ts';
import type { Flags } from '../../cli/flags/flags.ts';
import { printFlags } from '../../cli/flags/print.ts';
import { KubistError } from '../../errors.ts';
import { stringifyJSON } from '../../formats/json.ts';
import { objectPath } from '../../resources/paths.ts';
import { exactlyOneName, flag } from './arguments.ts';
import { errorText } from './error-text.ts';
import { SERVICE_ACCOUNTS } from './resources.ts';
import { FORMATS, resultPrinter } from './result-printer.ts';

/** API versions of the objects that a token can be bound to. */
const BOUND_KINDS: Readonly<Record<string, string>> = { Node: 'v1', Pod: 'v1', Secret: 'v1' };

/** `create token`: asks for a token of a service account. Source: the TokenRequest API. */
export const token: CommandSpec = {
  use: 'SERVICE_ACCOUNT_NAME',
  short: 'Request a service account token',
  examples: `  # A token for requests in the name of a service account
  {program} create token builder

  # For ten minutes, and for someone else than the API server
  {program} create token builder --duration=10m --audience=https://example.com

  # Worthless once a secret is gone
  {program} create token builder --bound-object-kind=Secret --bound-object-name=session`,
  flags: [
    ...printFlags(FORMATS),
    flag('audience', 'Whom the token is for; the API server when there is none', 'stringArray'),
    flag(
      'bound-object-kind',
      'Kind of the object that the token ends with: Node, Pod or Secret. Needs --bound-object-name.',
    ),
    flag('bound-object-name', 'Name of that object'),
    flag('bound-object-uid', 'UID of that object; that of the present one when empty'),
    {
      name: 'duration',
      type: 'duration',
      default: '0s',
      usage: 'How long the token is to live; the server decides when 0, and may give another time',
    },
  ],
  run,
};

async function run(context: Context, flags: Flags, args: readonly string[]): Promise<void> {
  const { name } = exactlyOneName(flags, args);
  const { namespace } = await context.namespace();
  const shown = flags.string('output') !== '' || flags.string('template') !== '';
  const printer = shown ? await resultPrinter(flags, 'created', 'none') : undefined;
  const request = toRequest(flags, name);
  const client = await context.client();
  let answer: KubeObject;
  try {
    answer = await client.json({
      method: 'POST',
      path: objectPath(SERVICE_ACCOUNTS, namespace, name, 'token'),
      body: stringifyJSON(request),
      headers: { 'content-type': 'application/json' },
    });
  } catch (error) {
    throw new KubistError(`failed to create token: ${errorText(error as Error)}`, {
      cause: error,
    });
  }
  if (printer !== undefined) return printer.print(answer, context.streams.out);
  const { token: text = '' } = (answer['status'] ?? {}) as { token?: string };
  if (text === '') throw new KubistError('failed to create token: no token in server response');
  const { out } = context.streams;
  // A program that reads the token wants no line feed in it.
  await out.write(out.isTTY ? `${text}\n` : text);
}

function toRequest(flags: Flags, name: string): KubeObject {
  if (name === '') throw new KubistError('service account name is required');
  const duration = flags.duration('duration');
  if (duration < 0) throw new KubistError('--duration must be greater than or equal to 0');
  if (duration % 1000 !== 0) {
    throw new KubistError('--duration cannot be expressed in units less than seconds');
  }
  const audiences = flags.strings('audience');
  if (audiences.includes('')) throw new KubistError('--audience must not be an empty string');
  return {
    kind: 'TokenRequest',
    apiVersion: 'authentication.k8s.io/v1',
    metadata: {},
    spec: {
      audiences: audiences.length === 0 ? null : [...audiences],
      ...(duration === 0 ? {} : { expirationSeconds: duration / 1000 }),
      boundObjectRef: boundObject(flags),
    },
    status: { token: '', expirationTimestamp: null },
  };
}

function boundObject(flags: Flags): JSONObject | null {
  const [kind, name, uid] = ['kind', 'name', 'uid'].map((part) =>
    flags.string(`bound-object-${part}`),
  ) as [string, string, string];
  if (kind === '') {
    for (const [part, value] of [
      ['name', name],
      ['uid', uid],
    ]) {
      if (value !== '') {
        throw new KubistError(
          `--bound-object-${part} can only be set if --bound-object-kind is provided`,
        );
      }
    }
    return null;
  }
  if (!Object.hasOwn(BOUND_KINDS, kind)) {
    const kinds = Object.keys(BOUND_KINDS).join(', ');
    throw new KubistError(`supported --bound-object-kind values are ${kinds}`);
  }
  if (name === '') {
    throw new KubistError('--bound-object-name is required if --bound-object-kind is provided');
  }
  return {
    kind,
    apiVersion: BOUND_KINDS[kind] ?? '',
    name,
    ...(uid === '' ? {} : { uid }),
  };
}
