/** Messages of all kinds besides those of pod templates; messages.ts tells how to read them. Source: k8s.io/api. */
export const MESSAGES_I_TO_Z: Readonly<Record<string, string>> = {
  IPAddress: '1!metadata:ObjectMeta 2!spec:IPAddressSpec',
  IPAddressSpec: '1parentRef:ParentReference',
  IPBlock: '1!cidr 2?except:[]',
  ISCSIPersistentVolumeSource:
    '1!targetPortal 2!iqn 3!lun:int32 4?iscsiInterface 5?fsType 6?readOnly:bool 7?portals:[] 8?chapAuthDiscovery:bool 11?chapAuthSession:bool 10secretRef:SecretReference 12initiatorName',
  ImageVolumeStatus: '1?imageRef',
  Ingress: '1!metadata:ObjectMeta 2!spec:IngressSpec 3!status:IngressStatus',
  IngressBackend: '4service:IngressServiceBackend 3resource:TypedLocalObjectReference',
  IngressClass: '1!metadata:ObjectMeta 2!spec:IngressClassSpec',
  IngressClassParametersReference: '1apiGroup 2!kind 3!name 4scope 5namespace',
  IngressClassSpec: '1?controller 2parameters:IngressClassParametersReference',
  IngressLoadBalancerIngress: '1?ip 2?hostname 4?ports:[]IngressPortStatus',
  IngressLoadBalancerStatus: '1?ingress:[]IngressLoadBalancerIngress',
  IngressPortStatus: '1!port:int32 2!protocol 3error',
  IngressRule: '1?host 2.:IngressRuleValue',
  IngressRuleValue: '1http:HTTPIngressRuleValue',
  IngressServiceBackend: '1!name 2!port:ServiceBackendPort',
  IngressSpec:
    '4ingressClassName 1defaultBackend:IngressBackend 2?tls:[]IngressTLS 3?rules:[]IngressRule',
  IngressStatus: '1!loadBalancer:IngressLoadBalancerStatus',
  IngressTLS: '1?hosts:[] 2?secretName',
  JSONPatch: '1?expression',
  Job: '1!metadata:ObjectMeta 2!spec:JobSpec 3!status:JobStatus',
  JobCondition: '1!type 2!status 3?lastProbeTime:time 4?lastTransitionTime:time 5?reason 6?message',
  JobSpec:
    '1parallelism:int32 2completions:int32 3activeDeadlineSeconds:int64 11podFailurePolicy:PodFailurePolicy 16successPolicy:SuccessPolicy 7backoffLimit:int32 12backoffLimitPerIndex:int32 13maxFailedIndexes:int32 4selector:LabelSelector 5manualSelector:bool 6!template:PodTemplateSpec 8ttlSecondsAfterFinished:int32 9completionMode 10suspend:bool 14podReplacementPolicy 15managedBy',
  JobStatus:
    '1?conditions:[]JobCondition 2startTime:time 3completionTime:time 4?active:int32 5?succeeded:int32 6?failed:int32 11terminating:int32 7?completedIndexes 10failedIndexes 8uncountedTerminatedPods:UncountedTerminatedPods 9ready:int32',
  JobTemplateSpec: '1!metadata:ObjectMeta 2!spec:JobSpec',
  LabelSelectorAttributes: '1?rawSelector 2?requirements:[]LabelSelectorRequirement',
  Lease: '1!metadata:ObjectMeta 2!spec:LeaseSpec',
  LeaseSpec:
    '1holderIdentity 2leaseDurationSeconds:int32 3acquireTime:microtime 4renewTime:microtime 5leaseTransitions:int32 6strategy 7preferredHolder',
  LimitRange: '1!metadata:ObjectMeta 2!spec:LimitRangeSpec',
  LimitRangeItem:
    '1!type 2?max:{}quantity 3?min:{}quantity 4?default:{}quantity 5?defaultRequest:{}quantity 6?maxLimitRequestRatio:{}quantity',
  LimitRangeSpec: '1!limits:[]LimitRangeItem',
  LimitResponse: '1!type 2queuing:QueuingConfiguration',
  LimitedPriorityLevelConfiguration:
    '1nominalConcurrencyShares:int32 2!limitResponse:LimitResponse 3lendablePercent:int32 4borrowingLimitPercent:int32',
  LinuxContainerUser: '1!uid:int64 2!gid:int64 3?supplementalGroups:[]int64',
  LoadBalancerIngress: '1?ip 2?hostname 3ipMode 4?ports:[]PortStatus',
  LoadBalancerStatus: '1?ingress:[]LoadBalancerIngress',
  LocalSubjectAccessReview:
    '1!metadata:ObjectMeta 2!spec:SubjectAccessReviewSpec 3!status:SubjectAccessReviewStatus',
  LocalVolumeSource: '1!path 2fsType',
  MatchCondition: '1!name 2!expression',
  MatchResources:
    '1namespaceSelector:LabelSelector 2objectSelector:LabelSelector 3?resourceRules:[]NamedRuleWithOperations 4?excludeResourceRules:[]NamedRuleWithOperations 7matchPolicy',
  MetricIdentifier: '1!name 2selector:LabelSelector',
  MetricSpec:
    '1!type 2object:ObjectMetricSource 3pods:PodsMetricSource 4resource:ResourceMetricSource 7containerResource:ContainerResourceMetricSource 5external:ExternalMetricSource',
  MetricStatus:
    '1!type 2object:ObjectMetricStatus 3pods:PodsMetricStatus 4resource:ResourceMetricStatus 7containerResource:ContainerResourceMetricStatus 5external:ExternalMetricStatus',
  MetricTarget: '1!type 2value:quantity 3averageValue:quantity 4averageUtilization:int32',
  MetricValueStatus: '1value:quantity 2averageValue:quantity 3averageUtilization:int32',
  ModifyVolumeStatus: '1?targetVolumeAttributesClassName 2!status',
  MutatingAdmissionPolicy: '1!metadata:ObjectMeta 2!spec:MutatingAdmissionPolicySpec',
  MutatingAdmissionPolicyBinding: '1!metadata:ObjectMeta 2!spec:MutatingAdmissionPolicyBindingSpec',
  MutatingAdmissionPolicyBindingSpec:
    '1?policyName 2paramRef:ParamRef 3matchResources:MatchResources',
  MutatingAdmissionPolicySpec:
    '1paramKind:ParamKind 2matchConstraints:MatchResources 3?variables:[]Variable 4?mutations:[]Mutation 5failurePolicy 6?matchConditions:[]MatchCondition 7?reinvocationPolicy',
  MutatingWebhook:
    '1!name 2!clientConfig:WebhookClientConfig 3?rules:[]RuleWithOperations 4failurePolicy 9matchPolicy 5namespaceSelector:LabelSelector 11objectSelector:LabelSelector 6sideEffects 7timeoutSeconds:int32 8!admissionReviewVersions:[] 10reinvocationPolicy 12?matchConditions:[]MatchCondition',
  MutatingWebhookConfiguration: '1!metadata:ObjectMeta 2?webhooks:[]MutatingWebhook',
  Mutation: '2!patchType 3applyConfiguration:ApplyConfiguration 4jsonPatch:JSONPatch',
  NamedRuleWithOperations: '1?resourceNames:[] 2.:RuleWithOperations',
  Namespace: '1!metadata:ObjectMeta 2!spec:NamespaceSpec 3!status:NamespaceStatus',
  NamespaceCondition: '1!type 2!status 4?lastTransitionTime:time 5?reason 6?message',
  NamespaceSpec: '1?finalizers:[]',
  NamespaceStatus: '1?phase 2?conditions:[]NamespaceCondition',
  NetworkDeviceData: '1?interfaceName 2?ips:[] 3?hardwareAddress',
  NetworkPolicy: '1!metadata:ObjectMeta 2!spec:NetworkPolicySpec',
  NetworkPolicyEgressRule: '1?ports:[]NetworkPolicyPort 2?to:[]NetworkPolicyPeer',
  NetworkPolicyIngressRule: '1?ports:[]NetworkPolicyPort 2?from:[]NetworkPolicyPeer',
  NetworkPolicyPeer: '1podSelector:LabelSelector 2namespaceSelector:LabelSelector 3ipBlock:IPBlock',
  NetworkPolicyPort: '1protocol 2port:intOrString 3endPort:int32',
  NetworkPolicySpec:
    '1!podSelector:LabelSelector 2?ingress:[]NetworkPolicyIngressRule 3?egress:[]NetworkPolicyEgressRule 4?policyTypes:[]',
  Node: '1!metadata:ObjectMeta 2!spec:NodeSpec 3!status:NodeStatus',
  NodeAddress: '1!type 2!address',
  NodeAllocatableResourceClaimStatus: '1!resourceClaimName 2?containers:[] 3!resources:{}quantity',
  NodeAllocatableResourceMapping: '1capacityKey 2allocationMultiplier:quantity',
  NodeCondition:
    '1!type 2!status 3?lastHeartbeatTime:time 4?lastTransitionTime:time 5?reason 6?message',
  NodeConfigSource: '2configMap:ConfigMapNodeConfigSource',
  NodeConfigStatus:
    '1assigned:NodeConfigSource 2active:NodeConfigSource 3lastKnownGood:NodeConfigSource 4?error',
  NodeDaemonEndpoints: '1!kubeletEndpoint:DaemonEndpoint',
  NodeFeatures: '1supplementalGroupsPolicy:bool',
  NodeRuntimeHandler: '1!name 2features:NodeRuntimeHandlerFeatures',
  NodeRuntimeHandlerFeatures: '1recursiveReadOnlyMounts:bool 2userNamespaces:bool',
  NodeSpec:
    '1?podCIDR 7?podCIDRs:[] 3?providerID 4?unschedulable:bool 5?taints:[]Taint 6configSource:NodeConfigSource 2?externalID',
  NodeStatus:
    '1?capacity:{}quantity 2?allocatable:{}quantity 3?phase 4?conditions:[]NodeCondition 5?addresses:[]NodeAddress 6!daemonEndpoints:NodeDaemonEndpoints 7!nodeInfo:NodeSystemInfo 8?images:[]ContainerImage 9?volumesInUse:[] 10?volumesAttached:[]AttachedVolume 11config:NodeConfigStatus 12?runtimeHandlers:[]NodeRuntimeHandler 13features:NodeFeatures 14?declaredFeatures:[]',
  NodeSwapStatus: '1capacity:int64',
  NodeSystemInfo:
    '1!machineID 2!systemUUID 3!bootID 4!kernelVersion 5!osImage 6!containerRuntimeVersion 7!kubeletVersion 8!kubeProxyVersion 9!operatingSystem 10!architecture 11swap:NodeSwapStatus',
  NonResourceAttributes: '1?path 2?verb',
  NonResourcePolicyRule: '1!verbs:[] 6!nonResourceURLs:[]',
  NonResourceRule: '1!verbs:[] 2?nonResourceURLs:[]',
  ObjectMetricSource:
    '1!describedObject:AutoscalingV2CrossVersionObjectReference 2!target:MetricTarget 3!metric:MetricIdentifier',
  ObjectMetricStatus:
    '1!metric:MetricIdentifier 2!current:MetricValueStatus 3!describedObject:AutoscalingV2CrossVersionObjectReference',
  ObjectReference: '1?kind 2?namespace 3?name 4?uid 5?apiVersion 6?resourceVersion 7?fieldPath',
  OpaqueDeviceConfiguration: '1!driver 2!parameters:raw',
  Overhead: '1?podFixed:{}quantity',
  ParamKind: '1?apiVersion 2?kind',
  ParamRef: '1?name 2?namespace 3selector:LabelSelector 4parameterNotFoundAction',
  ParentReference: '1?group 2?resource 3?namespace 4?name',
  PersistentVolume:
    '1!metadata:ObjectMeta 2!spec:PersistentVolumeSpec 3!status:PersistentVolumeStatus',
  PersistentVolumeClaim:
    '1!metadata:ObjectMeta 2!spec:PersistentVolumeClaimSpec 3!status:PersistentVolumeClaimStatus',
  PersistentVolumeClaimCondition:
    '1!type 2!status 3?lastProbeTime:time 4?lastTransitionTime:time 5?reason 6?message',
  PersistentVolumeClaimStatus:
    '1?phase 2?accessModes:[] 3?capacity:{}quantity 4?conditions:[]PersistentVolumeClaimCondition 5?allocatedResources:{}quantity 7?allocatedResourceStatuses:{} 8currentVolumeAttributesClassName 9modifyVolumeStatus:ModifyVolumeStatus',
  PersistentVolumeSource:
    '1gcePersistentDisk:GCEPersistentDiskVolumeSource 2awsElasticBlockStore:AWSElasticBlockStoreVolumeSource 3hostPath:HostPathVolumeSource 4glusterfs:GlusterfsPersistentVolumeSource 5nfs:NFSVolumeSource 6rbd:RBDPersistentVolumeSource 7iscsi:ISCSIPersistentVolumeSource 8cinder:CinderPersistentVolumeSource 9cephfs:CephFSPersistentVolumeSource 10fc:FCVolumeSource 11flocker:FlockerVolumeSource 12flexVolume:FlexPersistentVolumeSource 13azureFile:AzureFilePersistentVolumeSource 14vsphereVolume:VsphereVirtualDiskVolumeSource 15quobyte:QuobyteVolumeSource 16azureDisk:AzureDiskVolumeSource 17photonPersistentDisk:PhotonPersistentDiskVolumeSource 18portworxVolume:PortworxVolumeSource 19scaleIO:ScaleIOPersistentVolumeSource 20local:LocalVolumeSource 21storageos:StorageOSPersistentVolumeSource 22csi:CSIPersistentVolumeSource',
  PersistentVolumeSpec:
    '1?capacity:{}quantity 2.:PersistentVolumeSource 3?accessModes:[] 4claimRef:ObjectReference 5?persistentVolumeReclaimPolicy 6?storageClassName 7?mountOptions:[] 8volumeMode 9nodeAffinity:VolumeNodeAffinity 10volumeAttributesClassName',
  PersistentVolumeStatus: '1?phase 2?message 3?reason 4lastPhaseTransitionTime:time',
  Pod: '1!metadata:ObjectMeta 2!spec:PodSpec 3!status:PodStatus',
  PodCondition:
    '1!type 7?observedGeneration:int64 2!status 3?lastProbeTime:time 4?lastTransitionTime:time 5?reason 6?message',
  PodDisruptionBudget:
    '1!metadata:ObjectMeta 2!spec:PodDisruptionBudgetSpec 3!status:PodDisruptionBudgetStatus',
  PodDisruptionBudgetSpec:
    '1minAvailable:intOrString 2selector:LabelSelector 3maxUnavailable:intOrString 4unhealthyPodEvictionPolicy',
  PodDisruptionBudgetStatus:
    '1?observedGeneration:int64 2?disruptedPods:{}time 3!disruptionsAllowed:int32 4!currentHealthy:int32 5!desiredHealthy:int32 6!expectedPods:int32 7?conditions:[]Condition',
  PodExtendedResourceClaimStatus:
    '1!requestMappings:[]ContainerExtendedResourceRequest 2!resourceClaimName',
  PodFailurePolicy: '1!rules:[]PodFailurePolicyRule',
  PodFailurePolicyOnExitCodesRequirement: '1containerName 2!operator 3!values:[]int32',
  PodFailurePolicyOnPodConditionsPattern: '1!type 2!status',
  PodFailurePolicyRule:
    '1!action 2onExitCodes:PodFailurePolicyOnExitCodesRequirement 3?onPodConditions:[]PodFailurePolicyOnPodConditionsPattern',
  PodIP: '1!ip',
  PodResourceClaimStatus: '1!name 2resourceClaimName',
  PodStatus:
    '17?observedGeneration:int64 1?phase 2?conditions:[]PodCondition 3?message 4?reason 11?nominatedNodeName 5?hostIP 16?hostIPs:[]HostIP 6?podIP 12?podIPs:[]PodIP 7startTime:time 10?initContainerStatuses:[]ContainerStatus 8?containerStatuses:[]ContainerStatus 9?qosClass 13?ephemeralContainerStatuses:[]ContainerStatus 14?resize 15?resourceClaimStatuses:[]PodResourceClaimStatus 18extendedResourceClaimStatus:PodExtendedResourceClaimStatus 19?allocatedResources:{}quantity 20resources:ResourceRequirements 21?nodeAllocatableResourceClaimStatuses:[]NodeAllocatableResourceClaimStatus',
  PodTemplate: '1!metadata:ObjectMeta 2!template:PodTemplateSpec',
  PodsMetricSource: '1!metric:MetricIdentifier 2!target:MetricTarget',
  PodsMetricStatus: '1!metric:MetricIdentifier 2!current:MetricValueStatus',
  PolicyRule: '1!verbs:[] 2?apiGroups:[] 3?resources:[] 4?resourceNames:[] 5?nonResourceURLs:[]',
  PolicyRulesWithSubjects:
    '1!subjects:[]Subject 2?resourceRules:[]ResourcePolicyRule 3?nonResourceRules:[]NonResourcePolicyRule',
  PortStatus: '1!port:int32 2!protocol 3error',
  Preconditions: '1uid 2resourceVersion',
  PriorityClass:
    '1!metadata:ObjectMeta 2!value:int32 3?globalDefault:bool 4?description 5preemptionPolicy',
  PriorityLevelConfiguration:
    '1!metadata:ObjectMeta 2!spec:PriorityLevelConfigurationSpec 3!status:PriorityLevelConfigurationStatus',
  PriorityLevelConfigurationCondition:
    '1?type 2?status 3?lastTransitionTime:time 4?reason 5?message',
  PriorityLevelConfigurationReference: '1!name',
  PriorityLevelConfigurationSpec:
    '1!type 2limited:LimitedPriorityLevelConfiguration 3exempt:ExemptPriorityLevelConfiguration',
  PriorityLevelConfigurationStatus: '1?conditions:[]PriorityLevelConfigurationCondition',
  QueuingConfiguration: '1!queues:int32 2!handSize:int32 3!queueLengthLimit:int32',
  RBDPersistentVolumeSource:
    '1!monitors:[] 2!image 3?fsType 4?pool 5?user 6?keyring 7secretRef:SecretReference 8?readOnly:bool',
  RbacV1Subject: '1!kind 2?apiGroup 3!name 4?namespace',
  ReplicaSet: '1!metadata:ObjectMeta 2!spec:ReplicaSetSpec 3!status:ReplicaSetStatus',
  ReplicaSetCondition: '1!type 2!status 3?lastTransitionTime:time 4?reason 5?message',
  ReplicaSetSpec:
    '1replicas:int32 4?minReadySeconds:int32 2selector:LabelSelector 3!template:PodTemplateSpec',
  ReplicaSetStatus:
    '1!replicas:int32 2?fullyLabeledReplicas:int32 4?readyReplicas:int32 5?availableReplicas:int32 7terminatingReplicas:int32 3?observedGeneration:int64 6?conditions:[]ReplicaSetCondition',
  ReplicationController:
    '1!metadata:ObjectMeta 2!spec:ReplicationControllerSpec 3!status:ReplicationControllerStatus',
  ReplicationControllerCondition: '1!type 2!status 3?lastTransitionTime:time 4?reason 5?message',
  ReplicationControllerSpec:
    '1replicas:int32 4?minReadySeconds:int32 2?selector:{} 3template:PodTemplateSpec',
  ReplicationControllerStatus:
    '1!replicas:int32 2?fullyLabeledReplicas:int32 4?readyReplicas:int32 5?availableReplicas:int32 3?observedGeneration:int64 6?conditions:[]ReplicationControllerCondition',
  ResourceAttributes:
    '1?namespace 2?verb 3?group 4?version 5?resource 6?subresource 7?name 8fieldSelector:FieldSelectorAttributes 9labelSelector:LabelSelectorAttributes',
  ResourceClaimConsumerReference: '1?apiGroup 3!resource 4!name 5!uid',
  ResourceClaimSpec: '1!devices:DeviceClaim',
  ResourceClaimStatus:
    '1allocation:AllocationResult 2?reservedFor:[]ResourceClaimConsumerReference 4?devices:[]AllocatedDeviceStatus',
  ResourceClaimTemplate: '1!metadata:ObjectMeta 2!spec:ResourceClaimTemplateSpec',
  ResourceClaimTemplateSpec: '1!metadata:ObjectMeta 2!spec:ResourceClaimSpec',
  ResourceHealth: '1!resourceID 2?health 6message',
  ResourceMetricSource: '1!name 2!target:MetricTarget',
  ResourceMetricStatus: '1!name 2!current:MetricValueStatus',
  ResourcePolicyRule:
    '1!verbs:[] 2!apiGroups:[] 3!resources:[] 4?clusterScope:bool 5!namespaces:[]',
  ResourcePool: '1!name 2!generation:int64 3!resourceSliceCount:int64',
  ResourceQuota: '1!metadata:ObjectMeta 2!spec:ResourceQuotaSpec 3!status:ResourceQuotaStatus',
  ResourceQuotaSpec: '1?hard:{}quantity 2?scopes:[] 3scopeSelector:ScopeSelector',
  ResourceQuotaStatus: '1?hard:{}quantity 2?used:{}quantity',
  ResourceRule: '1!verbs:[] 2?apiGroups:[] 3?resources:[] 4?resourceNames:[]',
  ResourceSlice: '1!metadata:ObjectMeta 2!spec:ResourceSliceSpec',
  ResourceSliceSpec:
    '1!driver 2!pool:ResourcePool 3nodeName 4nodeSelector:NodeSelector 5allNodes:bool 6?devices:[]Device 7perDeviceNodeSelection:bool 8?sharedCounters:[]CounterSet',
  ResourceStatus: '1!name 2?resources:[]ResourceHealth',
  ResourceV1ResourceClaim:
    '1!metadata:ObjectMeta 2!spec:ResourceClaimSpec 3!status:ResourceClaimStatus',
  Role: '1!metadata:ObjectMeta 2!rules:[]PolicyRule',
  RoleBinding: '1!metadata:ObjectMeta 2?subjects:[]RbacV1Subject 3!roleRef:RoleRef',
  RoleRef: '1!apiGroup 2!kind 3!name',
  RollingUpdateDaemonSet: '1maxUnavailable:intOrString 2maxSurge:intOrString',
  RollingUpdateDeployment: '1maxUnavailable:intOrString 2maxSurge:intOrString',
  RollingUpdateStatefulSetStrategy: '1partition:int32 2maxUnavailable:intOrString',
  Rule: '1?apiGroups:[] 2?apiVersions:[] 3?resources:[] 4scope',
  RuleWithOperations: '1?operations:[] 2.:Rule',
  RuntimeClass: '1!metadata:ObjectMeta 2!handler 3overhead:Overhead 4scheduling:Scheduling',
  Scale: '1!metadata:ObjectMeta 2!spec:ScaleSpec 3!status:ScaleStatus',
  ScaleIOPersistentVolumeSource:
    '1!gateway 2!system 3secretRef:SecretReference 4?sslEnabled:bool 5?protectionDomain 6?storagePool 7?storageMode 8?volumeName 9?fsType 10?readOnly:bool',
  ScaleSpec: '1?replicas:int32',
  ScaleStatus: '1!replicas:int32 2?selector',
  Scheduling: '1?nodeSelector:{} 2?tolerations:[]Toleration',
  ScopeSelector: '1?matchExpressions:[]ScopedResourceSelectorRequirement',
  ScopedResourceSelectorRequirement: '1!scopeName 2!operator 3?values:[]',
  Secret: '1!metadata:ObjectMeta 5immutable:bool 2?data:{}bytes 4?stringData:{} 3?type',
  SecretReference: '1?name 2?namespace',
  SelfSubjectAccessReview:
    '1!metadata:ObjectMeta 2!spec:SelfSubjectAccessReviewSpec 3!status:SubjectAccessReviewStatus',
  SelfSubjectAccessReviewSpec:
    '1resourceAttributes:ResourceAttributes 2nonResourceAttributes:NonResourceAttributes',
  SelfSubjectReview: '1!metadata:ObjectMeta 2!status:SelfSubjectReviewStatus',
  SelfSubjectReviewStatus: '1!userInfo:UserInfo',
  SelfSubjectRulesReview:
    '1!metadata:ObjectMeta 2!spec:SelfSubjectRulesReviewSpec 3!status:SubjectRulesReviewStatus',
  SelfSubjectRulesReviewSpec: '1?namespace',
  Service: '1!metadata:ObjectMeta 2!spec:ServiceSpec 3!status:ServiceStatus',
  ServiceAccount:
    '1!metadata:ObjectMeta 2?secrets:[]ObjectReference 3?imagePullSecrets:[]LocalObjectReference 4automountServiceAccountToken:bool',
  ServiceAccountSubject: '1!namespace 2!name',
  ServiceBackendPort: '1?name 2?number:int32',
  ServiceCIDR: '1!metadata:ObjectMeta 2!spec:ServiceCIDRSpec 3!status:ServiceCIDRStatus',
  ServiceCIDRSpec: '1?cidrs:[]',
  ServiceCIDRStatus: '1?conditions:[]Condition',
  ServicePort:
    '1?name 2?protocol 6appProtocol 3!port:int32 4?targetPort:intOrString 5?nodePort:int32',
  ServiceReference: '1!namespace 2!name 3path 4port:int32',
  ServiceSpec:
    '1?ports:[]ServicePort 2?selector:{} 3?clusterIP 18?clusterIPs:[] 4?type 5?externalIPs:[] 7?sessionAffinity 8?loadBalancerIP 9?loadBalancerSourceRanges:[] 10?externalName 11?externalTrafficPolicy 12?healthCheckNodePort:int32 13?publishNotReadyAddresses:bool 14sessionAffinityConfig:SessionAffinityConfig 19?ipFamilies:[] 17ipFamilyPolicy 20allocateLoadBalancerNodePorts:bool 21loadBalancerClass 22internalTrafficPolicy 23trafficDistribution',
  ServiceStatus: '1!loadBalancer:LoadBalancerStatus 2?conditions:[]Condition',
  SessionAffinityConfig: '1clientIP:ClientIPConfig',
  StatefulSet: '1!metadata:ObjectMeta 2!spec:StatefulSetSpec 3!status:StatefulSetStatus',
  StatefulSetCondition: '1!type 2!status 3?lastTransitionTime:time 4?reason 5?message',
  StatefulSetOrdinals: '1!start:int32',
  StatefulSetPersistentVolumeClaimRetentionPolicy: '1?whenDeleted 2?whenScaled',
  StatefulSetSpec:
    '1replicas:int32 2selector:LabelSelector 3!template:PodTemplateSpec 4?volumeClaimTemplates:[]PersistentVolumeClaim 5!serviceName 6?podManagementPolicy 7!updateStrategy:StatefulSetUpdateStrategy 8revisionHistoryLimit:int32 9?minReadySeconds:int32 10persistentVolumeClaimRetentionPolicy:StatefulSetPersistentVolumeClaimRetentionPolicy 11ordinals:StatefulSetOrdinals',
  StatefulSetStatus:
    '1?observedGeneration:int64 2!replicas:int32 3?readyReplicas:int32 4?currentReplicas:int32 5?updatedReplicas:int32 6?currentRevision 7?updateRevision 9collisionCount:int32 10?conditions:[]StatefulSetCondition 11!availableReplicas:int32',
  StatefulSetUpdateStrategy: '1?type 2rollingUpdate:RollingUpdateStatefulSetStrategy',
  StorageClass:
    '1!metadata:ObjectMeta 2!provisioner 3?parameters:{} 4reclaimPolicy 5?mountOptions:[] 6allowVolumeExpansion:bool 7volumeBindingMode 8?allowedTopologies:[]TopologySelectorTerm',
  StorageOSPersistentVolumeSource:
    '1?volumeName 2?volumeNamespace 3?fsType 4?readOnly:bool 5secretRef:ObjectReference',
  StorageV1TokenRequest: '1!audience 2expirationSeconds:int64',
  Subject: '1!kind 2user:UserSubject 3group:GroupSubject 4serviceAccount:ServiceAccountSubject',
  SubjectAccessReview:
    '1!metadata:ObjectMeta 2!spec:SubjectAccessReviewSpec 3!status:SubjectAccessReviewStatus',
  SubjectAccessReviewSpec:
    '1resourceAttributes:ResourceAttributes 2nonResourceAttributes:NonResourceAttributes 3?user 4?groups:[] 5?extra:{}strings 6?uid',
  SubjectAccessReviewStatus: '1!allowed:bool 4?denied:bool 2?reason 3?evaluationError',
  SubjectRulesReviewStatus:
    '1!resourceRules:[]ResourceRule 2!nonResourceRules:[]NonResourceRule 3!incomplete:bool 4?evaluationError',
  SuccessPolicy: '1!rules:[]SuccessPolicyRule',
  SuccessPolicyRule: '1succeededIndexes 2succeededCount:int32',
  Taint: '1!key 2?value 3!effect 4timeAdded:time',
  TokenRequest: '1!metadata:ObjectMeta 2!spec:TokenRequestSpec 3!status:TokenRequestStatus',
  TokenRequestSpec: '1!audiences:[] 4expirationSeconds:int64 3boundObjectRef:BoundObjectReference',
  TokenRequestStatus: '1!token 2!expirationTimestamp:time',
  TopologySelectorLabelRequirement: '1!key 2!values:[]',
  TopologySelectorTerm: '1?matchLabelExpressions:[]TopologySelectorLabelRequirement',
  TypeChecking: '1?expressionWarnings:[]ExpressionWarning',
  UncountedTerminatedPods: '1?succeeded:[] 2?failed:[]',
  UserInfo: '1?username 2?uid 3?groups:[] 4?extra:{}strings',
  UserSubject: '1!name',
  ValidatingAdmissionPolicy:
    '1!metadata:ObjectMeta 2!spec:ValidatingAdmissionPolicySpec 3!status:ValidatingAdmissionPolicyStatus',
  ValidatingAdmissionPolicyBinding:
    '1!metadata:ObjectMeta 2!spec:ValidatingAdmissionPolicyBindingSpec',
  ValidatingAdmissionPolicyBindingSpec:
    '1?policyName 2paramRef:ParamRef 3matchResources:MatchResources 4?validationActions:[]',
  ValidatingAdmissionPolicySpec:
    '1paramKind:ParamKind 2matchConstraints:MatchResources 3?validations:[]Validation 4failurePolicy 5?auditAnnotations:[]AuditAnnotation 6?matchConditions:[]MatchCondition 7?variables:[]Variable',
  ValidatingAdmissionPolicyStatus:
    '1?observedGeneration:int64 2typeChecking:TypeChecking 3?conditions:[]Condition',
  ValidatingWebhook:
    '1!name 2!clientConfig:WebhookClientConfig 3?rules:[]RuleWithOperations 4failurePolicy 9matchPolicy 5namespaceSelector:LabelSelector 10objectSelector:LabelSelector 6sideEffects 7timeoutSeconds:int32 8!admissionReviewVersions:[] 11?matchConditions:[]MatchCondition',
  ValidatingWebhookConfiguration: '1!metadata:ObjectMeta 2?webhooks:[]ValidatingWebhook',
  Validation: '1!expression 2?message 3reason 4?messageExpression',
  Variable: '1!name 2!expression',
  VolumeAttachment:
    '1!metadata:ObjectMeta 2!spec:VolumeAttachmentSpec 3!status:VolumeAttachmentStatus',
  VolumeAttachmentSource: '1persistentVolumeName 2inlineVolumeSpec:PersistentVolumeSpec',
  VolumeAttachmentSpec: '1!attacher 2!source:VolumeAttachmentSource 3!nodeName',
  VolumeAttachmentStatus:
    '1!attached:bool 2?attachmentMetadata:{} 3attachError:VolumeError 4detachError:VolumeError',
  VolumeAttributesClass: '1!metadata:ObjectMeta 2!driverName 3?parameters:{}',
  VolumeError: '1?time:time 2?message 3errorCode:int32',
  VolumeMountStatus:
    '1!name 2!mountPath 3?readOnly:bool 4recursiveReadOnly 5volumeStatus:VolumeStatus',
  VolumeNodeAffinity: '1required:NodeSelector',
  VolumeNodeResources: '1count:int32',
  VolumeStatus: '1image:ImageVolumeStatus',
  WebhookClientConfig: '3url 1service:ServiceReference 2?caBundle:bytes',
};
