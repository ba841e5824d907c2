import type { CommandSpec } from '../../cli/command.ts';
import { KubistError } from '../../errors.ts';
import { flag } from './arguments.ts';
import { container } from './containers.ts';
import { generatorCommand } from './generator.ts';
import { DEPLOYMENTS } from './resources.ts';
import { randomSuffix } from './random-suffix.ts';

/** `create deployment`: a container for each image. */
export const deployment: CommandSpec = generatorCommand({
  use: 'NAME --image=image -- [COMMAND] [args...]',
  short: 'Create a deployment with the specified name',
  examples: `  # One container
  {program} create deployment web --image=nginx

  # Three replicas that listen on a port
  {program} create deployment web --image=nginx --replicas=3 --port=80

  # A command of your own
  {program} create deployment clock --image=busybox -- sh -c 'while sleep 1; do date; done'

  # Several containers in each pod
  {program} create deployment pair --image=nginx --image=redis`,
  flags: [
    flag('image', 'Image of the container; several make several containers', 'stringSlice'),
    {
      name: 'port',
      type: 'int32',
      default: -1,
      usage: 'Port that the first container listens on',
    },
    { name: 'replicas', short: 'r', type: 'int32', default: 1, usage: 'How many pods to run' },
  ],
  required: ['image'],
  resource: DEPLOYMENTS,
  failure: 'failed to create deployment: ',
  build({ flags, name, rest }) {
    const images = flags.strings('image');
    if (images.length > 1 && rest.length > 0) {
      throw new KubistError('cannot specify multiple --image options and command');
    }
    const port = flags.int('port');
    const ports = port < 0 ? [] : [{ containerPort: port }];
    const labels = { app: name };
    return {
      kind: 'Deployment',
      apiVersion: 'apps/v1',
      metadata: { ...(name === '' ? {} : { name }), labels },
      spec: {
        replicas: flags.int('replicas'),
        selector: { matchLabels: labels },
        template: {
          metadata: { labels },
          spec: {
            containers: images.map((image, index) =>
              container(containerName(image), image, rest, index === 0 ? ports : []),
            ),
          },
        },
        strategy: {},
      },
      status: {},
    };
  },
});

/** A name for the container of an image: its last part; where characters had to go, a random suffix keeps it unique. */
function containerName(image: string): string {
  const last = image.split('/').at(-1) ?? '';
  const name = (last.split(':')[0] ?? '').split('@')[0] ?? '';
  if (!/[_.]/.test(name)) return name;
  return `${name.replaceAll(/[_.]/g, '-')}-${randomSuffix()}`;
}
