import { normalize } from 'node:path';
import { ConnectionError, KubistError } from '../../errors.ts';
import type { Context } from '../../cli/context.ts';
import { TarError } from '../../formats/tar/entry.ts';
import { readTar } from '../../formats/tar/read.ts';
import { passOn } from '../remote/exec.ts';
import type { CopyContainer } from './container.ts';
import { isMissing } from './errors.ts';
import { extract, writeFile } from './extract.ts';
import { createHandoff, type Handoff } from './handoff.ts';
import { Meter } from './meter.ts';
import { ONE_FILE } from './upload.ts';
import { withoutSlashes } from './spec.ts';

/** How to copy out of a container. */
export interface DownloadOptions {
  /** As the command line has it, for a hint. */
  readonly namespace: string;
  readonly pod: string;
  /** How often to go on after the connection broke; negative is without end. */
  readonly retries: number;
}

/** Copies a file or a folder of a container to this machine, under the name of the destination. */
export async function download(
  context: Context,
  container: CopyContainer,
  source: string,
  destination: string,
  options: DownloadOptions,
): Promise<void> {
  const path = withoutSlashes(source);
  const local = withoutSlashes(normalize(destination));
  const archive = createHandoff();
  const stop = new AbortController();
  const meter = new Meter(() => context.now());
  context.progress.show(() => `copying ${path}: ${String(meter)}`);
  const { retries } = options;
  const received = receive(context, container, path, { archive, retries, stop, meter });
  const extracted = extract(readTar(archive), {
    source: path,
    destination: local,
    warn: (line) => context.streams.err.write(line),
    hint: `${context.program} exec -n ${JSON.stringify(options.namespace)} ${JSON.stringify(options.pod)} -- tar cf - ${JSON.stringify(path)} | tar xf -`,
  });
  // What cannot be unpacked need not be sent.
  extracted.catch((error: unknown) => stop.abort(error));
  const [end, written] = await Promise.allSettled([received, extracted]);
  if (end.status === 'fulfilled') {
    await passOn(context, end.value);
  } else if (isMissing(end.reason, 'tar')) {
    return passOn(context, await downloadFile(container, path, local, meter));
  } else if (written.status === 'fulfilled') throw end.reason;
  if (written.status === 'rejected') {
    const { reason } = written;
    if (!(reason instanceof TarError)) throw reason;
    throw new KubistError(`the copy is not complete: ${reason.message}`, { cause: reason });
  }
  if (written.value === 0) throw new KubistError(`nothing was copied: ${source} gave no files`);
}

/** What takes the archive. */
interface Reception {
  readonly archive: Handoff;
  readonly retries: number;
  readonly stop: AbortController;
  readonly meter: Meter;
}

/** Has the container's tar write the archive, and goes on where it broke off as often as is wanted. */
async function receive(
  context: Context,
  container: CopyContainer,
  path: string,
  { archive, retries, stop, meter }: Reception,
): Promise<number> {
  let count = 0;
  for (let tries = 0; ; tries++) {
    const command =
      tries === 0
        ? ['tar', 'cf', '-', path]
        : ['sh', '-c', `tar cf - "$0" | tail -c+${count + 1}`, path];
    try {
      const stdout = (data: Uint8Array): void | Promise<void> => {
        count += data.length;
        meter.count(data);
        return archive.write(data);
      };
      const exitCode = await container.run(command, { stdout }, stop.signal);
      archive.end();
      return exitCode;
    } catch (error) {
      if (stop.signal.aborted || (retries >= 0 && tries >= retries) || !isBroken(error)) {
        archive.end(error as Error);
        if (tries > 0)
          await context.streams.out.write(`Dropping out copy after ${tries} retries\n`);
        throw error;
      }
      const of = retries < 0 ? '' : `/${retries}`;
      await context.streams.out.write(`Resuming copy at ${count} bytes, retry ${tries + 1}${of}\n`);
    }
  }
}

/** True for a connection that broke, not for a server that said why not. */
function isBroken(error: unknown): boolean {
  if (!(error instanceof KubistError)) return false;
  return (
    error instanceof ConnectionError ||
    error.cause instanceof ConnectionError ||
    error.message.includes(UNKNOWN_END)
  );
}

/** A part of what `execute` says when the stream ends without an exit code. */
const UNKNOWN_END = 'whether it succeeded is unknown';

/** One file, where there is no tar: by a shell and cat. */
async function downloadFile(
  container: CopyContainer,
  path: string,
  destination: string,
  meter: Meter,
): Promise<number> {
  const data = createHandoff();
  const script = 'test -e "$1" || exit 121; test -f "$1" || exit 120; cat < "$1"';
  const received = container
    .run(['sh', '-c', script, 'sh', path], {
      stdout: (chunk) => {
        meter.count(chunk);
        return data.write(chunk);
      },
    })
    .then(
      (exitCode) => {
        data.end();
        return exitCode;
      },
      (error: unknown) => {
        data.end(error as Error);
        throw isMissing(error, 'sh')
          ? new KubistError(`${container.title} has neither tar nor sh: nothing can be copied`)
          : error;
      },
    );
  const [end, written] = await Promise.allSettled([
    received,
    writeFile(destination, 0o644, data, true),
  ]);
  if (end.status === 'rejected') throw end.reason;
  if (end.value === 121)
    throw new KubistError(`${path}: no such file or directory in ${container.title}`);
  if (end.value === 120) throw new KubistError(`${container.title} has no tar: ${ONE_FILE}`);
  if (written.status === 'rejected') throw written.reason;
  return end.value;
}
