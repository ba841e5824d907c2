import type { JSONObject, KubeObject } from '../../api/types.ts';
import type { CommandSpec } from '../../cli/command.ts';
import { KubistError } from '../../errors.ts';
import { sortedKeys } from '../../formats/compare.ts';
import { resolve } from '../../resources/resolve.ts';
import { flag } from './arguments.ts';
import { container } from './containers.ts';
import { generatorCommand, type GeneratorInput } from './generator.ts';
import { JOBS } from './resources.ts';

/** `create job`: of an image, or a run of a cron job now. */
export const job: CommandSpec = generatorCommand({
  use: 'NAME --image=image [--from=cronjob/name] -- [COMMAND] [args...]',
  short: 'Create a job with the specified name',
  examples: `  # An image's own command
  {program} create job backup --image=backup

  # A command of your own
  {program} create job hello --image=busybox -- echo hello

  # A run of a cron job, now
  {program} create job backup-now --from=cronjob/backup`,
  flags: [
    flag('from', 'Cron job to take the job from: cronjob/NAME'),
    flag('image', 'Image to run'),
  ],
  resource: JOBS,
  failure: 'failed to create job: ',
  async build(input) {
    const { flags, name, rest } = input;
    const [image, from] = [flags.string('image'), flags.string('from')];
    if ((image === '') === (from === '')) {
      throw new KubistError('either --image or --from must be specified');
    }
    if (from !== '' && rest.length > 0) {
      throw new KubistError('cannot specify --from and command');
    }
    if (from !== '') return jobOfCronJob(name, await cronJob(from, input));
    return {
      kind: 'Job',
      apiVersion: 'batch/v1',
      metadata: name === '' ? {} : { name },
      spec: {
        template: {
          metadata: {},
          spec: { containers: [container(name, image, rest)], restartPolicy: 'Never' },
        },
      },
      status: {},
    };
  },
});

/** Fetches what `--from` names. */
async function cronJob(from: string, { context, namespace }: GeneratorInput): Promise<KubeObject> {
  const resolution = await resolve({ args: [from], namespace, stopOnError: true }, context);
  const found: KubeObject[] = [];
  await resolution.visit(({ resource, object }) => {
    if (resource.group !== 'batch' || resource.kind !== 'CronJob') {
      throw new KubistError(`unknown object type *${resource.version}.${resource.kind}`);
    }
    if (object !== undefined) found.push(object);
  });
  return found[0] as KubeObject;
}

/** A job as the cron job's controller would make it, marked as made by hand. */
function jobOfCronJob(name: string, cron: KubeObject): KubeObject {
  const { jobTemplate = {} } = cron['spec'] as { jobTemplate?: JSONObject };
  const { labels, annotations } = (jobTemplate['metadata'] ?? {}) as {
    labels?: Record<string, string>;
    annotations?: Record<string, string>;
  };
  const marks: Record<string, string> = {
    'cronjob.kubernetes.io/instantiate': 'manual',
    ...annotations,
  };
  return {
    kind: 'Job',
    apiVersion: 'batch/v1',
    metadata: {
      ...(name === '' ? {} : { name }),
      ...(labels === undefined ? {} : { labels }),
      annotations: Object.fromEntries(sortedKeys(marks).map((key) => [key, marks[key] as string])),
      ownerReferences: [
        {
          apiVersion: 'batch/v1',
          kind: 'CronJob',
          name: cron.metadata?.name ?? '',
          uid: cron.metadata?.uid ?? '',
          controller: true,
        },
      ],
    },
    spec: jobTemplate['spec'] ?? {},
    status: {},
  };
}
