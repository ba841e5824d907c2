import type { CommandSpec } from '../../cli/command.ts';
import { flag } from './arguments.ts';
import { container } from './containers.ts';
import { generatorCommand } from './generator.ts';
import { CRON_JOBS } from './resources.ts';

/** `create cronjob` */
export const cronJob: CommandSpec = generatorCommand({
  use: "NAME --image=image --schedule='0/5 * * * ?' -- [COMMAND] [args...] [flags]",
  short: 'Create a cron job with the specified name',
  examples: `  # Every night at three
  {program} create cronjob backup --image=backup --schedule="0 3 * * *"

  # With a command of your own
  {program} create cronjob clock --image=busybox --schedule="*/5 * * * *" -- date`,
  flags: [
    flag('image', 'Image to run'),
    flag('restart', 'When containers are started anew: OnFailure (also when empty) or Never'),
    flag('schedule', 'When to run, in the format of cron'),
  ],
  required: ['image', 'schedule'],
  resource: CRON_JOBS,
  failure: 'failed to create cronjob: ',
  build: ({ flags, name, rest }) => ({
    kind: 'CronJob',
    apiVersion: 'batch/v1',
    metadata: name === '' ? {} : { name },
    spec: {
      schedule: flags.string('schedule'),
      jobTemplate: {
        metadata: name === '' ? {} : { name },
        spec: {
          template: {
            metadata: {},
            spec: {
              containers: [container(name, flags.string('image'), rest)],
              restartPolicy: flags.string('restart') || 'OnFailure',
            },
          },
        },
      },
    },
    status: {},
  }),
});
