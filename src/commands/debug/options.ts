import type { JSONObject } from '../../api/types.ts';
import type { Context } from '../../cli/context.ts';
import type { Flags } from '../../cli/flags/flags.ts';
import { KubistError } from '../../errors.ts';
import { goQuote } from '../../formats/go-quote.ts';
import { isImageReference } from '../run/image.ts';
import { readCustom } from './custom.ts';
import { type Profile, profileNamed } from './profiles.ts';

/** What the command line asks for, judged. Flags that need no judgement are read where they are used. */
export interface DebugOptions {
  /** What to debug: `NAME` or `TYPE/NAME`. */
  readonly targets: readonly string[];
  /** Words after `--`. */
  readonly words: readonly string[];
  readonly namespace: string;
  readonly explicitNamespace: boolean;
  readonly profile: Profile;
  /** Part of a container that is merged into the debugging one. */
  readonly custom: JSONObject | undefined;
  /** Name → value. */
  readonly env: ReadonlyMap<string, string>;
  /** Container or `*` → image. */
  readonly images: ReadonlyMap<string, string>;
  /** Join the container. */
  readonly attach: boolean;
}

/** Reads the command line and judges it, in the order of the reference. Rejects with the errors of a wrong one. */
export async function toOptions(
  context: Context,
  flags: Flags,
  args: readonly string[],
): Promise<DebugOptions> {
  const dash = flags.dash < 0 ? args.length : flags.dash;
  const { namespace, explicit } = await context.namespace();
  const profile = profileNamed(flags.string('profile'));
  const file = flags.string('custom');
  const custom = file === '' ? undefined : await readCustom(file);
  const options: DebugOptions = {
    targets: args.slice(0, dash),
    words: args.slice(dash),
    namespace,
    explicitNamespace: explicit,
    profile,
    custom,
    env: pairs(flags.strings('env')),
    images: pairs(flags.strings('set-image')),
    attach: flags.changed('attach') ? flags.bool('attach') : flags.bool('stdin'),
  };
  validate(flags, options);
  await tellOfTarget(context, flags);
  if (flags.bool('tty') && !flags.bool('stdin')) {
    throw new KubistError('-i/--stdin is required for containers with -t/--tty=true');
  }
  return options;
}

/** Later values of a key win. */
function pairs(texts: readonly string[]): Map<string, string> {
  return new Map(
    texts.map((text) => {
      const at = text.indexOf('=');
      return [text.slice(0, at), text.slice(at + 1)];
    }),
  );
}

function validate(flags: Flags, { targets, words, images }: DebugOptions): void {
  const image = flags.string('image');
  const copies = flags.string('copy-to') !== '';
  if (copies) {
    if (image === '' && images.size === 0 && words.length === 0) {
      throw new KubistError('you must specify --image, --set-image or command arguments.');
    }
    if (image === '' && words.length > 0 && flags.string('container') === '') {
      throw new KubistError(
        'you must specify an existing container or a new image when specifying args.',
      );
    }
  } else {
    for (const name of ['replace', 'same-node']) {
      if (flags.bool(name)) throw new KubistError(`--${name} may only be used with --copy-to.`);
    }
    if (images.size > 0) throw new KubistError('--set-image may only be used with --copy-to.');
    if (image === '') {
      throw new KubistError('you must specify --image when not using --copy-to.');
    }
  }
  if (image !== '' && !isImageReference(image)) {
    throw new KubistError(`invalid image name ${goQuote(image)}: invalid reference format`);
  }
  if (targets.length === 0 && flags.strings('filename').length === 0) {
    throw new KubistError('NAME or filename is required for debug');
  }
  const pullPolicy = flags.string('image-pull-policy');
  if (!['', 'Always', 'IfNotPresent', 'Never'].includes(pullPolicy)) {
    throw new KubistError(`invalid image pull policy: ${pullPolicy}`);
  }
  for (const [name, value] of images) {
    if (isImageReference(value)) continue;
    throw new KubistError(
      `invalid image name ${goQuote(value)} for container ${goQuote(name)}: invalid reference format`,
    );
  }
}

async function tellOfTarget({ streams }: Context, flags: Flags): Promise<void> {
  const target = flags.string('target');
  if (target === '') return;
  if (flags.string('copy-to') !== '') {
    throw new KubistError(
      '--target is incompatible with --copy-to. Use --share-processes instead.',
    );
  }
  if (flags.bool('quiet')) return;
  await streams.out.write(
    `Targeting container ${goQuote(target)}. If you don't see processes from this container it may be because the container runtime doesn't support this feature.\n`,
  );
}
