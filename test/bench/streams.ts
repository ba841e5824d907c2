import { spawnSync } from 'node:child_process';
import { closeSync, existsSync, openSync, writeSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { randomBytes } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';

import { call, type Target } from '../parity/target.ts';
import { STREAMS } from './benchmarks.ts';
import type { Program } from './measure.ts';
import { createNamespace } from './objects.ts';

const MEGABYTE = 1 << 20;
const TALKER = 'talker';
const PODS = `/api/v1/namespaces/${STREAMS}/pods`;

/** The files that a benchmark streams from and to, made when they are first named. */
export class StreamFiles {
  readonly #work: string;
  readonly #megabytes: number;

  constructor(work: string, megabytes: number) {
    this.#work = work;
    this.#megabytes = megabytes;
  }

  /** Path of the file of this machine. */
  get large(): string {
    const path = join(this.#work, `large-${this.#megabytes}`);
    if (existsSync(path)) return path;
    const file = openSync(path, 'w');
    for (let count = 0; count < this.#megabytes; count++) writeSync(file, randomBytes(MEGABYTE));
    closeSync(file);
    return path;
  }

  /** An argument with the paths in it. */
  fill(arg: string): string {
    if (arg === '{large}') return this.large;
    return arg
      .replace('{remote}', remoteFile(this.#megabytes))
      .replace('{back}', join(this.#work, 'back'))
      .replace('{talker}', TALKER);
  }
}

function remoteFile(megabytes: number): string {
  return `/tmp/large-${megabytes}`;
}

/** Creates a pod with files of so many megabytes, which it also serves on port 8080, and one that has printed as much. */
export async function createStreams(
  target: Target,
  reference: Program,
  { files, logs }: { files: readonly number[]; logs: number | undefined },
): Promise<void> {
  await createNamespace(target, STREAMS);
  const account = `/api/v1/namespaces/${STREAMS}/serviceaccounts/default`;
  while ((await call(target, 'GET', account)).status !== 200) await delay(50);
  const fill = files.map(
    (megabytes) => `head -c ${megabytes * MEGABYTE} /dev/urandom > ${remoteFile(megabytes)}`,
  );
  const serve = ['mkdir -p /tmp', ...fill, 'exec httpd -f -p 8080 -h /tmp'].join(' && ');
  await createPod(target, 'box', serve, 'Running');
  if (logs !== undefined) await createTalker(target, reference, logs);
}

/** Creates the pod with the log; anew when the kubelet has turned its log over while it was written. */
async function createTalker(target: Target, reference: Program, megabytes: number): Promise<void> {
  const line =
    'One line of a log, as long as many of them are, with a time, a level, a message and some fields.';
  const print = `yes '${line}' | head -c ${megabytes * MEGABYTE}`;
  const [file, ...args] = reference.command;
  for (let tries = 1; tries <= 5; tries++) {
    await createPod(target, TALKER, print, 'Succeeded');
    const { stdout } = spawnSync(
      'sh',
      ['-c', '"$0" "$@" | wc -c', file, ...args, 'logs', '-n', STREAMS, TALKER],
      { env: { ...reference.env }, encoding: 'utf8' },
    );
    if (Number(stdout) >= megabytes * MEGABYTE) return;
    await call(target, 'DELETE', `${PODS}/${TALKER}?gracePeriodSeconds=0`);
    while ((await call(target, 'GET', `${PODS}/${TALKER}`)).status === 200) await delay(100);
  }
  throw new Error(`the kubelet does not keep a log of ${megabytes} MB`);
}

async function createPod(
  target: Target,
  name: string,
  script: string,
  phase: string,
): Promise<void> {
  const { status, body } = await call(target, 'POST', PODS, {
    metadata: { name },
    spec: {
      restartPolicy: 'Never',
      terminationGracePeriodSeconds: 0,
      containers: [
        {
          name: 'main',
          image: 'localhost/busybox:1',
          imagePullPolicy: 'IfNotPresent',
          command: ['sh', '-c', script],
          // The files are whole when this answers.
          ...(phase === 'Running'
            ? { readinessProbe: { tcpSocket: { port: 8080 }, periodSeconds: 1 } }
            : {}),
        },
      ],
    },
  });
  if (status >= 300) throw new Error(`the pod ${name} cannot be created: ${body.slice(0, 300)}`);
  for (;;) {
    const { body: text } = await call(target, 'GET', `${PODS}/${name}`);
    const pod = JSON.parse(text) as {
      status?: { phase?: string; conditions?: { type: string; status: string }[] };
    };
    const ready = pod.status?.conditions?.some(
      (each) => each.type === 'Ready' && each.status === 'True',
    );
    if (pod.status?.phase === phase && (phase !== 'Running' || ready)) return;
    if (pod.status?.phase === 'Failed') throw new Error(`the pod ${name} has failed`);
    await delay(200);
  }
}

/** Fetches the file of so many megabytes from the pod through a forwarded port. Throws when it is not whole. */
export function fetchThrough(port: number, megabytes: number): Promise<void> {
  return new Promise((resolve, reject) => {
    let length = 0;
    const socket = connect({
      port,
      host: '127.0.0.1',
      onread: {
        buffer: Buffer.alloc(1 << 17),
        callback(count) {
          length += count;
          return true;
        },
      },
    });
    socket.write(`GET ${remoteFile(megabytes).replace('/tmp', '')} HTTP/1.0\r\n\r\n`);
    socket.on('error', reject);
    socket.on('close', () => {
      if (length > megabytes * MEGABYTE) resolve();
      else reject(new Error(`only ${length} bytes came through the forwarded port`));
    });
    socket.resume();
  });
}
