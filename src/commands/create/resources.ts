import type { Located } from '../../resources/paths.ts';

const resource = (group: string, version: string, name: string, namespaced = true): Located => ({
  group,
  version,
  resource: name,
  namespaced,
});

/** Where generators create: fixed versions, so that no discovery is needed. */
export const CONFIG_MAPS: Located = resource('', 'v1', 'configmaps');
export const NAMESPACES: Located = resource('', 'v1', 'namespaces', false);
export const RESOURCE_QUOTAS: Located = resource('', 'v1', 'resourcequotas');
export const SECRETS: Located = resource('', 'v1', 'secrets');
export const SERVICE_ACCOUNTS: Located = resource('', 'v1', 'serviceaccounts');
export const SERVICES: Located = resource('', 'v1', 'services');
export const DEPLOYMENTS: Located = resource('apps', 'v1', 'deployments');
export const JOBS: Located = resource('batch', 'v1', 'jobs');
export const CRON_JOBS: Located = resource('batch', 'v1', 'cronjobs');
export const INGRESSES: Located = resource('networking.k8s.io', 'v1', 'ingresses');
export const POD_DISRUPTION_BUDGETS: Located = resource('policy', 'v1', 'poddisruptionbudgets');
export const PRIORITY_CLASSES: Located = resource(
  'scheduling.k8s.io',
  'v1',
  'priorityclasses',
  false,
);

/** The group of roles, bindings and their subjects. */
export const RBAC = 'rbac.authorization.k8s.io';
export const ROLES: Located = resource(RBAC, 'v1', 'roles');
export const CLUSTER_ROLES: Located = resource(RBAC, 'v1', 'clusterroles', false);
export const ROLE_BINDINGS: Located = resource(RBAC, 'v1', 'rolebindings');
export const CLUSTER_ROLE_BINDINGS: Located = resource(RBAC, 'v1', 'clusterrolebindings', false);
