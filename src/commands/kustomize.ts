import type { CommandSpec } from '../cli/command.ts';
import type { Context } from '../cli/context.ts';
import type { FlagSpec, Flags } from '../cli/flags/flags.ts';
import { KubistError } from '../errors.ts';
import { writeAs } from '../printers/write-as.ts';

const RESTRICTIONS = ['LoadRestrictionsRootOnly', 'LoadRestrictionsNone'] as const;

const bool = (name: string, usage: string): FlagSpec => ({
  name,
  type: 'bool',
  default: false,
  usage,
});
const text = (name: string, value: string, usage: string): FlagSpec => ({
  name,
  type: 'string',
  default: value,
  usage,
});

/** `kustomize`: builds the objects of a kustomization. */
export const kustomize: CommandSpec = {
  use: 'DIR [flags]',
  short: 'Build a kustomization target from a directory or URL',
  long:
    'Prints the objects that the kustomization in a folder describes; without a folder, in the current one. ' +
    'Everything is read from this machine: remote resources, Helm charts and plugins are refused.',
  examples:
    '  # The kustomization in this folder\n  {program} kustomize\n\n' +
    '  # One for production, into a file\n  {program} kustomize overlays/production -o production.yaml',
  flags: [
    bool('as-current-user', 'Not supported: functions are not run.'),
    bool('enable-alpha-plugins', 'Not supported: plugins are not run.'),
    bool('enable-helm', 'Not supported: Helm is not run.'),
    {
      name: 'env',
      short: 'e',
      type: 'stringArray',
      default: [],
      usage: 'Not supported: functions are not run.',
    },
    {
      name: 'helm-api-versions',
      type: 'stringArray',
      default: [],
      usage: 'Not supported: Helm is not run.',
    },
    text('helm-command', 'helm', 'Not supported: Helm is not run.'),
    bool('helm-debug', 'Not supported: Helm is not run.'),
    text('helm-kube-version', '', 'Not supported: Helm is not run.'),
    text(
      'load-restrictor',
      RESTRICTIONS[0],
      `Files to read: those in or below the kustomization's folder, or any (${RESTRICTIONS[1]}).`,
    ),
    {
      name: 'mount',
      type: 'stringArray',
      default: [],
      usage: 'Not supported: functions are not run.',
    },
    bool('network', 'Not supported: functions are not run.'),
    text('network-name', 'bridge', 'Not supported: functions are not run.'),
    {
      name: 'output',
      short: 'o',
      type: 'string',
      default: '',
      usage: 'Write to this file, or one file an object into this folder.',
    },
  ],
  async run(context, flags, args) {
    if (args.length > 1) throw new KubistError('specify one path to kustomization.yaml');
    const [path = '.'] = args;
    const restriction = restrictionOf(flags);
    refuseUnsupported(flags);
    const { buildKustomization } = await import('../resources/kustomize/output.ts');
    const built = await buildKustomization(path, {
      restriction,
      env: context.env,
      warn: (message) => void context.streams.err.write(`${message}\n`),
    });
    await write(context, flags.string('output'), built);
  },
};

function restrictionOf(flags: Flags): (typeof RESTRICTIONS)[number] {
  const given = flags.string('load-restrictor');
  const found = RESTRICTIONS.find((one) => one === given);
  if (found !== undefined) return found;
  throw new KubistError(
    `illegal flag value --load-restrictor ${given}; legal values: [${RESTRICTIONS.join(' ')}]`,
  );
}

/** Flags for what is not run here. */
const UNSUPPORTED: Readonly<Record<string, readonly string[]>> = {
  'kustomize does not run Helm': [
    'enable-helm',
    'helm-api-versions',
    'helm-command',
    'helm-debug',
    'helm-kube-version',
  ],
  'kustomize does not run plugins and functions': [
    'as-current-user',
    'enable-alpha-plugins',
    'env',
    'mount',
    'network',
    'network-name',
  ],
};

function refuseUnsupported(flags: Flags): void {
  for (const [why, names] of Object.entries(UNSUPPORTED)) {
    const given = names.find((name) => flags.changed(name));
    if (given !== undefined) throw new KubistError(`--${given} is not supported: ${why}`);
  }
}

interface Built {
  readonly text: string;
  readonly files: readonly { readonly name: string; readonly text: string }[];
}

async function write(context: Context, output: string, { text: all, files }: Built): Promise<void> {
  if (output === '') return writeAs('yaml', all, context.streams.out);
  const [{ writeFile, stat }, path] = await Promise.all([
    import('node:fs/promises'),
    import('node:path'),
  ]);
  const isFolder = await stat(output).then(
    (found) => found.isDirectory(),
    () => false,
  );
  try {
    if (!isFolder) return await writeFile(output, all);
    for (const file of files) await writeFile(path.join(output, file.name), file.text);
  } catch (error) {
    const { code, path: place, message } = error as NodeJS.ErrnoException;
    const reason = code === 'ENOENT' ? 'no such file or directory' : message;
    throw new KubistError(`open ${place ?? output}: ${reason}`, { cause: error });
  }
}
