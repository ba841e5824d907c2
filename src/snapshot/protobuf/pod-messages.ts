/** Messages of pod templates and of metadata; messages.ts tells how to read them. Source: k8s.io/api. */
export const POD_MESSAGES: Readonly<Record<string, string>> = {
  AWSElasticBlockStoreVolumeSource: '1!volumeID 2?fsType 3?partition:int32 4?readOnly:bool',
  Affinity: '1nodeAffinity:NodeAffinity 2podAffinity:PodAffinity 3podAntiAffinity:PodAntiAffinity',
  AppArmorProfile: '1!type 2localhostProfile',
  AzureDiskVolumeSource: '1!diskName 2!diskURI 3cachingMode 4fsType 5readOnly:bool 6kind',
  AzureFileVolumeSource: '1!secretName 2!shareName 3?readOnly:bool',
  CSIVolumeSource:
    '1!driver 2readOnly:bool 3fsType 4?volumeAttributes:{} 5nodePublishSecretRef:LocalObjectReference',
  Capabilities: '1?add:[] 2?drop:[]',
  CephFSVolumeSource:
    '1!monitors:[] 2?path 3?user 4?secretFile 5secretRef:LocalObjectReference 6?readOnly:bool',
  CinderVolumeSource: '1!volumeID 2?fsType 3?readOnly:bool 4secretRef:LocalObjectReference',
  ClusterTrustBundleProjection:
    '1name 2signerName 3labelSelector:LabelSelector 5optional:bool 4!path',
  ConfigMapEnvSource: '1.:LocalObjectReference 2optional:bool',
  ConfigMapKeySelector: '1.:LocalObjectReference 2!key 3optional:bool',
  ConfigMapProjection: '1.:LocalObjectReference 2?items:[]KeyToPath 4optional:bool',
  ConfigMapVolumeSource:
    '1.:LocalObjectReference 2?items:[]KeyToPath 3defaultMode:int32 4optional:bool',
  Container:
    '1!name 2?image 3?command:[] 4?args:[] 5?workingDir 6?ports:[]ContainerPort 19?envFrom:[]EnvFromSource 7?env:[]EnvVar 8!resources:ResourceRequirements 23?resizePolicy:[]ContainerResizePolicy 24restartPolicy 25?restartPolicyRules:[]ContainerRestartRule 9?volumeMounts:[]VolumeMount 21?volumeDevices:[]VolumeDevice 10livenessProbe:Probe 11readinessProbe:Probe 22startupProbe:Probe 12lifecycle:Lifecycle 13?terminationMessagePath 20?terminationMessagePolicy 14?imagePullPolicy 15securityContext:SecurityContext 16?stdin:bool 17?stdinOnce:bool 18?tty:bool',
  ContainerPort: '1?name 2?hostPort:int32 3!containerPort:int32 4?protocol 5?hostIP',
  ContainerResizePolicy: '1!resourceName 2!restartPolicy',
  ContainerRestartRule: '1?action 2exitCodes:ContainerRestartRuleOnExitCodes',
  ContainerRestartRuleOnExitCodes: '1?operator 2?values:[]int32',
  DownwardAPIProjection: '1?items:[]DownwardAPIVolumeFile',
  DownwardAPIVolumeFile:
    '1!path 2fieldRef:ObjectFieldSelector 3resourceFieldRef:ResourceFieldSelector 4mode:int32',
  DownwardAPIVolumeSource: '1?items:[]DownwardAPIVolumeFile 2defaultMode:int32',
  EmptyDirVolumeSource: '1?medium 2sizeLimit:quantity',
  EnvFromSource: '1?prefix 2configMapRef:ConfigMapEnvSource 3secretRef:SecretEnvSource',
  EnvVar: '1!name 2?value 3valueFrom:EnvVarSource',
  EnvVarSource:
    '1fieldRef:ObjectFieldSelector 2resourceFieldRef:ResourceFieldSelector 3configMapKeyRef:ConfigMapKeySelector 4secretKeyRef:SecretKeySelector 5fileKeyRef:FileKeySelector',
  EphemeralContainer: '1.:EphemeralContainerCommon 2?targetContainerName',
  EphemeralContainerCommon:
    '1!name 2?image 3?command:[] 4?args:[] 5?workingDir 6?ports:[]ContainerPort 19?envFrom:[]EnvFromSource 7?env:[]EnvVar 8!resources:ResourceRequirements 23?resizePolicy:[]ContainerResizePolicy 24restartPolicy 25?restartPolicyRules:[]ContainerRestartRule 9?volumeMounts:[]VolumeMount 21?volumeDevices:[]VolumeDevice 10livenessProbe:Probe 11readinessProbe:Probe 22startupProbe:Probe 12lifecycle:Lifecycle 13?terminationMessagePath 20?terminationMessagePolicy 14?imagePullPolicy 15securityContext:SecurityContext 16?stdin:bool 17?stdinOnce:bool 18?tty:bool',
  EphemeralVolumeSource: '1volumeClaimTemplate:PersistentVolumeClaimTemplate',
  ExecAction: '1?command:[]',
  FCVolumeSource: '1?targetWWNs:[] 2lun:int32 3?fsType 4?readOnly:bool 5?wwids:[]',
  FileKeySelector: '1!volumeName 2!path 3!key 4optional:bool',
  FlexVolumeSource:
    '1!driver 2?fsType 3secretRef:LocalObjectReference 4?readOnly:bool 5?options:{}',
  FlockerVolumeSource: '1?datasetName 2?datasetUUID',
  GCEPersistentDiskVolumeSource: '1!pdName 2?fsType 3?partition:int32 4?readOnly:bool',
  GRPCAction: '1!port:int32 2service',
  GitRepoVolumeSource: '1!repository 2?revision 3?directory',
  GlusterfsVolumeSource: '1!endpoints 2!path 3?readOnly:bool',
  HTTPGetAction: '1?path 2!port:intOrString 3?host 4?scheme 5?httpHeaders:[]HTTPHeader',
  HTTPHeader: '1!name 2!value',
  HostAlias: '1!ip 2?hostnames:[]',
  HostPathVolumeSource: '1!path 2type',
  ISCSIVolumeSource:
    '1!targetPortal 2!iqn 3!lun:int32 4?iscsiInterface 5?fsType 6?readOnly:bool 7?portals:[] 8?chapAuthDiscovery:bool 11?chapAuthSession:bool 10secretRef:LocalObjectReference 12initiatorName',
  ImageVolumeSource: '1?reference 2?pullPolicy',
  KeyToPath: '1!key 2!path 3mode:int32',
  LabelSelector: '1?matchLabels:{} 2?matchExpressions:[]LabelSelectorRequirement',
  LabelSelectorRequirement: '1!key 2!operator 3?values:[]',
  Lifecycle: '1postStart:LifecycleHandler 2preStop:LifecycleHandler 3stopSignal',
  LifecycleHandler:
    '1exec:ExecAction 2httpGet:HTTPGetAction 3tcpSocket:TCPSocketAction 4sleep:SleepAction',
  LocalObjectReference: '1?name',
  ManagedFieldsEntry:
    '1?manager 2?operation 3?apiVersion 4time:time 6?fieldsType 7fieldsV1:raw 8?subresource',
  NFSVolumeSource: '1!server 2!path 3?readOnly:bool',
  NodeAffinity:
    '1requiredDuringSchedulingIgnoredDuringExecution:NodeSelector 2?preferredDuringSchedulingIgnoredDuringExecution:[]PreferredSchedulingTerm',
  NodeSelector: '1!nodeSelectorTerms:[]NodeSelectorTerm',
  NodeSelectorRequirement: '1!key 2!operator 3?values:[]',
  NodeSelectorTerm:
    '1?matchExpressions:[]NodeSelectorRequirement 2?matchFields:[]NodeSelectorRequirement',
  ObjectFieldSelector: '1?apiVersion 2!fieldPath',
  ObjectMeta:
    '1?name 2?generateName 3?namespace 4?selfLink 5?uid 6?resourceVersion 7?generation:int64 8?creationTimestamp:time 9deletionTimestamp:time 10deletionGracePeriodSeconds:int64 11?labels:{} 12?annotations:{} 13?ownerReferences:[]OwnerReference 14?finalizers:[] 17?managedFields:[]ManagedFieldsEntry',
  OwnerReference: '5!apiVersion 1!kind 3!name 4!uid 6controller:bool 7blockOwnerDeletion:bool',
  PersistentVolumeClaimSpec:
    '1?accessModes:[] 4selector:LabelSelector 2!resources:VolumeResourceRequirements 3?volumeName 5storageClassName 6volumeMode 7dataSource:TypedLocalObjectReference 8dataSourceRef:TypedObjectReference 9volumeAttributesClassName',
  PersistentVolumeClaimTemplate: '1!metadata:ObjectMeta 2!spec:PersistentVolumeClaimSpec',
  PersistentVolumeClaimVolumeSource: '1!claimName 2?readOnly:bool',
  PhotonPersistentDiskVolumeSource: '1!pdID 2?fsType',
  PodAffinity:
    '1?requiredDuringSchedulingIgnoredDuringExecution:[]PodAffinityTerm 2?preferredDuringSchedulingIgnoredDuringExecution:[]WeightedPodAffinityTerm',
  PodAffinityTerm:
    '1labelSelector:LabelSelector 2?namespaces:[] 3!topologyKey 4namespaceSelector:LabelSelector 5?matchLabelKeys:[] 6?mismatchLabelKeys:[]',
  PodAntiAffinity:
    '1?requiredDuringSchedulingIgnoredDuringExecution:[]PodAffinityTerm 2?preferredDuringSchedulingIgnoredDuringExecution:[]WeightedPodAffinityTerm',
  PodCertificateProjection:
    '1?signerName 2?keyType 3maxExpirationSeconds:int32 4?credentialBundlePath 5?keyPath 6?certificateChainPath 7?userAnnotations:{}',
  PodDNSConfig: '1?nameservers:[] 2?searches:[] 3?options:[]PodDNSConfigOption',
  PodDNSConfigOption: '1?name 2value',
  PodOS: '1!name',
  PodReadinessGate: '1!conditionType',
  PodResourceClaim: '1!name 3resourceClaimName 4resourceClaimTemplateName',
  PodSchedulingGate: '1!name',
  PodSchedulingGroup: '1podGroupName',
  PodSecurityContext:
    '1seLinuxOptions:SELinuxOptions 8windowsOptions:WindowsSecurityContextOptions 2runAsUser:int64 6runAsGroup:int64 3runAsNonRoot:bool 4?supplementalGroups:[]int64 12supplementalGroupsPolicy 5fsGroup:int64 7?sysctls:[]Sysctl 9fsGroupChangePolicy 10seccompProfile:SeccompProfile 11appArmorProfile:AppArmorProfile 13seLinuxChangePolicy',
  PodSpec:
    '1?volumes:[]Volume 20?initContainers:[]Container 2!containers:[]Container 34?ephemeralContainers:[]EphemeralContainer 3?restartPolicy 4terminationGracePeriodSeconds:int64 5activeDeadlineSeconds:int64 6?dnsPolicy 7?nodeSelector:{} 8?serviceAccountName 9?serviceAccount 21automountServiceAccountToken:bool 10?nodeName 11?hostNetwork:bool 12?hostPID:bool 13?hostIPC:bool 27shareProcessNamespace:bool 14securityContext:PodSecurityContext 15?imagePullSecrets:[]LocalObjectReference 16?hostname 17?subdomain 18affinity:Affinity 19?schedulerName 22?tolerations:[]Toleration 23?hostAliases:[]HostAlias 24?priorityClassName 25priority:int32 26dnsConfig:PodDNSConfig 28?readinessGates:[]PodReadinessGate 29runtimeClassName 30enableServiceLinks:bool 31preemptionPolicy 32?overhead:{}quantity 33?topologySpreadConstraints:[]TopologySpreadConstraint 35setHostnameAsFQDN:bool 36os:PodOS 37hostUsers:bool 38?schedulingGates:[]PodSchedulingGate 39?resourceClaims:[]PodResourceClaim 40resources:ResourceRequirements 41hostnameOverride 43schedulingGroup:PodSchedulingGroup',
  PodTemplateSpec: '1!metadata:ObjectMeta 2!spec:PodSpec',
  PortworxVolumeSource: '1!volumeID 2?fsType 3?readOnly:bool',
  PreferredSchedulingTerm: '1!weight:int32 2!preference:NodeSelectorTerm',
  Probe:
    '1.:ProbeHandler 2?initialDelaySeconds:int32 3?timeoutSeconds:int32 4?periodSeconds:int32 5?successThreshold:int32 6?failureThreshold:int32 7terminationGracePeriodSeconds:int64',
  ProbeHandler:
    '1exec:ExecAction 2httpGet:HTTPGetAction 3tcpSocket:TCPSocketAction 4grpc:GRPCAction',
  ProjectedVolumeSource: '1!sources:[]VolumeProjection 2defaultMode:int32',
  QuobyteVolumeSource: '1!registry 2!volume 3?readOnly:bool 4?user 5?group 6?tenant',
  RBDVolumeSource:
    '1!monitors:[] 2!image 3?fsType 4?pool 5?user 6?keyring 7secretRef:LocalObjectReference 8?readOnly:bool',
  ResourceClaim: '1!name 2?request',
  ResourceFieldSelector: '1?containerName 2!resource 3?divisor:quantity',
  ResourceRequirements: '1?limits:{}quantity 2?requests:{}quantity 3?claims:[]ResourceClaim',
  SELinuxOptions: '1?user 2?role 3?type 4?level',
  ScaleIOVolumeSource:
    '1!gateway 2!system 3secretRef:LocalObjectReference 4?sslEnabled:bool 5?protectionDomain 6?storagePool 7?storageMode 8?volumeName 9?fsType 10?readOnly:bool',
  SeccompProfile: '1!type 2localhostProfile',
  SecretEnvSource: '1.:LocalObjectReference 2optional:bool',
  SecretKeySelector: '1.:LocalObjectReference 2!key 3optional:bool',
  SecretProjection: '1.:LocalObjectReference 2?items:[]KeyToPath 4optional:bool',
  SecretVolumeSource: '1?secretName 2?items:[]KeyToPath 3defaultMode:int32 4optional:bool',
  SecurityContext:
    '1capabilities:Capabilities 2privileged:bool 3seLinuxOptions:SELinuxOptions 10windowsOptions:WindowsSecurityContextOptions 4runAsUser:int64 8runAsGroup:int64 5runAsNonRoot:bool 6readOnlyRootFilesystem:bool 7allowPrivilegeEscalation:bool 9procMount 11seccompProfile:SeccompProfile 12appArmorProfile:AppArmorProfile',
  ServiceAccountTokenProjection: '1?audience 2expirationSeconds:int64 3!path',
  SleepAction: '1!seconds:int64',
  StorageOSVolumeSource:
    '1?volumeName 2?volumeNamespace 3?fsType 4?readOnly:bool 5secretRef:LocalObjectReference',
  Sysctl: '1!name 2!value',
  TCPSocketAction: '1!port:intOrString 2?host',
  Toleration: '1?key 2?operator 3?value 4?effect 5tolerationSeconds:int64',
  TopologySpreadConstraint:
    '1!maxSkew:int32 2!topologyKey 3!whenUnsatisfiable 4labelSelector:LabelSelector 5minDomains:int32 6nodeAffinityPolicy 7nodeTaintsPolicy 8?matchLabelKeys:[]',
  TypedLocalObjectReference: '1apiGroup 2!kind 3!name',
  TypedObjectReference: '1apiGroup 2!kind 3!name 4namespace',
  Volume: '1!name 2.:VolumeSource',
  VolumeDevice: '1!name 2!devicePath',
  VolumeMount:
    '1!name 2?readOnly:bool 7recursiveReadOnly 3!mountPath 4?subPath 5mountPropagation 6?subPathExpr',
  VolumeProjection:
    '1secret:SecretProjection 2downwardAPI:DownwardAPIProjection 3configMap:ConfigMapProjection 4serviceAccountToken:ServiceAccountTokenProjection 5clusterTrustBundle:ClusterTrustBundleProjection 6podCertificate:PodCertificateProjection',
  VolumeResourceRequirements: '1?limits:{}quantity 2?requests:{}quantity',
  VolumeSource:
    '1hostPath:HostPathVolumeSource 2emptyDir:EmptyDirVolumeSource 3gcePersistentDisk:GCEPersistentDiskVolumeSource 4awsElasticBlockStore:AWSElasticBlockStoreVolumeSource 5gitRepo:GitRepoVolumeSource 6secret:SecretVolumeSource 7nfs:NFSVolumeSource 8iscsi:ISCSIVolumeSource 9glusterfs:GlusterfsVolumeSource 10persistentVolumeClaim:PersistentVolumeClaimVolumeSource 11rbd:RBDVolumeSource 12flexVolume:FlexVolumeSource 13cinder:CinderVolumeSource 14cephfs:CephFSVolumeSource 15flocker:FlockerVolumeSource 16downwardAPI:DownwardAPIVolumeSource 17fc:FCVolumeSource 18azureFile:AzureFileVolumeSource 19configMap:ConfigMapVolumeSource 20vsphereVolume:VsphereVirtualDiskVolumeSource 21quobyte:QuobyteVolumeSource 22azureDisk:AzureDiskVolumeSource 23photonPersistentDisk:PhotonPersistentDiskVolumeSource 26projected:ProjectedVolumeSource 24portworxVolume:PortworxVolumeSource 25scaleIO:ScaleIOVolumeSource 27storageos:StorageOSVolumeSource 28csi:CSIVolumeSource 29ephemeral:EphemeralVolumeSource 30image:ImageVolumeSource',
  VsphereVirtualDiskVolumeSource: '1!volumePath 2?fsType 3?storagePolicyName 4?storagePolicyID',
  WeightedPodAffinityTerm: '1!weight:int32 2!podAffinityTerm:PodAffinityTerm',
  WindowsSecurityContextOptions:
    '1gmsaCredentialSpecName 2gmsaCredentialSpec 3runAsUserName 4hostProcess:bool',
};
