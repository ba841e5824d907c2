import type { CommandSpec } from '../../cli/command.ts';
import type { Context } from '../../cli/context.ts';
import { filenameFlags } from '../../cli/flags/filename.ts';
import type { Flags } from '../../cli/flags/flags.ts';
import { printFlags } from '../../cli/flags/print.ts';
import { KubistError, StatusError } from '../../errors.ts';
import { formatRFC3339 } from '../../formats/time.ts';
import { type ObjectInfo, visitObjects } from '../../resources/objects.ts';
import { resolve } from '../../resources/resolve.ts';
import { retrieve } from '../../resources/retrieve.ts';
import { replaceObject } from '../../resources/write.ts';
import { CHANGE_FORMATS, changePrinter, printOptions } from '../change/print.ts';
import { type Judgement, judged, type SigningRequest } from './judgement.ts';

/** `certificate approve`: lets a signer issue what was asked for. */
export const approve: CommandSpec = judging(
  { type: 'Approved', reason: 'KubectlApprove' },
  {
    short: 'Approve a certificate signing request',
    long: `Approves requests for certificates, so that their signer issues them.

A certificate can be a way into the cluster: see before what the request asks for, and who asks.`,
    examples: `  # Let the request csr-sqgzp have its certificate
  {program} certificate approve csr-sqgzp`,
  },
);

/** `certificate deny`: keeps signers from issuing what was asked for. */
export const deny: CommandSpec = judging(
  { type: 'Denied', reason: 'KubectlDeny' },
  {
    short: 'Deny a certificate signing request',
    long: 'Denies requests for certificates: no signer issues them, and who asked can see that.',
    examples: `  # No certificate for the request csr-sqgzp
  {program} certificate deny csr-sqgzp`,
  },
);

function judging(
  judgement: Judgement,
  texts: Pick<CommandSpec, 'short' | 'long' | 'examples'>,
): CommandSpec {
  return {
    use: '(-f FILENAME | NAME)',
    ...texts,
    flags: [
      ...printFlags(CHANGE_FORMATS),
      ...filenameFlags('to update'),
      {
        name: 'force',
        type: 'bool',
        default: false,
        usage: 'Write the request although it is judged like this already',
      },
    ],
    run: (context, flags, args) => run(judgement, context, flags, args),
  };
}

/** How often a request is written anew when somebody else has changed it meanwhile. */
const RETRIES = 10;

async function run(
  judgement: Judgement,
  context: Context,
  flags: Flags,
  args: readonly string[],
): Promise<void> {
  const filenames = flags.strings('filename');
  const kustomize = flags.string('kustomize');
  const printer = await changePrinter(printOptions(flags), judgement.type.toLowerCase());
  if (args.length === 0 && filenames.length === 0 && kustomize === '') {
    throw new KubistError('one or more CSRs must be specified as <name> or -f <filename>');
  }
  const resolution = await resolve(
    {
      args,
      typeOfNames: 'certificatesigningrequest',
      filenames,
      kustomize,
      recursive: flags.bool('recursive'),
      // Requests for certificates have none.
      namespace: '',
      latest: true,
    },
    context,
  );
  let found = 0;
  await visitObjects(resolution, async (info) => {
    const { group, kind } = info.resource;
    if (group !== 'certificates.k8s.io' || kind !== 'CertificateSigningRequest') {
      const got = group === '' ? kind : `${kind}.${group}`;
      throw new KubistError(
        `can only handle CertificateSigningRequest.certificates.k8s.io objects, got ${got}`,
      );
    }
    const seen = await judge(context, info, judgement, flags.bool('force'));
    found++;
    // What is shown is the request as it was before: so does the reference.
    await printer.print(seen, context.streams.out);
  });
  if (found === 0) await context.streams.out.write('No resources found\n');
}

/** Judges one request, and answers it as it was. Rejects when it is judged otherwise already. */
async function judge(
  context: Context,
  info: ObjectInfo,
  judgement: Judgement,
  force: boolean,
): Promise<ObjectInfo['object']> {
  const client = await context.client();
  let seen = info.object;
  for (let tries = 0; ; tries++) {
    // Looked at just before it is written, as those before it may have taken a while.
    const request = (await retrieve(client, info)) as SigningRequest;
    const after = judged(request, judgement, formatRFC3339(context.now()));
    if (after === request && !force) return seen;
    try {
      await replaceObject(client, { ...info, subresource: 'approval' }, after);
      return seen;
    } catch (error) {
      const conflict = error instanceof StatusError && error.reason === 'Conflict';
      if (!conflict || tries >= RETRIES) throw error;
    }
    seen = await retrieve(client, info);
  }
}
