import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';

/** A metrics-server that runs. */
export interface MetricsServer {
  /** What a cluster must hold for it to be found, as YAML. */
  readonly manifest: string;
  /** The end of its log, for failures. */
  log(): string;
  stop(): Promise<void>;
}

/** The shortest that it allows, in seconds: it asks the kubelets twice before it knows how much CPU is used. */
const RESOLUTION = 10;

/** Starts metrics-server on loopback, where the API server is as well. `work` is a folder for its certificate and its log. */
export async function startMetricsServer(
  program: string,
  kubeconfig: string,
  work: string,
): Promise<MetricsServer> {
  const port = await freePort();
  const log = join(work, 'metrics-server.log');
  const file = openSync(log, 'a');
  const flags = [
    ...['', 'authentication-', 'authorization-'].map((what) => `--${what}kubeconfig=${kubeconfig}`),
    '--bind-address=127.0.0.1',
    `--secure-port=${port}`,
    `--cert-dir=${work}`,
    // The kubelet's certificate does not name the address of its bridge.
    '--kubelet-insecure-tls',
    '--kubelet-preferred-address-types=InternalIP',
    '--kubelet-use-node-status-port',
    `--metric-resolution=${RESOLUTION}s`,
    `--kubelet-request-timeout=${RESOLUTION / 2}s`,
  ];
  const child = spawn(program, flags, { stdio: ['ignore', file, file] });
  closeSync(file);
  const ended = once(child, 'exit');
  return {
    manifest: manifest(port),
    log: () => readFileSync(log, 'utf8').trim().split('\n').slice(-5).join('\n'),
    async stop() {
      child.kill();
      await ended;
    },
  };
}

/** An external name is the one kind of service that the API server reaches without a proxy on its machine. */
function manifest(port: number): string {
  return `apiVersion: v1
kind: Service
metadata: {name: metrics-server, namespace: kube-system}
spec: {type: ExternalName, externalName: 127.0.0.1}
---
apiVersion: apiregistration.k8s.io/v1
kind: APIService
metadata: {name: v1beta1.metrics.k8s.io}
spec:
  group: metrics.k8s.io
  version: v1beta1
  service: {name: metrics-server, namespace: kube-system, port: ${port}}
  insecureSkipTLSVerify: true
  groupPriorityMinimum: 100
  versionPriority: 100
`;
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
