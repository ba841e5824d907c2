import type { World } from '../../src/diagnose/world.ts';
import { reference } from '../parity/fixtures.ts';
import type { Target } from '../parity/target.ts';
import { look } from './stage.ts';

const USER = 'kubist-reader';

/** What a developer may read: the usual kinds of the namespace, without secrets; of the cluster nothing. */
const ROLE = `apiVersion: rbac.authorization.k8s.io/v1
kind: Role
metadata: {name: reader}
rules:
- {apiGroups: [''], resources: [pods, pods/log, services, events, configmaps, persistentvolumeclaims], verbs: [get, list, watch]}
- {apiGroups: [apps], resources: [deployments, replicasets, statefulsets, daemonsets, controllerrevisions], verbs: [get, list, watch]}
- {apiGroups: [batch], resources: [jobs, cronjobs], verbs: [get, list, watch]}
- {apiGroups: [networking.k8s.io], resources: [ingresses], verbs: [get, list, watch]}
- {apiGroups: [autoscaling], resources: [horizontalpodautoscalers], verbs: [get, list, watch]}
- {apiGroups: [policy], resources: [poddisruptionbudgets], verbs: [get, list, watch]}
---
apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata: {name: reader}
roleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: reader}
subjects: [{apiGroup: rbac.authorization.k8s.io, kind: User, name: ${USER}}]
`;

/** Lets the reader into a namespace. */
export async function admitReader(namespace: string, target: Target): Promise<void> {
  await reference(target, ['apply', '-n', namespace, '-f', '-'], ROLE);
}

/** What the reader sees of the namespace. */
export function lookAsReader(namespace: string, target: Target): Promise<World> {
  return look(namespace, {
    ...target,
    headers: { ...target.headers, 'impersonate-user': USER },
  });
}
