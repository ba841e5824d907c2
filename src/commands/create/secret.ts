import type { CommandSpec } from '../../cli/command.ts';

/** `create secret`: a group. */
export const secret: CommandSpec = {
  use: '(docker-registry | generic | tls)',
  short: 'Create a secret using a specified subcommand',
  long: `Create a secret of a certain type.

 "docker-registry" holds what a container registry asks for, "generic" anything, "tls" a certificate and its key.`,
  bare: { stream: 'err', exitCode: 1 },
  subcommands: [
    {
      name: 'docker-registry',
      short: 'Create a secret for use with a Docker registry',
      load: async () => (await import('./secret-docker.ts')).dockerRegistry,
    },
    {
      name: 'generic',
      short: 'Create a secret from a local file, directory, or literal value',
      load: async () => (await import('./secret-generic.ts')).genericSecret,
    },
    {
      name: 'tls',
      short: 'Create a TLS secret',
      load: async () => (await import('./secret-tls.ts')).tlsSecret,
    },
  ],
};
