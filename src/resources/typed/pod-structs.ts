import type { StructTable } from './structs.ts';

/** What a pod is made of, volumes aside. */
export const POD_STRUCTS: StructTable = {
  Affinity: 'nodeAffinity:*NodeAffinity podAffinity:*PodAffinity podAntiAffinity:*PodAntiAffinity',
  AppArmorProfile: 'type!:v1.AppArmorProfileType localhostProfile:*string',
  Capabilities: 'add:[]v1.Capability drop:[]v1.Capability',
  ConfigMapEnvSource: 'name optional:*bool',
  ConfigMapKeySelector: 'name key! optional:*bool',
  Container: `name! image command:[]string args:[]string workingDir ports:[]ContainerPort
    envFrom:[]EnvFromSource env:[]EnvVar resources!:ResourceRequirements
    resizePolicy:[]ContainerResizePolicy restartPolicy:*v1.ContainerRestartPolicy
    restartPolicyRules:[]ContainerRestartRule volumeMounts:[]VolumeMount
    volumeDevices:[]VolumeDevice livenessProbe:*Probe readinessProbe:*Probe startupProbe:*Probe
    lifecycle:*Lifecycle terminationMessagePath
    terminationMessagePolicy:v1.TerminationMessagePolicy imagePullPolicy:v1.PullPolicy
    securityContext:*SecurityContext stdin:bool stdinOnce:bool tty:bool`,
  ContainerPort: 'name hostPort:int32 containerPort!:int32 protocol:v1.Protocol hostIP',
  ContainerResizePolicy:
    'resourceName!:v1.ResourceName restartPolicy!:v1.ResourceResizeRestartPolicy',
  ContainerRestartRule:
    'action:v1.ContainerRestartRuleAction exitCodes:*ContainerRestartRuleOnExitCodes',
  ContainerRestartRuleOnExitCodes:
    'operator:v1.ContainerRestartRuleOnExitCodesOperator values:[]int32',
  EnvFromSource: 'prefix configMapRef:*ConfigMapEnvSource secretRef:*SecretEnvSource',
  EnvVar: 'name! value valueFrom:*EnvVarSource',
  EnvVarSource: `fieldRef:*ObjectFieldSelector resourceFieldRef:*ResourceFieldSelector
    configMapKeyRef:*ConfigMapKeySelector secretKeyRef:*SecretKeySelector
    fileKeyRef:*FileKeySelector`,
  EphemeralContainer: `name! image command:[]string args:[]string workingDir ports:[]ContainerPort
    envFrom:[]EnvFromSource env:[]EnvVar resources!:ResourceRequirements
    resizePolicy:[]ContainerResizePolicy restartPolicy:*v1.ContainerRestartPolicy
    restartPolicyRules:[]ContainerRestartRule volumeMounts:[]VolumeMount
    volumeDevices:[]VolumeDevice livenessProbe:*Probe readinessProbe:*Probe startupProbe:*Probe
    lifecycle:*Lifecycle terminationMessagePath
    terminationMessagePolicy:v1.TerminationMessagePolicy imagePullPolicy:v1.PullPolicy
    securityContext:*SecurityContext stdin:bool stdinOnce:bool tty:bool targetContainerName`,
  ExecAction: 'command:[]string',
  FileKeySelector: 'volumeName! path! key! optional:*bool',
  GRPCAction: 'port!:int32 service!:*string',
  HTTPGetAction: 'path port!:intOrString host scheme:v1.URIScheme httpHeaders:[]HTTPHeader',
  HTTPHeader: 'name! value!',
  HostAlias: 'ip! hostnames:[]string',
  Lifecycle: 'postStart:*LifecycleHandler preStop:*LifecycleHandler stopSignal:*v1.Signal',
  LifecycleHandler:
    'exec:*ExecAction httpGet:*HTTPGetAction tcpSocket:*TCPSocketAction sleep:*SleepAction',
  LocalObjectReference: 'name',
  NodeAffinity: `requiredDuringSchedulingIgnoredDuringExecution:*NodeSelector
    preferredDuringSchedulingIgnoredDuringExecution:[]PreferredSchedulingTerm`,
  NodeSelector: 'nodeSelectorTerms!:[]NodeSelectorTerm',
  NodeSelectorRequirement: 'key! operator!:v1.NodeSelectorOperator values:[]string',
  NodeSelectorTerm:
    'matchExpressions:[]NodeSelectorRequirement matchFields:[]NodeSelectorRequirement',
  ObjectFieldSelector: 'apiVersion fieldPath!',
  PodAffinity: `requiredDuringSchedulingIgnoredDuringExecution:[]PodAffinityTerm
    preferredDuringSchedulingIgnoredDuringExecution:[]WeightedPodAffinityTerm`,
  PodAffinityTerm: `labelSelector:*LabelSelector namespaces:[]string topologyKey! namespaceSelector:*LabelSelector
    matchLabelKeys:[]string mismatchLabelKeys:[]string`,
  PodAntiAffinity: `requiredDuringSchedulingIgnoredDuringExecution:[]PodAffinityTerm
    preferredDuringSchedulingIgnoredDuringExecution:[]WeightedPodAffinityTerm`,
  PodDNSConfig: 'nameservers:[]string searches:[]string options:[]PodDNSConfigOption',
  PodDNSConfigOption: 'name value:*string',
  PodOS: 'name!:v1.OSName',
  PodReadinessGate: 'conditionType!:v1.PodConditionType',
  PodResourceClaim: 'name! resourceClaimName:*string resourceClaimTemplateName:*string',
  PodSchedulingGate: 'name!',
  PodSchedulingGroup: 'podGroupName:*string',
  PodSecurityContext: `seLinuxOptions:*SELinuxOptions windowsOptions:*WindowsSecurityContextOptions runAsUser:*int64
    runAsGroup:*int64 runAsNonRoot:*bool supplementalGroups:[]int64
    supplementalGroupsPolicy:*v1.SupplementalGroupsPolicy fsGroup:*int64 sysctls:[]Sysctl
    fsGroupChangePolicy:*v1.PodFSGroupChangePolicy seccompProfile:*SeccompProfile
    appArmorProfile:*AppArmorProfile seLinuxChangePolicy:*v1.PodSELinuxChangePolicy`,
  PodSpec: `volumes:[]Volume initContainers:[]Container containers!:[]Container
    ephemeralContainers:[]EphemeralContainer restartPolicy:v1.RestartPolicy
    terminationGracePeriodSeconds:*int64 activeDeadlineSeconds:*int64 dnsPolicy:v1.DNSPolicy
    nodeSelector:{}string serviceAccountName serviceAccount automountServiceAccountToken:*bool
    nodeName hostNetwork:bool hostPID:bool hostIPC:bool shareProcessNamespace:*bool
    securityContext:*PodSecurityContext imagePullSecrets:[]LocalObjectReference hostname subdomain
    affinity:*Affinity schedulerName tolerations:[]Toleration hostAliases:[]HostAlias
    priorityClassName priority:*int32 dnsConfig:*PodDNSConfig readinessGates:[]PodReadinessGate
    runtimeClassName:*string enableServiceLinks:*bool preemptionPolicy:*v1.PreemptionPolicy
    overhead:{}quantity topologySpreadConstraints:[]TopologySpreadConstraint
    setHostnameAsFQDN:*bool os:*PodOS hostUsers:*bool schedulingGates:[]PodSchedulingGate
    resourceClaims:[]PodResourceClaim resources:*ResourceRequirements hostnameOverride:*string
    schedulingGroup:*PodSchedulingGroup`,
  PreferredSchedulingTerm: 'weight!:int32 preference!:NodeSelectorTerm',
  Probe: `exec:*ExecAction httpGet:*HTTPGetAction tcpSocket:*TCPSocketAction grpc:*GRPCAction
    initialDelaySeconds:int32 timeoutSeconds:int32 periodSeconds:int32 successThreshold:int32
    failureThreshold:int32 terminationGracePeriodSeconds:*int64`,
  ResourceClaim: 'name! request',
  ResourceFieldSelector: 'containerName resource! divisor!:quantity',
  ResourceRequirements: 'limits:{}quantity requests:{}quantity claims:[]ResourceClaim',
  SELinuxOptions: 'user role type level',
  SeccompProfile: 'type!:v1.SeccompProfileType localhostProfile:*string',
  SecretEnvSource: 'name optional:*bool',
  SecretKeySelector: 'name key! optional:*bool',
  SecurityContext: `capabilities:*Capabilities privileged:*bool seLinuxOptions:*SELinuxOptions
    windowsOptions:*WindowsSecurityContextOptions runAsUser:*int64 runAsGroup:*int64
    runAsNonRoot:*bool readOnlyRootFilesystem:*bool allowPrivilegeEscalation:*bool
    procMount:*v1.ProcMountType seccompProfile:*SeccompProfile appArmorProfile:*AppArmorProfile`,
  SleepAction: 'seconds!:int64',
  Sysctl: 'name! value!',
  TCPSocketAction: 'port!:intOrString host',
  Toleration:
    'key operator:v1.TolerationOperator value effect:v1.TaintEffect tolerationSeconds:*int64',
  TopologySpreadConstraint: `maxSkew!:int32 topologyKey! whenUnsatisfiable!:v1.UnsatisfiableConstraintAction
    labelSelector:*LabelSelector minDomains:*int32 nodeAffinityPolicy:*v1.NodeInclusionPolicy
    nodeTaintsPolicy:*v1.NodeInclusionPolicy matchLabelKeys:[]string`,
  TypedLocalObjectReference: 'apiGroup!:*string kind! name!',
  TypedObjectReference: 'apiGroup!:*string kind! name! namespace:*string',
  WeightedPodAffinityTerm: 'weight!:int32 podAffinityTerm!:PodAffinityTerm',
  WindowsSecurityContextOptions: `gmsaCredentialSpecName:*string gmsaCredentialSpec:*string runAsUserName:*string
    hostProcess:*bool`,
};
