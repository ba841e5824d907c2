import { resolve } from 'node:path';
import type { CommandSpec } from '../../cli/command.ts';
import type { Flags } from '../../cli/flags/flags.ts';
import { KubistError } from '../../errors.ts';
import { readCertificateFile } from '../../kubeconfig/files.ts';
import type { Cluster } from '../../kubeconfig/kubeconfig.ts';
import { expectArgs, openFiles } from './shared.ts';

/** `config set-cluster` */
export const setCluster: CommandSpec = {
  use: 'NAME [--server=server] [--certificate-authority=path/to/certificate/authority] [--insecure-skip-tls-verify=true] [--tls-server-name=example.com]',
  short: 'Set a cluster entry in kubeconfig',
  long: `Create or change a cluster in kubeconfig.

 Of a cluster that exists only the fields that flags name are changed.`,
  examples: `  # Point the cluster "e2e" at another address
  {program} config set-cluster e2e --server=https://192.0.2.10:6443

  # Keep the certificate authority inside the kubeconfig
  {program} config set-cluster e2e --embed-certs --certificate-authority=./ca.crt

  # Reach the cluster through a proxy
  {program} config set-cluster e2e --proxy-url=https://proxy.example:3128`,
  flags: [
    {
      name: 'server',
      type: 'string',
      default: '',
      usage: 'Address of the API server, for the cluster in kubeconfig',
    },
    {
      name: 'tls-server-name',
      type: 'string',
      default: '',
      usage: "Name that the server's certificate must have, for the cluster in kubeconfig",
    },
    {
      name: 'insecure-skip-tls-verify',
      type: 'bool',
      default: false,
      usage: "Accept any certificate of the cluster's server",
    },
    {
      name: 'certificate-authority',
      type: 'string',
      default: '',
      usage: 'File with the certificate authority of the cluster in kubeconfig',
    },
    {
      name: 'embed-certs',
      type: 'bool',
      default: false,
      usage: 'Keep the certificate itself in kubeconfig, not its path',
    },
    {
      name: 'proxy-url',
      type: 'string',
      default: '',
      usage: 'Proxy for requests to the cluster in kubeconfig',
    },
  ],
  async run(context, flags, args) {
    expectArgs(args, 1);
    const [name = ''] = args;
    validate(name, flags);
    const { config, save } = await openFiles(context);
    const entry = config.clusters.get(name);
    config.clusters.set(name, { origin: '', ...entry, value: changed(entry?.value ?? {}, flags) });
    await save({ relativize: true });
    await context.streams.out.write(`Cluster "${name}" set.\n`);
  },
};

function validate(name: string, flags: Flags): void {
  if (name === '') throw new KubistError('you must specify a non-empty cluster name');
  const file = flags.string('certificate-authority');
  if (flags.bool('insecure-skip-tls-verify') && file !== '') {
    throw new KubistError(
      'you cannot specify a certificate authority and insecure mode at the same time',
    );
  }
  if (!flags.bool('embed-certs')) return;
  if (file === '') throw new KubistError('you must specify a --certificate-authority to embed');
  readCertificateFile('certificate-authority', file);
}

/** The cluster with what the flags say; a CA and insecure mode exclude each other. */
function changed(cluster: Cluster, flags: Flags): Cluster {
  const result: Cluster = { ...cluster };
  if (flags.changed('server')) result.server = flags.string('server');
  if (flags.changed('tls-server-name')) result['tls-server-name'] = flags.string('tls-server-name');
  if (flags.changed('insecure-skip-tls-verify')) {
    result['insecure-skip-tls-verify'] = flags.bool('insecure-skip-tls-verify');
    if (result['insecure-skip-tls-verify']) {
      delete result['certificate-authority'];
      delete result['certificate-authority-data'];
    }
  }
  if (flags.changed('certificate-authority')) {
    const file = flags.string('certificate-authority');
    result['insecure-skip-tls-verify'] = false;
    delete result['certificate-authority'];
    delete result['certificate-authority-data'];
    if (flags.bool('embed-certs'))
      result['certificate-authority-data'] = readCertificateFile('certificate-authority', file);
    else result['certificate-authority'] = resolve(file);
  }
  if (flags.changed('proxy-url')) result['proxy-url'] = flags.string('proxy-url');
  return result;
}
