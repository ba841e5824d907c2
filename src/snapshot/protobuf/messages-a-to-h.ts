/** Messages of all kinds besides those of pod templates; messages.ts tells how to read them. Source: k8s.io/api. */
export const MESSAGES_A_TO_H: Readonly<Record<string, string>> = {
  AggregationRule: '1?clusterRoleSelectors:[]LabelSelector',
  AllocatedDeviceStatus:
    '1!driver 2!pool 3!device 7shareID 4!conditions:[]Condition 5data:raw 6networkData:NetworkDeviceData',
  AllocationResult:
    '1!devices:DeviceAllocationResult 3nodeSelector:NodeSelector 5allocationTimestamp:time',
  ApplyConfiguration: '1?expression',
  AttachedVolume: '1!name 2!devicePath',
  AuditAnnotation: '1!key 2!valueExpression',
  AutoscalingV2CrossVersionObjectReference: '1!kind 2!name 3?apiVersion',
  AutoscalingV2HorizontalPodAutoscaler:
    '1!metadata:ObjectMeta 2!spec:AutoscalingV2HorizontalPodAutoscalerSpec 3!status:AutoscalingV2HorizontalPodAutoscalerStatus',
  AutoscalingV2HorizontalPodAutoscalerSpec:
    '1!scaleTargetRef:AutoscalingV2CrossVersionObjectReference 2minReplicas:int32 3!maxReplicas:int32 4?metrics:[]MetricSpec 5behavior:HorizontalPodAutoscalerBehavior',
  AutoscalingV2HorizontalPodAutoscalerStatus:
    '1observedGeneration:int64 2lastScaleTime:time 3?currentReplicas:int32 4!desiredReplicas:int32 5!currentMetrics:[]MetricStatus 6?conditions:[]HorizontalPodAutoscalerCondition',
  AzureFilePersistentVolumeSource: '1!secretName 2!shareName 3?readOnly:bool 4secretNamespace',
  Binding: '1!metadata:ObjectMeta 2!target:ObjectReference',
  BoundObjectReference: '1?kind 2?apiVersion 3?name 4?uid',
  CELDeviceSelector: '1!expression',
  CSIDriver: '1!metadata:ObjectMeta 2!spec:CSIDriverSpec',
  CSIDriverSpec:
    '1attachRequired:bool 2podInfoOnMount:bool 3?volumeLifecycleModes:[] 4storageCapacity:bool 5fsGroupPolicy 6?tokenRequests:[]StorageV1TokenRequest 7requiresRepublish:bool 8seLinuxMount:bool 9nodeAllocatableUpdatePeriodSeconds:int64 10serviceAccountTokenInSecrets:bool 11preventPodSchedulingIfMissing:bool',
  CSINode: '1!metadata:ObjectMeta 2!spec:CSINodeSpec',
  CSINodeDriver: '1!name 2!nodeID 3!topologyKeys:[] 4allocatable:VolumeNodeResources',
  CSINodeSpec: '1!drivers:[]CSINodeDriver',
  CSIPersistentVolumeSource:
    '1!driver 2!volumeHandle 3?readOnly:bool 4?fsType 5?volumeAttributes:{} 6controllerPublishSecretRef:SecretReference 7nodeStageSecretRef:SecretReference 8nodePublishSecretRef:SecretReference 9controllerExpandSecretRef:SecretReference 10nodeExpandSecretRef:SecretReference',
  CSIStorageCapacity:
    '1!metadata:ObjectMeta 2nodeTopology:LabelSelector 3!storageClassName 4capacity:quantity 5maximumVolumeSize:quantity',
  CapacityRequestPolicy:
    '1default:quantity 3?validValues:[]quantity 4validRange:CapacityRequestPolicyRange',
  CapacityRequestPolicyRange: '1min:quantity 2max:quantity 3step:quantity',
  CapacityRequirements: '1?requests:{}quantity',
  CephFSPersistentVolumeSource:
    '1!monitors:[] 2?path 3?user 4?secretFile 5secretRef:SecretReference 6?readOnly:bool',
  CertificateSigningRequest:
    '1!metadata:ObjectMeta 2!spec:CertificateSigningRequestSpec 3!status:CertificateSigningRequestStatus',
  CertificateSigningRequestCondition:
    '1!type 6!status 2?reason 3?message 4?lastUpdateTime:time 5?lastTransitionTime:time',
  CertificateSigningRequestSpec:
    '1!request:bytes 7!signerName 8expirationSeconds:int32 5?usages:[] 2?username 3?uid 4?groups:[] 6?extra:{}strings',
  CertificateSigningRequestStatus:
    '1?conditions:[]CertificateSigningRequestCondition 2?certificate:bytes',
  CinderPersistentVolumeSource: '1!volumeID 2?fsType 3?readOnly:bool 4secretRef:SecretReference',
  ClientIPConfig: '1timeoutSeconds:int32',
  ClusterRole: '1!metadata:ObjectMeta 2!rules:[]PolicyRule 3aggregationRule:AggregationRule',
  ClusterRoleBinding: '1!metadata:ObjectMeta 2?subjects:[]RbacV1Subject 3!roleRef:RoleRef',
  Condition:
    '1!type 2!status 3?observedGeneration:int64 4!lastTransitionTime:time 5!reason 6!message',
  ConfigMap: '1!metadata:ObjectMeta 4immutable:bool 2?data:{} 3?binaryData:{}bytes',
  ConfigMapNodeConfigSource: '1!namespace 2!name 3?uid 4?resourceVersion 5!kubeletConfigKey',
  ContainerExtendedResourceRequest: '1!containerName 2!resourceName 3!requestName',
  ContainerImage: '1!names:[] 2?sizeBytes:int64',
  ContainerResourceMetricSource: '1!name 2!target:MetricTarget 3!container',
  ContainerResourceMetricStatus: '1!name 2!current:MetricValueStatus 3!container',
  ContainerState:
    '1waiting:ContainerStateWaiting 2running:ContainerStateRunning 3terminated:ContainerStateTerminated',
  ContainerStateRunning: '1?startedAt:time',
  ContainerStateTerminated:
    '1!exitCode:int32 2?signal:int32 3?reason 4?message 5?startedAt:time 6?finishedAt:time 7?containerID',
  ContainerStateWaiting: '1?reason 2?message',
  ContainerStatus:
    '1!name 2!state:ContainerState 3!lastState:ContainerState 4!ready:bool 5!restartCount:int32 6!image 7!imageID 8?containerID 9started:bool 10?allocatedResources:{}quantity 11resources:ResourceRequirements 12?volumeMounts:[]VolumeMountStatus 13user:ContainerUser 14?allocatedResourcesStatus:[]ResourceStatus 15stopSignal',
  ContainerUser: '1linux:LinuxContainerUser',
  ControllerRevision: '1!metadata:ObjectMeta 2?data:raw 3!revision:int64',
  CoreV1EndpointPort: '1?name 2!port:int32 3?protocol 4appProtocol',
  CoreV1Event:
    '1!metadata:ObjectMeta 2!involvedObject:ObjectReference 3?reason 4?message 5!source:EventSource 6?firstTimestamp:time 7?lastTimestamp:time 8?count:int32 9?type 10?eventTime:microtime 11series:CoreV1EventSeries 12?action 13related:ObjectReference 14!reportingComponent 15!reportingInstance',
  CoreV1EventSeries: '1?count:int32 2?lastObservedTime:microtime',
  Counter: '1!value:quantity',
  CounterSet: '1!name 2?counters:{}Counter',
  CronJob: '1!metadata:ObjectMeta 2!spec:CronJobSpec 3!status:CronJobStatus',
  CronJobSpec:
    '1!schedule 8timeZone 2startingDeadlineSeconds:int64 3?concurrencyPolicy 4suspend:bool 5!jobTemplate:JobTemplateSpec 6successfulJobsHistoryLimit:int32 7failedJobsHistoryLimit:int32',
  CronJobStatus: '1?active:[]ObjectReference 4lastScheduleTime:time 5lastSuccessfulTime:time',
  CrossVersionObjectReference: '1!kind 2!name 3?apiVersion',
  DaemonEndpoint: '1!Port:int32',
  DaemonSet: '1!metadata:ObjectMeta 2!spec:DaemonSetSpec 3!status:DaemonSetStatus',
  DaemonSetCondition: '1!type 2!status 3?lastTransitionTime:time 4?reason 5?message',
  DaemonSetSpec:
    '1selector:LabelSelector 2!template:PodTemplateSpec 3!updateStrategy:DaemonSetUpdateStrategy 4?minReadySeconds:int32 6revisionHistoryLimit:int32',
  DaemonSetStatus:
    '1!currentNumberScheduled:int32 2!numberMisscheduled:int32 3!desiredNumberScheduled:int32 4!numberReady:int32 5?observedGeneration:int64 6?updatedNumberScheduled:int32 7?numberAvailable:int32 8?numberUnavailable:int32 9collisionCount:int32 10?conditions:[]DaemonSetCondition',
  DaemonSetUpdateStrategy: '1?type 2rollingUpdate:RollingUpdateDaemonSet',
  DeleteOptions:
    '1gracePeriodSeconds:int64 2preconditions:Preconditions 3orphanDependents:bool 4propagationPolicy 5?dryRun:[] 6ignoreStoreReadErrorWithClusterBreakingPotential:bool',
  Deployment: '1!metadata:ObjectMeta 2!spec:DeploymentSpec 3!status:DeploymentStatus',
  DeploymentCondition:
    '1!type 2!status 6?lastUpdateTime:time 7?lastTransitionTime:time 4?reason 5?message',
  DeploymentSpec:
    '1replicas:int32 2selector:LabelSelector 3!template:PodTemplateSpec 4!strategy:DeploymentStrategy 5?minReadySeconds:int32 6revisionHistoryLimit:int32 7?paused:bool 9progressDeadlineSeconds:int32',
  DeploymentStatus:
    '1?observedGeneration:int64 2?replicas:int32 3?updatedReplicas:int32 7?readyReplicas:int32 4?availableReplicas:int32 5?unavailableReplicas:int32 9terminatingReplicas:int32 6?conditions:[]DeploymentCondition 8collisionCount:int32',
  DeploymentStrategy: '1?type 2rollingUpdate:RollingUpdateDeployment',
  Device:
    '1!name 2?attributes:{}DeviceAttribute 3?capacity:{}DeviceCapacity 4?consumesCounters:[]DeviceCounterConsumption 5nodeName 6nodeSelector:NodeSelector 7allNodes:bool 8?taints:[]DeviceTaint 9bindsToNode:bool 10?bindingConditions:[] 11?bindingFailureConditions:[] 12allowMultipleAllocations:bool 13?nodeAllocatableResourceMappings:{}NodeAllocatableResourceMapping',
  DeviceAllocationConfiguration: '1!source 2?requests:[] 3.:DeviceConfiguration',
  DeviceAllocationResult:
    '1?results:[]DeviceRequestAllocationResult 2?config:[]DeviceAllocationConfiguration',
  DeviceAttribute:
    '2int:int64 3bool:bool 4string 5version 6?ints:[]int64 7?bools:[]bool 8?strings:[] 9?versions:[]',
  DeviceCapacity: '1!value:quantity 2requestPolicy:CapacityRequestPolicy',
  DeviceClaim:
    '1!requests:[]DeviceRequest 2?constraints:[]DeviceConstraint 3?config:[]DeviceClaimConfiguration',
  DeviceClaimConfiguration: '1?requests:[] 2.:DeviceConfiguration',
  DeviceClass: '1!metadata:ObjectMeta 2!spec:DeviceClassSpec',
  DeviceClassConfiguration: '1.:DeviceConfiguration',
  DeviceClassSpec:
    '1?selectors:[]DeviceSelector 2?config:[]DeviceClassConfiguration 4extendedResourceName',
  DeviceConfiguration: '1opaque:OpaqueDeviceConfiguration',
  DeviceConstraint: '1?requests:[] 2matchAttribute 3distinctAttribute',
  DeviceCounterConsumption: '1!counterSet 2?counters:{}Counter',
  DeviceRequest: '1!name 2exactly:ExactDeviceRequest 3?firstAvailable:[]DeviceSubRequest',
  DeviceRequestAllocationResult:
    '1!request 2!driver 3!pool 4!device 5adminAccess:bool 6?tolerations:[]DeviceToleration 7?bindingConditions:[] 8?bindingFailureConditions:[] 9shareID 10?consumedCapacity:{}quantity',
  DeviceSelector: '1cel:CELDeviceSelector',
  DeviceSubRequest:
    '1!name 2!deviceClassName 3?selectors:[]DeviceSelector 4?allocationMode 5?count:int64 6?tolerations:[]DeviceToleration 7capacity:CapacityRequirements',
  DeviceTaint: '1!key 2?value 3!effect 4timeAdded:time',
  DeviceToleration: '1?key 2?operator 3?value 4?effect 5tolerationSeconds:int64',
  Endpoint:
    '1!addresses:[] 2!conditions:EndpointConditions 3hostname 4targetRef:ObjectReference 5?deprecatedTopology:{} 6nodeName 7zone 8hints:EndpointHints',
  EndpointAddress: '1!ip 3?hostname 4nodeName 2targetRef:ObjectReference',
  EndpointConditions: '1ready:bool 2serving:bool 3terminating:bool',
  EndpointHints: '1?forZones:[]ForZone 2?forNodes:[]ForNode',
  EndpointPort: '1name 2protocol 3port:int32 4appProtocol',
  EndpointSlice:
    '1!metadata:ObjectMeta 4!addressType 2!endpoints:[]Endpoint 3!ports:[]EndpointPort',
  EndpointSubset:
    '1?addresses:[]EndpointAddress 2?notReadyAddresses:[]EndpointAddress 3?ports:[]CoreV1EndpointPort',
  Endpoints: '1!metadata:ObjectMeta 2?subsets:[]EndpointSubset',
  Event:
    '1!metadata:ObjectMeta 2!eventTime:microtime 3series:EventSeries 4?reportingController 5?reportingInstance 6?action 7?reason 8!regarding:ObjectReference 9related:ObjectReference 10?note 11?type 12!deprecatedSource:EventSource 13?deprecatedFirstTimestamp:time 14?deprecatedLastTimestamp:time 15?deprecatedCount:int32',
  EventSeries: '1!count:int32 2!lastObservedTime:microtime',
  EventSource: '1?component 2?host',
  Eviction: '1!metadata:ObjectMeta 2deleteOptions:DeleteOptions',
  ExactDeviceRequest:
    '1!deviceClassName 2?selectors:[]DeviceSelector 3?allocationMode 4?count:int64 5adminAccess:bool 6?tolerations:[]DeviceToleration 7capacity:CapacityRequirements',
  ExemptPriorityLevelConfiguration: '1nominalConcurrencyShares:int32 2lendablePercent:int32',
  ExpressionWarning: '2!fieldRef 3!warning',
  ExternalMetricSource: '1!metric:MetricIdentifier 2!target:MetricTarget',
  ExternalMetricStatus: '1!metric:MetricIdentifier 2!current:MetricValueStatus',
  FieldSelectorAttributes: '1?rawSelector 2?requirements:[]FieldSelectorRequirement',
  FieldSelectorRequirement: '1!key 2!operator 3?values:[]',
  FlexPersistentVolumeSource:
    '1!driver 2?fsType 3secretRef:SecretReference 4?readOnly:bool 5?options:{}',
  FlowDistinguisherMethod: '1!type',
  FlowSchema: '1!metadata:ObjectMeta 2!spec:FlowSchemaSpec 3!status:FlowSchemaStatus',
  FlowSchemaCondition: '1?type 2?status 3?lastTransitionTime:time 4?reason 5?message',
  FlowSchemaSpec:
    '1!priorityLevelConfiguration:PriorityLevelConfigurationReference 2!matchingPrecedence:int32 3distinguisherMethod:FlowDistinguisherMethod 4?rules:[]PolicyRulesWithSubjects',
  FlowSchemaStatus: '1?conditions:[]FlowSchemaCondition',
  ForNode: '1!name',
  ForZone: '1!name',
  GlusterfsPersistentVolumeSource: '1!endpoints 2!path 3?readOnly:bool 4endpointsNamespace',
  GroupSubject: '1!name',
  HPAScalingPolicy: '1!type 2!value:int32 3!periodSeconds:int32',
  HPAScalingRules:
    '3stabilizationWindowSeconds:int32 1selectPolicy 2?policies:[]HPAScalingPolicy 4tolerance:quantity',
  HTTPIngressPath: '1?path 3pathType 2!backend:IngressBackend',
  HTTPIngressRuleValue: '1!paths:[]HTTPIngressPath',
  HorizontalPodAutoscaler:
    '1!metadata:ObjectMeta 2!spec:HorizontalPodAutoscalerSpec 3!status:HorizontalPodAutoscalerStatus',
  HorizontalPodAutoscalerBehavior: '1scaleUp:HPAScalingRules 2scaleDown:HPAScalingRules',
  HorizontalPodAutoscalerCondition: '1!type 2!status 3?lastTransitionTime:time 4?reason 5?message',
  HorizontalPodAutoscalerSpec:
    '1!scaleTargetRef:CrossVersionObjectReference 2minReplicas:int32 3!maxReplicas:int32 4targetCPUUtilizationPercentage:int32',
  HorizontalPodAutoscalerStatus:
    '1observedGeneration:int64 2lastScaleTime:time 3!currentReplicas:int32 4!desiredReplicas:int32 5currentCPUUtilizationPercentage:int32',
  HostIP: '1!ip',
};
