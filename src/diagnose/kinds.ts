import type { Located } from '../resources/paths.ts';
import type { Kind } from './world.ts';

/** Where the objects of each kind are. */
export const PLACES: Readonly<Record<Kind, Located>> = {
  ConfigMap: at('', 'v1', 'configmaps'),
  ControllerRevision: at('apps', 'v1', 'controllerrevisions'),
  CronJob: at('batch', 'v1', 'cronjobs'),
  DaemonSet: at('apps', 'v1', 'daemonsets'),
  Deployment: at('apps', 'v1', 'deployments'),
  EndpointSlice: at('discovery.k8s.io', 'v1', 'endpointslices'),
  Event: at('', 'v1', 'events'),
  HorizontalPodAutoscaler: at('autoscaling', 'v2', 'horizontalpodautoscalers'),
  Ingress: at('networking.k8s.io', 'v1', 'ingresses'),
  IngressClass: at('networking.k8s.io', 'v1', 'ingressclasses', false),
  Job: at('batch', 'v1', 'jobs'),
  LimitRange: at('', 'v1', 'limitranges'),
  NetworkPolicy: at('networking.k8s.io', 'v1', 'networkpolicies'),
  Node: at('', 'v1', 'nodes', false),
  PersistentVolume: at('', 'v1', 'persistentvolumes', false),
  PersistentVolumeClaim: at('', 'v1', 'persistentvolumeclaims'),
  Pod: at('', 'v1', 'pods'),
  PodDisruptionBudget: at('policy', 'v1', 'poddisruptionbudgets'),
  ReplicaSet: at('apps', 'v1', 'replicasets'),
  ResourceQuota: at('', 'v1', 'resourcequotas'),
  Secret: at('', 'v1', 'secrets'),
  Service: at('', 'v1', 'services'),
  ServiceAccount: at('', 'v1', 'serviceaccounts'),
  StatefulSet: at('apps', 'v1', 'statefulsets'),
  StorageClass: at('storage.k8s.io', 'v1', 'storageclasses', false),
};

function at(group: string, version: string, resource: string, namespaced = true): Located {
  return { group, version, resource, namespaced };
}
