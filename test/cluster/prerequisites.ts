import { existsSync } from 'node:fs';

import { ClusterError } from './errors.ts';
import { attempt, find } from './shell.ts';

/** A program or file that is needed, and the Debian package that has it. */
interface Need {
  package: string;
  there: () => boolean;
}

const program = (name: string, from = name): Need => ({
  package: from,
  there: () => find(name) !== undefined,
});

const ALWAYS: readonly Need[] = [program('openssl')];
const FOR_NODE: readonly Need[] = [
  program('containerd'),
  program('ctr', 'containerd'),
  program('runc'),
  program('busybox', 'busybox-static'),
  program('ip', 'iproute2'),
  program('iptables'),
  program('conntrack'),
  program('mount'),
  { package: 'containernetworking-plugins', there: () => existsSync(`${CNI_PLUGINS}/bridge`) },
];

/** For the tests that type into shells, in a terminal that script makes. */
const FOR_SHELLS: readonly Need[] = [
  program('bash'),
  program('zsh'),
  program('fish'),
  program('script', 'bsdutils'),
];

/** Where the Debian package puts the network plugins. */
export const CNI_PLUGINS = '/usr/lib/cni';

/** What `up` is about to do. */
export interface Plan {
  node: boolean;
  /** Go is needed only when the binaries are not built yet. */
  build: boolean;
  /** The shells that completion is tested in. */
  shells?: boolean;
  /** Whether missing Debian packages may be installed. */
  install: boolean;
}

/** Throws one sentence when something is missing that cannot be installed. */
export function checkPrerequisites(plan: Plan): void {
  if (process.platform !== 'linux') throw new ClusterError('the test cluster needs Linux');
  const root = process.getuid?.() === 0;
  if (plan.node && !root) {
    throw new ClusterError(
      'a node needs root, for containers and their network: run as root, or use --no-node',
    );
  }
  const missing = packages(plan);
  if (missing.length > 0) {
    if (!plan.install || !root) {
      throw new ClusterError(
        `missing: run apt-get install --no-install-recommends ${missing.join(' ')}`,
      );
    }
    install(missing);
    const still = packages(plan);
    if (still.length > 0)
      throw new ClusterError(`still missing after apt-get install: ${still.join(' ')}`);
  }
  if (plan.build && !find('go')) {
    throw new ClusterError(
      'Go is missing, which builds Kubernetes from its modules: see https://go.dev/dl',
    );
  }
}

function packages(plan: Plan): string[] {
  const needs = [
    ...ALWAYS,
    ...(plan.node ? FOR_NODE : []),
    ...(plan.shells === true ? FOR_SHELLS : []),
  ];
  return [...new Set(needs.filter((need) => !need.there()).map((need) => need.package))];
}

function install(names: readonly string[]): void {
  console.error(`cluster: installing ${names.join(' ')}`);
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const args = ['install', '-y', '-q', '--no-install-recommends', ...names];
  if (attempt('apt-get', args, { env }).ok) return;
  attempt('apt-get', ['update', '-q'], { env });
  const { ok, stderr } = attempt('apt-get', args, { env });
  if (!ok)
    throw new ClusterError(
      `apt-get cannot install ${names.join(' ')}: ${stderr.trim().split('\n').at(-1)}`,
    );
}
