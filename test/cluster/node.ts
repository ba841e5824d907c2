import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { apiUrl, get } from './api.ts';
import { cgroupName, createCgroup } from './cgroup.ts';
import { busyboxImage, IMAGES } from './image.ts';
import { at, saveInstance, type Instance, type Network } from './instance.ts';
import { cniConfig, createNetwork } from './network.ts';
import { CNI_PLUGINS } from './prerequisites.ts';
import { pidOf, ready, start } from './process.ts';
import { attempt, find, run } from './shell.ts';

/** The node's name. */
export const NODE = 'node-1';

/** Starts containerd and a kubelet, and waits until the node is ready. */
export async function startNode(instance: Instance, kubernetes: string): Promise<void> {
  if (!instance.network) {
    instance.network = createNetwork();
    saveInstance(instance);
  }
  createCgroup(instance);
  await startContainerd(instance, instance.network);
  if (pidOf(instance, 'kubelet') === undefined) {
    writeFileSync(at(instance, 'kubelet.yaml'), kubeletConfig(instance, instance.network));
    start(instance, 'kubelet', kubernetes, [
      'kubelet',
      `--config=${at(instance, 'kubelet.yaml')}`,
      `--kubeconfig=${at(instance, 'kubelet.conf')}`,
      `--root-dir=${at(instance, 'kubelet')}`,
      `--hostname-override=${NODE}`,
      `--node-ip=${instance.network.prefix}.1`,
    ]);
  }
  await ready(instance, 'kubelet', 90, async () => {
    const { body } = await get(instance, `${apiUrl(instance)}/api/v1/nodes/${NODE}`);
    const node = JSON.parse(body) as {
      status?: { conditions?: { type: string; status: string }[] };
    };
    return (
      node.status?.conditions?.some(({ type, status }) => type === 'Ready' && status === 'True') ??
      false
    );
  });
}

async function startContainerd(instance: Instance, network: Network): Promise<void> {
  const socket = at(instance, 'containerd.sock');
  const ctr = (...args: string[]): string[] => [
    '--address',
    socket,
    '--namespace',
    'k8s.io',
    ...args,
  ];
  if (pidOf(instance, 'containerd') === undefined) {
    mkdirSync(at(instance, 'cni'), { recursive: true });
    writeFileSync(
      at(instance, 'cni', '10-bridge.conflist'),
      cniConfig(cgroupName(instance), network),
    );
    writeFileSync(at(instance, 'containerd.toml'), containerdConfig(instance));
    start(instance, 'containerd', find('containerd') ?? 'containerd', [
      '--config',
      at(instance, 'containerd.toml'),
    ]);
  }
  await ready(
    instance,
    'containerd',
    60,
    () => existsSync(socket) && attempt('ctr', ctr('version')).ok,
  );
  const present = run('ctr', ctr('images', 'list', '--quiet'));
  for (const [name, command] of Object.entries(IMAGES)) {
    if (present.split('\n').includes(name)) continue;
    const archive = join(instance.dir, 'image.tar');
    writeFileSync(archive, busyboxImage(name, command));
    run('ctr', ctr('images', 'import', archive));
  }
}

/**
 * `restrict_oom_score_adj` lets runc start where the machine denies CAP_SYS_RESOURCE. Network namespaces are
 * mounted below our own folder, so that `down` finds them.
 */
function containerdConfig(instance: Instance): string {
  return `version = 2
root = "${at(instance, 'containerd')}"
state = "${at(instance, 'containerd-state')}"
[grpc]
  address = "${at(instance, 'containerd.sock')}"
[plugins."io.containerd.grpc.v1.cri"]
  sandbox_image = "localhost/pause:1"
  restrict_oom_score_adj = true
  netns_mounts_under_state_dir = true
  [plugins."io.containerd.grpc.v1.cri".cni]
    bin_dir = "${CNI_PLUGINS}"
    conf_dir = "${at(instance, 'cni')}"
  [plugins."io.containerd.grpc.v1.cri".containerd.runtimes.runc]
    runtime_type = "io.containerd.runc.v2"
`;
}

/** The kubelet refuses a loopback address as the node's, so it listens on the bridge's. */
function kubeletConfig(instance: Instance, network: Network): string {
  const pki = at(instance, 'pki');
  const config = {
    apiVersion: 'kubelet.config.k8s.io/v1beta1',
    kind: 'KubeletConfiguration',
    address: `${network.prefix}.1`,
    port: instance.ports.kubelet,
    healthzPort: instance.ports.kubeletHealth,
    failCgroupV1: false,
    failSwapOn: false,
    cgroupDriver: 'cgroupfs',
    cgroupRoot: `/${cgroupName(instance)}`,
    containerRuntimeEndpoint: `unix://${at(instance, 'containerd.sock')}`,
    authentication: {
      anonymous: { enabled: false },
      webhook: { enabled: false },
      x509: { clientCAFile: `${pki}/ca.crt` },
    },
    authorization: { mode: 'AlwaysAllow' },
    tlsCertFile: `${pki}/kubelet.crt`,
    tlsPrivateKeyFile: `${pki}/kubelet.key`,
    clusterDNS: ['10.0.0.10'],
    evictionHard: { 'memory.available': '50Mi', 'nodefs.available': '1%' },
    imageGCHighThresholdPercent: 100,
    podLogsDir: at(instance, 'pod-logs'),
    volumePluginDir: at(instance, 'volume-plugins'),
    resolvConf: '/etc/resolv.conf',
  };
  return `${JSON.stringify(config, null, 2)}\n`;
}
