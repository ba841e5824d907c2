import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

import type { ParityCase } from './case.ts';
import { execute, type Launch, type Outcome } from './execute.ts';
import { reference } from './fixtures.ts';
import { startProxy, type Proxy, type Sent } from './proxy.ts';
import type { Target } from './target.ts';
import { words } from './words.ts';

const KUBECONFIGS = fileURLToPath(new URL('../../fixtures/kubeconfigs/', import.meta.url));

/**
 * One of the commands, as one worker runs it: its launcher, its home with the discovery cache, its proxy.
 * `a` is the reference, the others are builds of kubist; every path and namespace of theirs is equally long.
 */
export interface Side {
  letter: string;
  program: string;
  launch: Launch;
  target: Target;
  /** Holds `home` and the working directories of cases. */
  root: string;
  proxy: Proxy | undefined;
  warm: Set<string>;
}

/** What a case left behind on one side, names of the side replaced by placeholders. */
export interface Result extends Outcome {
  /** `filesAfter` and `followUp`: title → text. */
  more: Record<string, string>;
  sent: Sent[];
}

/** Makes a launcher named `kubectl` for the program, so that the name it is started under is right. */
export async function makeSide(
  letter: string,
  program: string,
  target: Target,
  work: string,
): Promise<Side> {
  const root = await mkdtemp(join(work, `${letter}-`));
  await mkdir(join(root, 'bin'));
  await mkdir(join(root, 'home'));
  const link = join(root, 'bin', 'kubectl');
  await symlink(program, link);
  const launch: Launch = /\.[jt]s$/.test(program) ? [process.execPath, link] : [link];
  return { letter, program, launch, target, root, proxy: undefined, warm: new Set() };
}

/** Runs one case on one side. */
export async function runSide(side: Side, test: ParityCase, namespace: string): Promise<Result> {
  const { target, root } = side;
  const dir = await mkdtemp(join(root, 'case-'));
  const home =
    test.cache === 'cold' || test.kubeconfig === 'none' ? join(dir, '.home') : join(root, 'home');
  await mkdir(home, { recursive: true });
  const server =
    test.requests || test.faults ? (side.proxy ??= await startProxy(target)).url : target.server;
  const fill = (text: string): string =>
    text.replace(
      /\{(ns|dir|server|ca|cert|key|token)\}/g,
      (_, name: string) =>
        ({
          ns: namespace,
          dir,
          server,
          ca: target.ca,
          cert: target.cert,
          key: target.key,
          token: target.token,
        })[name] ?? '',
    );

  const env: Record<string, string> = {
    PATH: `${dirname(side.launch.at(-1) ?? '')}:/usr/local/bin:/usr/bin:/bin`,
    HOME: home,
  };
  if (test.kubeconfig !== 'none') {
    env['KUBECONFIG'] = join(dir, 'kubeconfig');
    await writeFile(
      env['KUBECONFIG'],
      (await kubeconfigOf(test, target, fill)).replaceAll(target.server, server),
      { mode: 0o600 },
    );
  }
  for (const [name, value] of Object.entries(test.env ?? {})) env[name] = fill(value);
  for (const [name, content] of Object.entries(test.files ?? {})) {
    const path = join(dir, name);
    await mkdir(dirname(path), { recursive: true });
    const isScript = typeof content === 'string' && content.startsWith('#!');
    await writeFile(path, typeof content === 'string' ? fill(content) : content, {
      mode: isScript ? 0o755 : 0o644,
    });
  }
  if (test.cache !== 'cold' && test.kubeconfig === undefined && !side.warm.has(server)) {
    side.warm.add(server);
    await execute(side.launch, ['api-resources'], { cwd: dir, env });
  }
  side.proxy?.take();
  side.proxy?.fail(test.faults ?? []);

  const after = (line: string): Promise<string> => reference(target, words(fill(line)));
  const meanwhile = test.meanwhile;
  let aside: Promise<unknown> = Promise.resolve();
  const outcome = await execute(side.launch, argsOf(test).map(fill), {
    cwd: dir,
    env,
    stdin: test.stdin === undefined ? undefined : fill(test.stdin),
    timeout: test.timeout ?? 30,
    interruptWhen: test.interruptWhen,
    when: meanwhile && {
      match: meanwhile.when,
      call: () => {
        aside = (async () => {
          for (const line of meanwhile.run) await after(line);
        })();
      },
    },
  });
  await aside;
  side.proxy?.fail([]);
  const sent = side.proxy && test.requests ? side.proxy.take() : [];
  const more: Record<string, string> = {};
  for (const name of test.filesAfter ?? []) {
    more[name] = await readFile(join(dir, name), 'utf8').catch(() => '[no such file]\n');
  }
  for (const line of test.followUp ?? [])
    more[line] = await after(line).catch((error: Error) => error.message);
  await rm(dir, { recursive: true, force: true });

  const neutral = (text: string): string => {
    for (const [name, value] of Object.entries({
      '{home}': home,
      '{dir}': dir,
      '{root}': root,
      '{server}': server,
      ...(test.mutates ? { '{ns}': namespace } : {}),
    })) {
      text = text.replaceAll(value, name);
    }
    return text.replaceAll(new URL(server).host, '{host}');
  };
  return {
    code: outcome.code,
    stdout: neutral(outcome.stdout),
    stderr: neutral(outcome.stderr),
    more: Object.fromEntries(Object.entries(more).map(([name, text]) => [name, neutral(text)])),
    sent: sent.map(({ method, url, contentType, body }) => ({
      method,
      url: neutral(url),
      contentType,
      body: neutral(body),
    })),
  };
}

/** The words after `kubectl`. */
export function argsOf(test: ParityCase): readonly string[] {
  return test.args ?? words(test.line ?? '');
}

async function kubeconfigOf(
  test: ParityCase,
  target: Target,
  fill: (text: string) => string,
): Promise<string> {
  if (test.kubeconfig === undefined) return target.kubeconfig;
  if (test.kubeconfig.includes('\n')) return fill(test.kubeconfig);
  return fill(await readFile(KUBECONFIGS + test.kubeconfig, 'utf8'));
}
