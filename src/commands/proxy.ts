import { existsSync, statSync, unlinkSync } from 'node:fs';
import type { Server } from 'node:http';
import { dirname } from 'node:path';
import type { CommandSpec } from '../cli/command.ts';
import type { Context } from '../cli/context.ts';
import type { Flags } from '../cli/flags/flags.ts';
import { ExitError, KubistError } from '../errors.ts';
import { klogHead } from '../klog.ts';
import { createForwarder } from '../rest/forwarder.ts';
import { createFilter, type RequestFilter } from './proxy/filter.ts';
import { proxyFlags } from './proxy/flags.ts';
import { listen, listening, WORDS } from './proxy/listen.ts';
import { createProxyServer } from './proxy/serve.ts';

/** `proxy`: serves the API of the cluster on this machine, with the user's credentials. */
export const proxy: CommandSpec = {
  use: '[--port=PORT] [--www=static-dir] [--www-prefix=prefix] [--api-prefix=prefix] [options]',
  short: 'Run a proxy to the Kubernetes API server',
  long: `Serves the API of the cluster on this machine until Ctrl-C. Requests go on with your credentials; whoever can reach the port acts as you.

Only requests for this machine pass (--accept-hosts), and none that run commands in containers (--reject-paths). The four filters are lists of regular expressions (RE2's syntax, as in Go), separated by commas. Watches are streamed, and connections are upgraded: exec, attach and port-forward work through the proxy where the filters let them pass.

With --www, files of a folder are served too.`,
  examples: `  # The API on port 8001
  {program} proxy

  # On any free port, which is printed
  {program} proxy --port=0

  # On a socket that only you can open
  {program} proxy --unix-socket=/run/user/1000/cluster.sock

  # The API below /k8s/, and a folder of files below /static/
  {program} proxy --api-prefix=/k8s/ --www=./site`,
  flags: proxyFlags,
  run,
};

async function run(context: Context, flags: Flags): Promise<void> {
  const socketPath = flags.string('unix-socket');
  if (socketPath !== '' && flags.changed('port')) {
    throw new KubistError('cannot set --unix-socket and --port at the same time');
  }
  const connection = await context.connection();
  const filter = await readFilter(context, flags, socketPath !== '');
  const folder = flags.string('www');
  if (folder !== '') warnOfFolder(context, folder);
  const server = createProxyServer({
    forwarder: await createForwarder(connection, { env: context.env }),
    filter,
    apiPrefix: withSlashes(flags.string('api-prefix')),
    appendServerPath: flags.bool('append-server-path'),
    files: folder === '' ? undefined : { folder, prefix: withSlashes(flags.string('www-prefix')) },
    keepalive: Math.max(0, flags.duration('keepalive')),
    log: context.log,
  });
  const address =
    socketPath === ''
      ? await listen(server, flags.string('address'), flags.int('port'))
      : await listenOnSocket(server, socketPath);
  await context.streams.out.write(`Starting to serve on ${address}\n`);
  await new Promise((_, reject) => server.once('error', reject));
}

async function readFilter(
  context: Context,
  flags: Flags,
  isPrivate: boolean,
): Promise<RequestFilter | undefined> {
  if (flags.bool('disable-filter')) {
    if (!isPrivate) {
      context.log.warn(
        'proxy.go:177',
        'Request filter disabled, your proxy is vulnerable to XSRF attacks, please be cautious',
      );
    }
    return undefined;
  }
  try {
    return createFilter({
      acceptHosts: flags.string('accept-hosts'),
      acceptPaths: flags.string('accept-paths'),
      rejectMethods: flags.string('reject-methods'),
      rejectPaths: flags.string('reject-paths'),
    });
  } catch (error) {
    const head = klogHead('F', context.now(), process.pid, 'proxy_server.go:83');
    await context.streams.err.write(`${head}Error compiling re: ${(error as Error).message}\n`);
    throw new ExitError(255);
  }
}

/** A folder that is not there is served once it is. */
function warnOfFolder(context: Context, folder: string): void {
  const status = statSync(folder, { throwIfNoEntry: false });
  if (status === undefined) {
    context.log.warn(
      'proxy.go:200',
      `Failed to stat static file directory ${folder}: stat ${folder}: no such file or directory`,
    );
  } else if (!status.isDirectory()) {
    context.log.warn('proxy.go:202', `Static file directory ${folder} is not a directory`);
  }
}

function withSlashes(prefix: string): string {
  return `/${prefix}/`.replace(/^\/+|\/+$/g, '/');
}

/** The socket is the user's alone. One that is left over from before is replaced; another file is not. */
async function listenOnSocket(server: Server, path: string): Promise<string> {
  if (statSync(path, { throwIfNoEntry: false })?.isSocket() === true) unlinkSync(path);
  const mask = process.umask(0o077);
  try {
    await listening(server, { path });
  } catch (error) {
    const { code = '', message } = error as NodeJS.ErrnoException;
    // libuv says EACCES where a folder is missing.
    const words = existsSync(dirname(path)) ? WORDS[code] : WORDS['ENOENT'];
    throw new KubistError(`listen unix ${path}: ${words ?? message}`, { cause: error });
  } finally {
    process.umask(mask);
  }
  return path;
}
