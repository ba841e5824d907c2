import type { StructTable } from './structs.ts';

/** Roles, and what is in them. */
export const ROLE_STRUCTS: StructTable = {
  AggregationRule: 'clusterRoleSelectors:[]LabelSelector',
  ClusterRole:
    'kind apiVersion metadata!:ObjectMeta rules!:[]PolicyRule aggregationRule:*AggregationRule',
  PolicyRule: `verbs!:[]string apiGroups:[]string resources:[]string resourceNames:[]string
    nonResourceURLs:[]string`,
  Role: 'kind apiVersion metadata!:ObjectMeta rules!:[]PolicyRule',
};
