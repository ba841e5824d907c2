/** `npm run cluster -- up`: a real Kubernetes on this machine for the tests. */
import { Command } from 'commander';

import { ClusterError } from './errors.ts';
import { readInstance } from './instance.ts';
import { kubeconfigPath } from './kubeconfig.ts';
import { down, status, up } from './lifecycle.ts';

interface Options {
  name: string;
  node: boolean;
  install: boolean;
}

const program = new Command('cluster').description(
  'a real Kubernetes on this machine, for the tests',
);

function command(
  name: string,
  description: string,
  action: (options: Options) => Promise<void>,
): Command {
  return program
    .command(name)
    .description(description)
    .option('--name <name>', 'which instance; several run beside each other', 'default')
    .action(action);
}

command('up', 'start it; build it first when that has not been done', async (options) => {
  const { kubeconfig, kubectl } = await up(options);
  console.log(`export KUBECONFIG=${kubeconfig}\n# reference: ${kubectl}`);
})
  .option('--no-node', 'the control plane only: no root, no containers')
  .option('--install', 'install missing Debian packages', process.env.CI === 'true');

command('down', 'stop it and clear all but its logs', ({ name }) => down(name));

command('status', 'print what runs; exit 1 when it does not serve', async ({ name }) => {
  const found = await status(name);
  for (const [component, pid] of Object.entries(found?.processes ?? {})) {
    console.log(`${component}\t${pid ?? 'not running'}`);
  }
  console.log(found?.ready ? 'ready' : 'not ready');
  if (!found?.ready) process.exitCode = 1;
});

command('kubeconfig', "print the path of the administrator's kubeconfig", async ({ name }) => {
  const instance = readInstance(name);
  if (!instance)
    throw new ClusterError(`there is no instance ${name}: run \`npm run cluster -- up\``);
  console.log(kubeconfigPath(instance));
});

try {
  await program.parseAsync();
} catch (error) {
  if (!(error instanceof ClusterError)) throw error;
  console.error(`cluster: ${error.message}`);
  process.exitCode = 1;
}
