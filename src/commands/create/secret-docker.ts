import type { CommandSpec } from '../../cli/command.ts';
import type { Flags } from '../../cli/flags/flags.ts';
import { KubistError } from '../../errors.ts';
import { stringifyJSON } from '../../formats/json.ts';
import { flag } from './arguments.ts';
import { addFiles } from './config-data.ts';
import { appendHashFlag } from './data-flags.ts';
import { generatorCommand } from './generator.ts';
import { SECRETS } from './resources.ts';
import { SECRET_FAILURE, SecretData } from './secret-object.ts';

/** The key under which the kubelet looks for what registries ask for. */
const KEY = '.dockerconfigjson';

/** `create secret docker-registry` */
export const dockerRegistry: CommandSpec = generatorCommand({
  use: 'NAME --docker-username=user --docker-password=password --docker-email=email [--docker-server=string] [--from-file=[key=]source] [--dry-run=server|client|none]',
  short: 'Create a secret for use with a Docker registry',
  long: `Create a secret with what a container registry asks for.

 A pod or a service account that names it among its imagePullSecrets can pull private images of that registry.`,
  examples: `  # From user name and password
  {program} create secret docker-registry registry --docker-server=registry.example.com --docker-username=me --docker-password="$PASSWORD"

  # From what "docker login" has written
  {program} create secret docker-registry registry --from-file=.dockerconfigjson=$HOME/.docker/config.json`,
  flags: [
    appendHashFlag('secret'),
    flag('docker-email', 'Mail address for the registry'),
    flag('docker-password', 'Password for the registry'),
    {
      name: 'docker-server',
      type: 'string',
      default: 'https://index.docker.io/v1/',
      usage: 'Address of the registry',
    },
    flag('docker-username', 'User name for the registry'),
    flag(
      'from-file',
      'File to take instead, named .dockerconfigjson within the secret unless a key is given',
      'stringSlice',
    ),
  ],
  resource: SECRETS,
  named: true,
  failure: SECRET_FAILURE,
  async build({ flags, name }) {
    const data = new SecretData();
    const files = flags.strings('from-file');
    if (files.length > 0) {
      const sources = files.map((source) => (source.includes('=') ? source : `${KEY}=${source}`));
      await addFiles(sources, (key, value) => data.add(key, value));
    } else data.add(KEY, Buffer.from(configOf(flags)));
    return data.object(name, 'kubernetes.io/dockerconfigjson', flags.bool('append-hash'));
  },
});

/** The text of a Docker config file for one registry. */
function configOf(flags: Flags): string {
  const [username, password, email, server] = ['username', 'password', 'email', 'server'].map(
    (part) => flags.string(`docker-${part}`),
  ) as [string, string, string, string];
  if (username === '' || password === '' || server === '') {
    throw new KubistError(
      'either --from-file or the combination of --docker-username, --docker-password and --docker-server is required',
    );
  }
  const auth = Buffer.from(`${username}:${password}`).toString('base64');
  const entry = { username, password, ...(email === '' ? {} : { email }), auth };
  return stringifyJSON({ auths: Object.fromEntries([[server, entry]]) });
}
