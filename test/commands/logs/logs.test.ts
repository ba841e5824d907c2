import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, it, onTestFinished } from 'vitest';
import type { Pod } from '../../../src/resources/pods/pod.ts';
import { run } from '../../../src/main.ts';
import { aggregated } from '../../discovery/api-server.ts';
import { kubist, memoryIn, MemoryOut, type Outcome } from '../../helpers/run-kubist.ts';
import { folder } from '../../kubeconfig/folder.ts';

const running = { running: {} };

function podNamed(name: string, more: Partial<Pod> = {}): Pod {
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name, namespace: 'default', uid: name, labels: { app: 'web' } },
    spec: { nodeName: 'n', containers: [{ name: 'main' }] },
    status: {
      phase: 'Running',
      containerStatuses: [{ name: 'main', containerID: `${name}-1`, state: running }],
    },
    ...more,
  };
}

/** An API server with these pods; each log is one line, the name of its pod and container. */
async function cluster(
  pods: readonly Pod[],
  { log, watch }: { log?: string; watch?: (response: ServerResponse) => void } = {},
): Promise<{ server: string }> {
  const discovery = aggregated();
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://server');
    const known = discovery[url.pathname];
    const answer = (body: object, code = 200): void => {
      response.writeHead(code, { 'content-type': 'application/json' }).end(JSON.stringify(body));
    };
    if (known !== undefined && typeof known !== 'string') {
      response.writeHead(200, { 'content-type': known.type ?? 'application/json' }).end(known.body);
      return;
    }
    const [, name, sub] = /\/pods\/([^/]+)(\/log)?$/.exec(url.pathname) ?? [];
    if (sub !== undefined) {
      response.end(log ?? `${name} ${url.searchParams.get('container') ?? ''}\n`);
    } else if (url.searchParams.get('watch') !== null) {
      response.writeHead(200, { 'content-type': 'application/json' });
      response.flushHeaders();
      watch?.(response);
    } else if (name === undefined) {
      answer({
        kind: 'PodList',
        apiVersion: 'v1',
        metadata: { resourceVersion: '7' },
        items: pods,
      });
    } else {
      const pod = pods.find(({ metadata }) => metadata?.name === name);
      const message = `pods "${name}" not found`;
      if (pod !== undefined) answer(pod);
      else
        answer({ kind: 'Status', status: 'Failure', reason: 'NotFound', message, code: 404 }, 404);
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return { server: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
}

async function logs(line: string, { server }: { server: string }): Promise<Outcome> {
  return kubist(`logs ${line} -s ${server}`, { program: 'kubectl', env: { HOME: folder() } });
}

it('tells which container it has chosen, and between which', async () => {
  const spec = {
    containers: [{ name: 'main' }, { name: 'side' }],
    initContainers: [{ name: 'setup' }],
    ephemeralContainers: [{ name: 'debugger' }],
  };
  expect(await logs('web', await cluster([podNamed('web', { spec })]))).toEqual({
    out: 'web main\n',
    err: 'Defaulted container "main" out of: main, side, setup (init), debugger (ephem)\n',
    exitCode: 0,
  });
});

it('reads all containers in their order: init containers first, ephemeral ones last', async () => {
  const spec = {
    containers: [{ name: 'main' }],
    initContainers: [{ name: 'setup' }],
    ephemeralContainers: [{ name: 'debugger' }],
  };
  const { out } = await logs(
    'web --all-containers --prefix',
    await cluster([podNamed('web', { spec })]),
  );
  expect(out).toBe(
    '[pod/web/setup] web setup\n[pod/web/main] web main\n[pod/web/debugger] web debugger\n',
  );
});

it('reads the pods of a selector in the order of the list', async () => {
  const { out } = await logs('-l app=web', await cluster([podNamed('b'), podNamed('a')]));
  expect(out).toBe('b main\na main\n');
});

it('shows the lines that are wanted, as text', async () => {
  const log =
    '{"level":"info","msg":"up"}\n{"level":"error","msg":"disk full"}\nerror: plain\n{"level":"error","msg":"known"}\n';
  const { out } = await logs(
    'web --include=error --exclude=known --json',
    await cluster([podNamed('web')], { log }),
  );
  expect(out).toBe('ERROR disk full\nerror: plain\n');
});

it('refuses an expression that is none, in the words of Go', async () => {
  const { err } = await logs('web --include=[', await cluster([podNamed('web')]));
  expect(err).toBe('error: error parsing regexp: missing closing ]: `[`\n');
});

it('follows pods that come later, tells how containers end, and stops at Ctrl-C', async () => {
  const ended: Pod = {
    ...podNamed('new'),
    status: {
      phase: 'Failed',
      containerStatuses: [
        {
          name: 'main',
          containerID: 'new-1',
          state: { terminated: { exitCode: 137, reason: 'OOMKilled', containerID: 'new-1' } },
        },
      ],
    },
  };
  const pods = [podNamed('old')];
  const setting = await cluster(pods, {
    watch: (response) => {
      pods.push(ended);
      for (const object of [podNamed('new'), ended]) {
        response.write(`${JSON.stringify({ type: 'MODIFIED', object })}\n`);
      }
    },
  });
  const stop = new AbortController();
  const [out, err] = [new MemoryOut(), new MemoryOut()];
  for (const stream of [out, err]) {
    const write = stream.write.bind(stream);
    stream.write = (data) => {
      write(data);
      if (err.text.includes('ended') && out.text.includes('new main')) stop.abort();
    };
  }
  const exitCode = await run(
    ['logs', '-l', 'app=web', '--follow-new', '-s', setting.server],
    { in: memoryIn(''), out, err },
    { HOME: folder() },
    { signal: stop.signal },
  );
  expect(exitCode).toBe(1);
  expect(err.text).toBe('[pod/new/main] ended: OOMKilled (exit code 137)\n');
  expect(out.text).toContain('[pod/old/main] old main\n');
});
