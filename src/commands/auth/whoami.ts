import type { KubeObject, Writer } from '../../api/types.ts';
import type { CommandSpec } from '../../cli/command.ts';
import type { Context } from '../../cli/context.ts';
import type { Flags } from '../../cli/flags/flags.ts';
import { printFlags } from '../../cli/flags/print.ts';
import { KubistError, StatusError } from '../../errors.ts';
import { sortedKeys } from '../../formats/compare.ts';
import { TabWriter } from '../../printers/tabwriter.ts';
import { FORMATS, resultPrinter } from '../create/result-printer.ts';
import { review } from './review.ts';

/** Versions of the API that answers, best first. */
const VERSIONS = ['v1', 'v1beta1', 'v1alpha1'];

/** `auth whoami`: the user as the server sees them. Source: the SelfSubjectReview API. */
export const whoami: CommandSpec = {
  use: '',
  short: 'Experimental: Check self subject attributes',
  long: `Experimental: tell who the server thinks you are, with groups and extra attributes.

 This helps where who you are is decided elsewhere: by a token webhook, a proxy or an OIDC provider.`,
  examples: `  # Who am I?
  {program} auth whoami

  # Who am I when I act for someone else?
  {program} auth whoami --as=jane --as-group=developers

  # All that the server says
  {program} auth whoami -o json`,
  flags: printFlags(FORMATS),
  run,
};

async function run(context: Context, flags: Flags): Promise<void> {
  const printer =
    flags.string('output') === '' ? undefined : await resultPrinter(flags, '', 'none');
  const answer = await ask(context);
  const { out } = context.streams;
  await (printer === undefined ? printTable(answer, out) : printer.print(answer, out));
}

/** Asks the newest version that the server has. */
async function ask(context: Context): Promise<KubeObject> {
  for (const version of VERSIONS) {
    try {
      return await review(context, `authentication.k8s.io/${version}`, 'SelfSubjectReview', {
        status: { userInfo: {} },
      });
    } catch (error) {
      if (!(error instanceof StatusError)) throw error;
      if (error.reason === 'Forbidden') {
        throw new KubistError(
          'the selfsubjectreviews API is not enabled in the cluster or you do not have permission to call it',
          { cause: error },
        );
      }
      if (error.reason !== 'NotFound') throw error;
    }
  }
  throw new KubistError('the selfsubjectreviews API is not enabled in the cluster');
}

/** `status.userInfo` of the answer. */
interface UserInfo {
  readonly username?: string;
  readonly uid?: string;
  readonly groups?: readonly string[];
  readonly extra?: Readonly<Record<string, readonly string[]>>;
}

function printTable(answer: KubeObject, out: Writer): Promise<void> {
  const { userInfo = {} } = (answer['status'] ?? {}) as { userInfo?: UserInfo };
  const { username = '', uid = '', groups = [], extra = {} } = userInfo;
  const rows = [
    ['ATTRIBUTE', 'VALUE'],
    ...(username === '' ? [] : [['Username', username]]),
    ...(uid === '' ? [] : [['UID', uid]]),
    ...(groups.length === 0 ? [] : [['Groups', list(groups)]]),
    ...sortedKeys(extra).map((key) => [`Extra: ${key}`, list(extra[key] ?? [])]),
  ];
  const tabs = new TabWriter(out);
  for (const row of rows) tabs.write(`${row.join('\t')}\n`);
  return tabs.flush();
}

function list(values: readonly string[]): string {
  return `[${values.join(' ')}]`;
}
