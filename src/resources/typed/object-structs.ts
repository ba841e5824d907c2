import type { StructTable } from './structs.ts';

/** The objects themselves: metadata, what is around pods, and status. */
export const OBJECT_STRUCTS: StructTable = {
  ClientIPConfig: 'timeoutSeconds:*int32',
  ClusterRoleBinding: 'kind apiVersion metadata!:ObjectMeta subjects:[]Subject roleRef!:RoleRef',
  Condition: `type! status!:v1.ConditionStatus observedGeneration:int64 lastTransitionTime!:time reason!
    message!`,
  ContainerExtendedResourceRequest: 'containerName! resourceName! requestName!',
  ContainerState: `waiting:*ContainerStateWaiting running:*ContainerStateRunning
    terminated:*ContainerStateTerminated`,
  ContainerStateRunning: 'startedAt!:time',
  ContainerStateTerminated:
    'exitCode!:int32 signal:int32 reason message startedAt!:time finishedAt!:time containerID',
  ContainerStateWaiting: 'reason message',
  ContainerStatus: `name! state!:ContainerState lastState!:ContainerState ready!:bool restartCount!:int32 image!
    imageID! containerID started:*bool allocatedResources:{}quantity
    resources:*ResourceRequirements volumeMounts:[]VolumeMountStatus user:*ContainerUser
    allocatedResourcesStatus:[]ResourceStatus stopSignal:*v1.Signal`,
  ContainerUser: 'linux:*LinuxContainerUser',
  CronJob: 'kind apiVersion metadata!:ObjectMeta spec!:CronJobSpec status!:CronJobStatus',
  CronJobSpec: `schedule! timeZone:*string startingDeadlineSeconds:*int64
    concurrencyPolicy:v1.ConcurrencyPolicy suspend:*bool jobTemplate!:JobTemplateSpec
    successfulJobsHistoryLimit:*int32 failedJobsHistoryLimit:*int32`,
  CronJobStatus: 'active:[]ObjectReference lastScheduleTime:*time lastSuccessfulTime:*time',
  DaemonSet: 'kind apiVersion metadata!:ObjectMeta spec!:DaemonSetSpec status!:DaemonSetStatus',
  DaemonSetCondition: `type!:v1.DaemonSetConditionType status!:v1.ConditionStatus lastTransitionTime!:time reason
    message`,
  DaemonSetSpec: `selector!:*LabelSelector template!:PodTemplateSpec updateStrategy!:DaemonSetUpdateStrategy
    minReadySeconds:int32 revisionHistoryLimit:*int32`,
  DaemonSetStatus: `currentNumberScheduled!:int32 numberMisscheduled!:int32 desiredNumberScheduled!:int32
    numberReady!:int32 observedGeneration:int64 updatedNumberScheduled:int32 numberAvailable:int32
    numberUnavailable:int32 collisionCount:*int32 conditions:[]DaemonSetCondition`,
  DaemonSetUpdateStrategy:
    'type:v1.DaemonSetUpdateStrategyType rollingUpdate:*RollingUpdateDaemonSet',
  Deployment: 'kind apiVersion metadata!:ObjectMeta spec!:DeploymentSpec status!:DeploymentStatus',
  DeploymentCondition: `type!:v1.DeploymentConditionType status!:v1.ConditionStatus lastUpdateTime!:time
    lastTransitionTime!:time reason message`,
  DeploymentSpec: `replicas:*int32 selector!:*LabelSelector template!:PodTemplateSpec
    strategy!:DeploymentStrategy minReadySeconds:int32 revisionHistoryLimit:*int32 paused:bool
    progressDeadlineSeconds:*int32`,
  DeploymentStatus: `observedGeneration:int64 replicas:int32 updatedReplicas:int32 readyReplicas:int32
    availableReplicas:int32 unavailableReplicas:int32 terminatingReplicas:*int32
    conditions:[]DeploymentCondition collisionCount:*int32`,
  DeploymentStrategy: 'type:v1.DeploymentStrategyType rollingUpdate:*RollingUpdateDeployment',
  HostIP: 'ip!',
  ImageVolumeStatus: 'imageRef',
  Event: `kind apiVersion metadata!:ObjectMeta involvedObject!:ObjectReference reason message
    source!:EventSource firstTimestamp!:time lastTimestamp!:time count:int32 type
    eventTime!:microtime series:*EventSeries action related:*ObjectReference reportingComponent!
    reportingInstance!`,
  EventSeries: 'count:int32 lastObservedTime!:microtime',
  EventSource: 'component host',
  Job: 'kind apiVersion metadata!:ObjectMeta spec!:JobSpec status!:JobStatus',
  JobCondition: `type!:v1.JobConditionType status!:v1.ConditionStatus lastProbeTime!:time
    lastTransitionTime!:time reason message`,
  JobSpec: `parallelism:*int32 completions:*int32 activeDeadlineSeconds:*int64
    podFailurePolicy:*PodFailurePolicy successPolicy:*SuccessPolicy backoffLimit:*int32
    backoffLimitPerIndex:*int32 maxFailedIndexes:*int32 selector:*LabelSelector
    manualSelector:*bool template!:PodTemplateSpec ttlSecondsAfterFinished:*int32
    completionMode:*v1.CompletionMode suspend:*bool podReplacementPolicy:*v1.PodReplacementPolicy
    managedBy:*string`,
  JobStatus: `conditions:[]JobCondition startTime:*time completionTime:*time active:int32 succeeded:int32
    failed:int32 terminating:*int32 completedIndexes failedIndexes:*string
    uncountedTerminatedPods:*UncountedTerminatedPods ready:*int32`,
  JobTemplateSpec: 'metadata!:ObjectMeta spec!:JobSpec',
  LabelSelector: 'matchLabels:{}string matchExpressions:[]LabelSelectorRequirement',
  LabelSelectorRequirement: 'key! operator!:v1.LabelSelectorOperator values:[]string',
  LinuxContainerUser: 'uid!:int64 gid!:int64 supplementalGroups:[]int64',
  LoadBalancerIngress: 'ip hostname ipMode:*v1.LoadBalancerIPMode ports:[]PortStatus',
  LoadBalancerStatus: 'ingress:[]LoadBalancerIngress',
  ManagedFieldsEntry: `manager operation:v1.ManagedFieldsOperationType apiVersion time:*time fieldsType fieldsV1:*raw
    subresource`,
  NodeAllocatableResourceClaimStatus:
    'resourceClaimName! containers:[]string resources!:{}quantity',
  ObjectMeta: `name generateName namespace selfLink uid:types.UID resourceVersion generation:int64
    creationTimestamp:time deletionTimestamp:*time deletionGracePeriodSeconds:*int64
    labels:{}string annotations:{}string ownerReferences:[]OwnerReference finalizers:[]string
    managedFields:[]ManagedFieldsEntry`,
  ObjectReference: 'kind namespace name uid:types.UID apiVersion resourceVersion fieldPath',
  OwnerReference:
    'apiVersion! kind! name! uid!:types.UID controller:*bool blockOwnerDeletion:*bool',
  Pod: 'kind apiVersion metadata!:ObjectMeta spec!:PodSpec status!:PodStatus',
  PodCondition: `type!:v1.PodConditionType observedGeneration:int64 status!:v1.ConditionStatus
    lastProbeTime!:time lastTransitionTime!:time reason message`,
  PodExtendedResourceClaimStatus:
    'requestMappings!:[]ContainerExtendedResourceRequest resourceClaimName!',
  PodFailurePolicy: 'rules!:[]PodFailurePolicyRule',
  PodFailurePolicyOnExitCodesRequirement:
    'containerName:*string operator!:v1.PodFailurePolicyOnExitCodesOperator values!:[]int32',
  PodFailurePolicyOnPodConditionsPattern: 'type!:v1.PodConditionType status!:v1.ConditionStatus',
  PodFailurePolicyRule: `action!:v1.PodFailurePolicyAction onExitCodes:*PodFailurePolicyOnExitCodesRequirement
    onPodConditions:[]PodFailurePolicyOnPodConditionsPattern`,
  PodIP: 'ip!',
  PodResourceClaimStatus: 'name! resourceClaimName:*string',
  PodStatus: `observedGeneration:int64 phase:v1.PodPhase conditions:[]PodCondition message reason
    nominatedNodeName hostIP hostIPs:[]HostIP podIP podIPs:[]PodIP startTime:*time
    initContainerStatuses:[]ContainerStatus containerStatuses:[]ContainerStatus
    qosClass:v1.PodQOSClass ephemeralContainerStatuses:[]ContainerStatus resize:v1.PodResizeStatus
    resourceClaimStatuses:[]PodResourceClaimStatus
    extendedResourceClaimStatus:*PodExtendedResourceClaimStatus allocatedResources:{}quantity
    resources:*ResourceRequirements
    nodeAllocatableResourceClaimStatuses:[]NodeAllocatableResourceClaimStatus`,
  PodTemplateSpec: 'metadata!:ObjectMeta spec!:PodSpec',
  PortStatus: 'port!:int32 protocol!:v1.Protocol error:*string',
  ReplicaSet: 'kind apiVersion metadata!:ObjectMeta spec!:ReplicaSetSpec status!:ReplicaSetStatus',
  ReplicaSetCondition: `type!:v1.ReplicaSetConditionType status!:v1.ConditionStatus lastTransitionTime!:time reason
    message`,
  ReplicaSetSpec:
    'replicas:*int32 minReadySeconds:int32 selector!:*LabelSelector template!:PodTemplateSpec',
  ReplicaSetStatus: `replicas!:int32 fullyLabeledReplicas:int32 readyReplicas:int32 availableReplicas:int32
    terminatingReplicas:*int32 observedGeneration:int64 conditions:[]ReplicaSetCondition`,
  ReplicationController: `kind apiVersion metadata!:ObjectMeta spec!:ReplicationControllerSpec
    status!:ReplicationControllerStatus`,
  ReplicationControllerCondition: `type!:v1.ReplicationControllerConditionType status!:v1.ConditionStatus
    lastTransitionTime!:time reason message`,
  ReplicationControllerSpec:
    'replicas:*int32 minReadySeconds:int32 selector:{}string template:*PodTemplateSpec',
  ReplicationControllerStatus: `replicas!:int32 fullyLabeledReplicas:int32 readyReplicas:int32 availableReplicas:int32
    observedGeneration:int64 conditions:[]ReplicationControllerCondition`,
  ResourceHealth: 'resourceID!:v1.ResourceID health:v1.ResourceHealthStatus message:*string',
  ResourceStatus: 'name!:v1.ResourceName resources:[]ResourceHealth',
  RoleBinding: 'kind apiVersion metadata!:ObjectMeta subjects:[]Subject roleRef!:RoleRef',
  RoleRef: 'apiGroup! kind! name!',
  RollbackConfig: 'revision:int64',
  RollingUpdateDaemonSet: 'maxUnavailable:*intOrString maxSurge:*intOrString',
  RollingUpdateDeployment: 'maxUnavailable:*intOrString maxSurge:*intOrString',
  RollingUpdateStatefulSetStrategy: 'partition:*int32 maxUnavailable:*intOrString',
  Service: 'kind apiVersion metadata!:ObjectMeta spec!:ServiceSpec status!:ServiceStatus',
  ServicePort: `name protocol:v1.Protocol appProtocol:*string port!:int32 targetPort!:intOrString
    nodePort:int32`,
  ServiceSpec: `ports:[]ServicePort selector:{}string clusterIP clusterIPs:[]string type:v1.ServiceType
    externalIPs:[]string sessionAffinity:v1.ServiceAffinity loadBalancerIP
    loadBalancerSourceRanges:[]string externalName
    externalTrafficPolicy:v1.ServiceExternalTrafficPolicy healthCheckNodePort:int32
    publishNotReadyAddresses:bool sessionAffinityConfig:*SessionAffinityConfig
    ipFamilies:[]v1.IPFamily ipFamilyPolicy:*v1.IPFamilyPolicy allocateLoadBalancerNodePorts:*bool
    loadBalancerClass:*string internalTrafficPolicy:*v1.ServiceInternalTrafficPolicy
    trafficDistribution:*string`,
  ServiceStatus: 'loadBalancer!:LoadBalancerStatus conditions:[]Condition',
  SessionAffinityConfig: 'clientIP:*ClientIPConfig',
  StatefulSet:
    'kind apiVersion metadata!:ObjectMeta spec!:StatefulSetSpec status!:StatefulSetStatus',
  StatefulSetCondition: `type!:v1.StatefulSetConditionType status!:v1.ConditionStatus lastTransitionTime!:time reason
    message`,
  StatefulSetOrdinals: 'start!:int32',
  StatefulSetPersistentVolumeClaimRetentionPolicy: `whenDeleted:v1.PersistentVolumeClaimRetentionPolicyType
    whenScaled:v1.PersistentVolumeClaimRetentionPolicyType`,
  StatefulSetSpec: `replicas:*int32 selector!:*LabelSelector template!:PodTemplateSpec
    volumeClaimTemplates:[]PersistentVolumeClaim serviceName!
    podManagementPolicy:v1.PodManagementPolicyType updateStrategy!:StatefulSetUpdateStrategy
    revisionHistoryLimit:*int32 minReadySeconds:int32
    persistentVolumeClaimRetentionPolicy:*StatefulSetPersistentVolumeClaimRetentionPolicy
    ordinals:*StatefulSetOrdinals`,
  StatefulSetStatus: `observedGeneration:int64 replicas!:int32 readyReplicas:int32 currentReplicas:int32
    updatedReplicas:int32 currentRevision updateRevision collisionCount:*int32
    conditions:[]StatefulSetCondition availableReplicas!:int32`,
  StatefulSetUpdateStrategy:
    'type:v1.StatefulSetUpdateStrategyType rollingUpdate:*RollingUpdateStatefulSetStrategy',
  Subject: 'kind! apiGroup name! namespace',
  SuccessPolicy: 'rules!:[]SuccessPolicyRule',
  SuccessPolicyRule: 'succeededIndexes:*string succeededCount:*int32',
  UncountedTerminatedPods: 'succeeded:[]types.UID failed:[]types.UID',
  VolumeMountStatus: `name! mountPath! readOnly:bool recursiveReadOnly:*v1.RecursiveReadOnlyMode
    volumeStatus:*VolumeStatus`,
  VolumeStatus: 'image:*ImageVolumeStatus',
};
