import type { Context } from '../../cli/context.ts';
import type { Flags } from '../../cli/flags/flags.ts';
import { KubistError } from '../../errors.ts';
import { goQuote } from '../../formats/go-quote.ts';
import { systemReason } from './files.ts';

/** Sends one file, or standard input, to a path of the server as it is, and prints the answer. */
export async function createRaw(context: Context, flags: Flags): Promise<void> {
  validate(flags);
  const [file = ''] = flags.strings('filename');
  const body = file === '-' ? await context.readStdin() : await read(file);
  const client = await context.client();
  const response = await client.send({
    method: 'POST',
    path: flags.string('raw'),
    headers: { accept: 'application/json, */*' },
    body,
    plain: true,
    failureSource: 'create.go:114',
  });
  for await (const chunk of response.stream()) await context.streams.out.write(chunk);
}

function validate(flags: Flags): void {
  const raw = flags.string('raw');
  const refuse = (message: string): never => {
    throw new KubistError(message);
  };
  const files = flags.strings('filename');
  if (flags.bool('edit')) refuse('--raw and --edit are mutually exclusive');
  if (files.length !== 1) refuse('--raw can only use a single local file or stdin');
  if (/^https?:\/\//.test(files[0] ?? '')) refuse('--raw cannot read from a url');
  if (flags.bool('recursive')) refuse('--raw and --recursive are mutually exclusive');
  if (flags.string('selector') !== '') refuse('--raw and --selector (-l) are mutually exclusive');
  if (flags.string('output') !== '') refuse('--raw and --output are mutually exclusive');
  if (!raw.startsWith('/') && !URL.canParse(raw)) {
    refuse(`--raw must be a valid URL path: parse ${goQuote(raw)}: invalid URI for request`);
  }
}

async function read(path: string): Promise<Uint8Array> {
  const { readFile } = await import('node:fs/promises');
  try {
    return await readFile(path);
  } catch (error) {
    const reason = systemReason(error);
    const what = reason === 'is a directory' ? 'read' : 'open';
    throw new KubistError(`${what} ${path}: ${reason}`, { cause: error });
  }
}
