import { cpSync, existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { HOME, VERSION } from './instance.ts';
import { run } from './shell.ts';

/** The built programs: the multi-call `kubernetes`, and the reference `kubectl`. */
export interface Binaries {
  kubernetes: string;
  kubectl: string;
}

/** Where the programs of this version are kept, built or not. */
export function binaries(): Binaries {
  const bin = join(HOME, 'bin', VERSION);
  return { kubernetes: join(bin, 'kubernetes'), kubectl: join(bin, 'kubectl') };
}

/** Whether they have been built. */
export function isBuilt(): boolean {
  const { kubernetes, kubectl } = binaries();
  return existsSync(kubernetes) && existsSync(kubectl);
}

/** Builds both programs from their Go modules: minutes the first time, then cached by Go and by us. */
export function build(): Binaries {
  const built = binaries();
  if (isBuilt()) return built;
  console.error(
    `cluster: building Kubernetes ${VERSION} from its Go modules, which takes some minutes`,
  );
  const dir = prepareModule();
  const fresh = join(dir, 'bin');
  run(
    'go',
    ['build', '-ldflags', linkerFlags(), '-o', `${fresh}/`, './cmd/kubernetes', './cmd/kubectl'],
    { cwd: dir },
  );
  // Moved when both are complete, so that an interrupted build is never taken for a finished one.
  mkdirSync(join(HOME, 'bin', VERSION), { recursive: true });
  renameSync(join(fresh, 'kubectl'), built.kubectl);
  renameSync(join(fresh, 'kubernetes'), built.kubernetes);
  return built;
}

/** The folder with the module that requires all that is built, tidied. */
function prepareModule(): string {
  const dir = join(HOME, 'build', VERSION);
  mkdirSync(join(dir, 'bin'), { recursive: true });
  cpSync(fileURLToPath(new URL('./cmd/', import.meta.url)), join(dir, 'cmd'), { recursive: true });
  writeFileSync(join(dir, 'go.mod'), goMod(dir));
  run('go', ['mod', 'tidy'], { cwd: dir });
  return dir;
}

/**
 * k8s.io/kubernetes replaces its parts by folders of its own repository, which a module that requires it
 * does not have: each is replaced by the published module of the same release (v1.36.3 → v0.36.3).
 */
function goMod(dir: string): string {
  const download = JSON.parse(
    run('go', ['mod', 'download', '-json', `k8s.io/kubernetes@${VERSION}`], { cwd: dir }),
  ) as { GoMod: string };
  const theirs = readFileSync(download.GoMod, 'utf8');
  const go = /^go (\S+)/m.exec(theirs)?.[1] ?? '';
  const parts = [...theirs.matchAll(/^\s+(k8s\.io\/[a-z0-9-]+) => \.\/staging/gm)].map(
    (match) => match[1] ?? '',
  );
  const published = VERSION.replace('v1.', 'v0.');
  return [
    'module kubist.example/cluster',
    `go ${go}`,
    `require k8s.io/kubernetes ${VERSION}`,
    'replace (',
    ...parts.map((part) => `\t${part} => ${part} ${published}`),
    ')',
    '',
  ].join('\n');
}

/** The metrics-server that is made for Kubernetes of this version. */
const METRICS_SERVER = { module: 'sigs.k8s.io/metrics-server', version: 'v0.9.0' };

/** Where metrics-server is kept, built or not. */
export function metricsServer(): string {
  return join(HOME, 'bin', VERSION, `metrics-server-${METRICS_SERVER.version}`);
}

/**
 * Builds metrics-server, once. Every module that Kubernetes has as well is held at the version that Kubernetes was
 * built with: what is left to compile is a matter of seconds.
 */
export function buildMetricsServer(): string {
  const built = metricsServer();
  if (existsSync(built)) return built;
  const { module, version } = METRICS_SERVER;
  const tidied = join(HOME, 'build', VERSION);
  if (!existsSync(join(tidied, 'go.sum'))) prepareModule();
  const theirs = readFileSync(join(tidied, 'go.mod'), 'utf8');
  const replaced = [...theirs.matchAll(/^\t(\S+ => \S+ v\S+)$/gm)].map(([, line]) => line);
  const names = new Set(replaced.map((line) => line?.split(' ')[0]));
  const held = [...theirs.matchAll(/^\t(\S+) (v\S+)(?: \/\/ indirect)?$/gm)]
    .filter(([, name]) => !names.has(name) && name !== 'k8s.io/kubernetes')
    .map(([, name, at]) => `${name} => ${name} ${at}`);
  const dir = join(HOME, 'build', `metrics-server-${version}`);
  mkdirSync(dir, { recursive: true });
  writeFileSync(
    join(dir, 'go.mod'),
    [
      'module kubist.example/metrics-server',
      /^go .*/m.exec(theirs)?.[0],
      `require ${module} ${version}`,
      'replace (',
      ...[...replaced, ...held].map((line) => `\t${line}`),
      ')',
      '',
    ].join('\n'),
  );
  cpSync(join(tidied, 'go.sum'), join(dir, 'go.sum'));
  const fresh = join(dir, 'metrics-server');
  const options = ['-mod=mod', '-ldflags', '-s -w', '-o', fresh];
  run('go', ['build', ...options, `${module}/cmd/metrics-server`], { cwd: dir });
  mkdirSync(join(HOME, 'bin', VERSION), { recursive: true });
  renameSync(fresh, built);
  return built;
}

/** The version that the programs report; a release build sets it the same way. */
function linkerFlags(): string {
  const [major, minor] = VERSION.slice(1).split('.');
  const set = (name: string, value = ''): string =>
    `-X k8s.io/component-base/version.${name}=${value}`;
  return ['-s -w', set('gitVersion', VERSION), set('gitMajor', major), set('gitMinor', minor)].join(
    ' ',
  );
}
