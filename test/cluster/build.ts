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
  const dir = join(HOME, 'build', VERSION);
  const fresh = join(dir, 'bin');
  mkdirSync(fresh, { recursive: true });
  cpSync(fileURLToPath(new URL('./cmd/', import.meta.url)), join(dir, 'cmd'), { recursive: true });
  writeFileSync(join(dir, 'go.mod'), goMod(dir));
  run('go', ['mod', 'tidy'], { cwd: dir });
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

/** The version that the programs report; a release build sets it the same way. */
function linkerFlags(): string {
  const [major, minor] = VERSION.slice(1).split('.');
  const set = (name: string, value = ''): string =>
    `-X k8s.io/component-base/version.${name}=${value}`;
  return ['-s -w', set('gitVersion', VERSION), set('gitMajor', major), set('gitMinor', minor)].join(
    ' ',
  );
}
