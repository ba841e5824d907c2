import type { Context } from '../../cli/context.ts';
import type { Flags } from '../../cli/flags/flags.ts';
import { KubistError } from '../../errors.ts';
import { goQuote } from '../../formats/go-quote.ts';

/** Refuses what contradicts `--raw`, in the reference's words and order. */
export function validateRaw(flags: Flags): void {
  const filenames = flags.strings('filename');
  if (filenames.length > 1) {
    throw new KubistError('--raw can only use a single local file or stdin');
  }
  if (/^https?:\/\//.test(filenames[0] ?? '')) {
    throw new KubistError('--raw cannot read from a url');
  }
  if (flags.bool('recursive')) {
    throw new KubistError('--raw and --recursive are mutually exclusive');
  }
  if (flags.string('output') !== '') {
    throw new KubistError('--raw and --output are mutually exclusive');
  }
  const raw = flags.string('raw');
  if (!raw.startsWith('/') && !URL.canParse(raw)) {
    const reason = raw.startsWith(':') ? 'missing protocol scheme' : 'invalid URI for request';
    throw new KubistError(`--raw must be a valid URL path: parse ${goQuote(raw)}: ${reason}`);
  }
}

/**
 * Sends a request to a path as it is, with the bytes of a file (`-` is stdin) where there is one, and copies the
 * answer to stdout.
 */
export async function sendRaw(
  context: Context,
  method: 'PUT' | 'DELETE',
  path: string,
  filename: string | undefined,
): Promise<void> {
  const body = filename === undefined ? undefined : await readBody(context, filename);
  const client = await context.client();
  const text = await client.text({
    method,
    path,
    headers: { accept: 'application/json, */*', 'content-type': '' },
    plain: true,
    ...(body === undefined ? {} : { body }),
  });
  await context.streams.out.write(text);
}

async function readBody(context: Context, filename: string): Promise<Uint8Array> {
  if (filename === '-') return context.readStdin();
  const { readFile } = await import('node:fs/promises');
  try {
    return await readFile(filename);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const reason = code === 'ENOENT' ? 'no such file or directory' : (error as Error).message;
    throw new KubistError(`open ${filename}: ${reason}`, { cause: error });
  }
}
