import { formatAPIVersion } from '../api/gvk.ts';
import type { CommandSpec } from '../cli/command.ts';
import { messageOf } from '../discovery/cached-client.ts';
import { KubistError, UsageError } from '../errors.ts';

/** `api-versions`: the group versions that the server has now, whatever the cache says. */
export const apiVersions: CommandSpec = {
  use: '',
  short: 'Print the supported API versions on the server, in the form of "group/version"',
  examples: '  # Which API versions the server has\n  {program} api-versions',
  async run(context, _flags, args) {
    if (args.length > 0) throw new UsageError(`unexpected arguments: [${args.join(' ')}]`);
    const discovery = await context.discovery();
    await discovery.invalidate({ silent: true });
    const groups = await discovery.groups().catch((error: unknown) => {
      throw new KubistError(
        `couldn't get available api versions from server: ${messageOf(error)}`,
        { cause: error },
      );
    });
    const versions = groups.map(({ group, version }) => formatAPIVersion(group, version));
    const sorted = [...new Set(versions)].toSorted((left, right) => (left < right ? -1 : 1));
    await context.streams.out.write(sorted.map((version) => `${version}\n`).join(''));
  },
};
