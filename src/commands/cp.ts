import type { CommandSpec } from '../cli/command.ts';
import type { Context } from '../cli/context.ts';
import type { Flags } from '../cli/flags/flags.ts';
import { KubistError } from '../errors.ts';
import { openContainer } from './cp/container.ts';
import { download } from './cp/download.ts';
import { parseFileSpec } from './cp/spec.ts';
import { refuseMissing, upload } from './cp/upload.ts';
import { containerFlag } from './remote/flags.ts';

/** `cp`: copies files into containers and out of them. */
export const cp: CommandSpec = {
  use: '<file-spec-src> <file-spec-dest>',
  short: 'Copy files and directories to and from containers',
  long: `Copies a file, or a folder with all that is in it, into a container or out of one. One of the two places is of this machine, the other is POD:PATH or NAMESPACE/POD:PATH.

The container needs tar. Without it, a single file is copied by sh and cat. Into a container, symbolic links are copied as links; out of one they are left out, and told of. A copy that is not complete ends with an error.`,
  examples: `  # A folder into a pod
  {program} cp ./site mypod:/var/www

  # A file into one of several containers
  {program} cp app.conf mypod:/etc/app.conf -c sidecar

  # Out of a pod of another namespace
  {program} cp staging/mypod:/var/log/app.log ./app.log

  # Over a connection that breaks now and then
  {program} cp mypod:/backup.bin ./backup.bin --retries=10

  # With symbolic links, or by a pattern
  {program} exec mypod -- sh -c 'tar cf - /etc/*.conf' | tar xf -`,
  flags: [
    containerFlag,
    {
      name: 'no-preserve',
      type: 'bool',
      default: false,
      usage: 'Into a container: do not keep owners and permissions there',
    },
    {
      name: 'retries',
      type: 'int',
      default: 0,
      usage:
        'Out of a container: how often to go on after the connection broke; negative is without end.',
    },
  ],
  run,
};

async function run(context: Context, flags: Flags, args: readonly string[]): Promise<void> {
  const [from, to] = args;
  if (from === undefined || to === undefined || args.length > 2) {
    throw new KubistError('source and destination are required');
  }
  const [source, destination] = [parseFileSpec(from), parseFileSpec(to)];
  if (source.pod !== '' && destination.pod !== '') {
    throw new KubistError('one of src or dest must be a local file specification');
  }
  if (source.path === '' || destination.path === '') {
    throw new KubistError('filepath can not be empty');
  }
  const remote = source.pod === '' ? destination : source;
  if (remote.pod === '') {
    throw new KubistError('one of src or dest must be a remote file specification');
  }
  if (source.pod === '') await refuseMissing(source.path);
  const container = await openContainer(context, {
    ...remote,
    container: flags.string('container'),
  });
  if (source.pod === '') {
    await upload(context, container, source.path, destination.path, {
      noPreserve: flags.bool('no-preserve'),
    });
  } else {
    await download(context, container, source.path, destination.path, {
      ...source,
      retries: flags.int('retries'),
    });
  }
}
