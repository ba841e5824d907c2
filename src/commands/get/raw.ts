import type { Context } from '../../cli/context.ts';

/** Copies the answer for a path of the server to stdout, byte for byte. */
export async function getRaw(path: string, context: Context): Promise<void> {
  const client = await context.client();
  const response = await client.send({
    path,
    headers: { accept: 'application/json, */*' },
    plain: true,
    source: 'raw.go:84',
    failureSource: 'get.go:174',
  });
  for await (const chunk of response.stream()) await context.streams.out.write(chunk);
}
