import type { CommandSpec } from '../../cli/command.ts';
import { KubistError } from '../../errors.ts';
import { flag } from './arguments.ts';
import { appendHashFlag } from './data-flags.ts';
import { systemReason } from './files.ts';
import { generatorCommand } from './generator.ts';
import { SECRETS } from './resources.ts';
import { SECRET_FAILURE, SecretData } from './secret-object.ts';

/** `create secret tls`: certificate and key must belong together. */
export const tlsSecret: CommandSpec = generatorCommand({
  use: 'NAME --cert=path/to/cert/file --key=path/to/key/file [--dry-run=server|client|none]',
  short: 'Create a TLS secret',
  long: `Create a secret with a certificate and its private key, for instance for an ingress.

 Both are PEM files, and the certificate must be that of the key.`,
  examples: `  # What an ingress needs for https
  {program} create secret tls web --cert=web.crt --key=web.key`,
  flags: [
    appendHashFlag('secret'),
    flag('cert', 'File with the certificate (PEM)'),
    flag('key', "File with the certificate's private key (PEM)"),
  ],
  resource: SECRETS,
  failure: SECRET_FAILURE,
  async build({ flags, name }) {
    const paths = [flags.string('cert'), flags.string('key')] as const;
    if (paths.includes('')) throw new KubistError('key and cert must be specified');
    const certificate = await read(paths[0]);
    const key = await read(paths[1]);
    const { checkKeyPair } = await import('./key-pair.ts');
    await checkKeyPair(certificate.toString('latin1'), key.toString('latin1'));
    const data = new SecretData();
    data.add('tls.crt', certificate);
    data.add('tls.key', key);
    return data.object(name, 'kubernetes.io/tls', flags.bool('append-hash'));
  },
});

async function read(path: string): Promise<Buffer> {
  const { readFile } = await import('node:fs/promises');
  try {
    return await readFile(path);
  } catch (error) {
    const reason = systemReason(error);
    const what = reason === 'is a directory' ? 'read' : 'open';
    throw new KubistError(`Cannot read file ${path}, ${what} ${path}: ${reason}`, { cause: error });
  }
}
