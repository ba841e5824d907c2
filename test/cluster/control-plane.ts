import { mkdirSync, writeFileSync } from 'node:fs';

import { apiUrl, get } from './api.ts';
import { at, type Instance } from './instance.ts';
import { pidOf, ready, start, type Component } from './process.ts';

/**
 * Bodies of requests and replies are kept, so that a test can read what a command sent. Lists and watches keep
 * the request only: a list of ten thousand pods would fill the log. The cluster's own components are left out.
 */
const AUDIT_POLICY = `apiVersion: audit.k8s.io/v1
kind: Policy
omitStages: [RequestReceived]
rules:
- {level: None, users: [system:apiserver, system:kube-controller-manager, system:kube-scheduler]}
- {level: None, userGroups: [system:nodes, "system:serviceaccounts:kube-system"]}
- {level: Request, verbs: [list, watch]}
- {level: RequestResponse}
`;

/** Starts etcd, the API server, the controller manager and the scheduler, and waits until each serves. */
export async function startControlPlane(instance: Instance, kubernetes: string): Promise<void> {
  const { ports } = instance;
  const launch = (component: Component, name: string, args: readonly string[]): void => {
    if (pidOf(instance, component) === undefined)
      start(instance, component, kubernetes, [name, ...args]);
  };
  const healthy = async (url: string): Promise<boolean> =>
    (await get(instance, url)).status === 200;

  mkdirSync(at(instance, 'log'), { recursive: true });
  writeFileSync(at(instance, 'audit-policy.yaml'), AUDIT_POLICY);
  const etcd = `http://127.0.0.1:${ports.etcd}`;
  launch('etcd', 'etcd', ['--data-dir', at(instance, 'etcd'), '--listen-client-url', etcd]);
  await ready(instance, 'etcd', 30, () => healthy(`${etcd}/health`));

  launch('apiserver', 'kube-apiserver', apiserverFlags(instance, etcd));
  await ready(instance, 'apiserver', 120, () => healthy(`${apiUrl(instance)}/readyz`));

  launch('controller-manager', 'kube-controller-manager', controllerManagerFlags(instance));
  launch('scheduler', 'kube-scheduler', schedulerFlags(instance));
  await ready(instance, 'controller-manager', 60, () =>
    healthy(`https://127.0.0.1:${ports.controllerManager}/healthz`),
  );
  await ready(instance, 'scheduler', 60, () =>
    healthy(`https://127.0.0.1:${ports.scheduler}/readyz`),
  );
  // The first pod needs it.
  await ready(instance, 'controller-manager', 60, () =>
    healthy(`${apiUrl(instance)}/api/v1/namespaces/default/serviceaccounts/default`),
  );
}

function apiserverFlags(instance: Instance, etcd: string): string[] {
  const pki = at(instance, 'pki');
  return [
    `--etcd-servers=${etcd}`,
    '--bind-address=127.0.0.1',
    '--advertise-address=127.0.0.1',
    `--secure-port=${instance.ports.apiserver}`,
    `--tls-cert-file=${pki}/apiserver.crt`,
    `--tls-private-key-file=${pki}/apiserver.key`,
    `--client-ca-file=${pki}/ca.crt`,
    `--token-auth-file=${pki}/tokens.csv`,
    '--authorization-mode=Node,RBAC',
    '--enable-admission-plugins=NodeRestriction',
    '--service-account-issuer=https://kubernetes.default.svc',
    `--service-account-key-file=${pki}/service-account.pub`,
    `--service-account-signing-key-file=${pki}/service-account.key`,
    '--service-cluster-ip-range=10.0.0.0/24',
    `--kubelet-client-certificate=${pki}/admin.crt`,
    `--kubelet-client-key=${pki}/admin.key`,
    '--kubelet-preferred-address-types=InternalIP',
    `--proxy-client-cert-file=${pki}/front-proxy.crt`,
    `--proxy-client-key-file=${pki}/front-proxy.key`,
    `--requestheader-client-ca-file=${pki}/ca.crt`,
    // The same authority signs users, so only this one name may speak for others.
    '--requestheader-allowed-names=front-proxy-client',
    '--requestheader-username-headers=X-Remote-User',
    '--requestheader-group-headers=X-Remote-Group',
    '--requestheader-extra-headers-prefix=X-Remote-Extra-',
    `--audit-policy-file=${at(instance, 'audit-policy.yaml')}`,
    `--audit-log-path=${auditLog(instance)}`,
    // Blocking, so that a line is there when its reply is.
    '--audit-log-mode=blocking-strict',
    '--audit-log-maxsize=0',
    '--allow-privileged=true',
    '--endpoint-reconciler-type=none',
  ];
}

function controllerManagerFlags(instance: Instance): string[] {
  const pki = at(instance, 'pki');
  const kubeconfig = at(instance, 'controller-manager.conf');
  return [
    `--kubeconfig=${kubeconfig}`,
    `--authentication-kubeconfig=${kubeconfig}`,
    `--authorization-kubeconfig=${kubeconfig}`,
    '--bind-address=127.0.0.1',
    `--secure-port=${instance.ports.controllerManager}`,
    '--leader-elect=false',
    '--use-service-account-credentials=true',
    `--service-account-private-key-file=${pki}/service-account.key`,
    `--root-ca-file=${pki}/ca.crt`,
    `--cluster-signing-cert-file=${pki}/ca.crt`,
    `--cluster-signing-key-file=${pki}/ca.key`,
  ];
}

function schedulerFlags(instance: Instance): string[] {
  const kubeconfig = at(instance, 'scheduler.conf');
  return [
    `--kubeconfig=${kubeconfig}`,
    `--authentication-kubeconfig=${kubeconfig}`,
    `--authorization-kubeconfig=${kubeconfig}`,
    '--bind-address=127.0.0.1',
    `--secure-port=${instance.ports.scheduler}`,
    '--leader-elect=false',
  ];
}

/** The audit log: one JSON event a line. */
export function auditLog(instance: Instance): string {
  return at(instance, 'log', 'audit.log');
}
