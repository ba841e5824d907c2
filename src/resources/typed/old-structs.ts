import type { StructTable } from './structs.ts';

/** Where versions that servers no longer have differ: extensions/v1beta1, apps/v1beta1 and v1beta2, batch/v1beta1. */
export const OLD_STRUCTS: StructTable = {
  DaemonSetOld:
    'kind apiVersion metadata!:ObjectMeta spec!:DaemonSetSpecOld status!:DaemonSetStatus',
  DaemonSetSpecOld: `selector:*LabelSelector template!:PodTemplateSpec updateStrategy!:DaemonSetUpdateStrategy
    minReadySeconds:int32 templateGeneration:int64 revisionHistoryLimit:*int32`,
  DeploymentOld:
    'kind apiVersion metadata!:ObjectMeta spec!:DeploymentSpecOld status!:DeploymentStatus',
  DeploymentSpecOld: `replicas:*int32 selector:*LabelSelector template!:PodTemplateSpec strategy!:DeploymentStrategy
    minReadySeconds:int32 revisionHistoryLimit:*int32 paused:bool rollbackTo:*RollbackConfig
    progressDeadlineSeconds:*int32`,
  ReplicaSetOld:
    'kind apiVersion metadata!:ObjectMeta spec!:ReplicaSetSpecOld status!:ReplicaSetStatus',
  ReplicaSetSpecOld:
    'replicas:*int32 minReadySeconds:int32 selector:*LabelSelector template!:PodTemplateSpec',
  StatefulSetOld:
    'kind apiVersion metadata!:ObjectMeta spec!:StatefulSetSpecOld status!:StatefulSetStatusOld',
  StatefulSetSpecOld: `replicas:*int32 selector:*LabelSelector template!:PodTemplateSpec
    volumeClaimTemplates:[]PersistentVolumeClaim serviceName!
    podManagementPolicy:v1.PodManagementPolicyType updateStrategy!:StatefulSetUpdateStrategy
    revisionHistoryLimit:*int32 minReadySeconds:int32
    persistentVolumeClaimRetentionPolicy:*StatefulSetPersistentVolumeClaimRetentionPolicy
    ordinals:*StatefulSetOrdinals`,
  StatefulSetStatusOld: `observedGeneration:*int64 replicas!:int32 readyReplicas:int32 currentReplicas:int32
    updatedReplicas:int32 currentRevision updateRevision collisionCount:*int32
    conditions:[]StatefulSetCondition availableReplicas!:int32`,
};
