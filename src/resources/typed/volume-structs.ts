import type { StructTable } from './structs.ts';

/** The volumes of pods, and what claims them. */
export const VOLUME_STRUCTS: StructTable = {
  AWSElasticBlockStoreVolumeSource: 'volumeID! fsType partition:int32 readOnly:bool',
  AzureDiskVolumeSource: `diskName! diskURI! cachingMode:*v1.AzureDataDiskCachingMode fsType:*string readOnly:*bool
    kind:*v1.AzureDataDiskKind`,
  AzureFileVolumeSource: 'secretName! shareName! readOnly:bool',
  CSIVolumeSource: `driver! readOnly:*bool fsType:*string volumeAttributes:{}string
    nodePublishSecretRef:*LocalObjectReference`,
  CephFSVolumeSource:
    'monitors!:[]string path user secretFile secretRef:*LocalObjectReference readOnly:bool',
  CinderVolumeSource: 'volumeID! fsType readOnly:bool secretRef:*LocalObjectReference',
  ClusterTrustBundleProjection:
    'name:*string signerName:*string labelSelector:*LabelSelector optional:*bool path!',
  ConfigMapProjection: 'name items:[]KeyToPath optional:*bool',
  ConfigMapVolumeSource: 'name items:[]KeyToPath defaultMode:*int32 optional:*bool',
  DownwardAPIProjection: 'items:[]DownwardAPIVolumeFile',
  DownwardAPIVolumeFile:
    'path! fieldRef:*ObjectFieldSelector resourceFieldRef:*ResourceFieldSelector mode:*int32',
  DownwardAPIVolumeSource: 'items:[]DownwardAPIVolumeFile defaultMode:*int32',
  EmptyDirVolumeSource: 'medium:v1.StorageMedium sizeLimit:*quantity',
  EphemeralVolumeSource: 'volumeClaimTemplate:*PersistentVolumeClaimTemplate',
  FCVolumeSource: 'targetWWNs:[]string lun:*int32 fsType readOnly:bool wwids:[]string',
  FlexVolumeSource: 'driver! fsType secretRef:*LocalObjectReference readOnly:bool options:{}string',
  FlockerVolumeSource: 'datasetName datasetUUID',
  GCEPersistentDiskVolumeSource: 'pdName! fsType partition:int32 readOnly:bool',
  GitRepoVolumeSource: 'repository! revision directory',
  GlusterfsVolumeSource: 'endpoints! path! readOnly:bool',
  HostPathVolumeSource: 'path! type:*v1.HostPathType',
  ISCSIVolumeSource: `targetPortal! iqn! lun!:int32 iscsiInterface fsType readOnly:bool portals:[]string
    chapAuthDiscovery:bool chapAuthSession:bool secretRef:*LocalObjectReference
    initiatorName:*string`,
  ImageVolumeSource: 'reference pullPolicy:v1.PullPolicy',
  KeyToPath: 'key! path! mode:*int32',
  ModifyVolumeStatus:
    'targetVolumeAttributesClassName status!:v1.PersistentVolumeClaimModifyVolumeStatus',
  NFSVolumeSource: 'server! path! readOnly:bool',
  PersistentVolumeClaim: `kind apiVersion metadata!:ObjectMeta spec!:PersistentVolumeClaimSpec
    status!:PersistentVolumeClaimStatus`,
  PersistentVolumeClaimCondition: `type!:v1.PersistentVolumeClaimConditionType status!:v1.ConditionStatus lastProbeTime!:time
    lastTransitionTime!:time reason message`,
  PersistentVolumeClaimSpec: `accessModes:[]v1.PersistentVolumeAccessMode selector:*LabelSelector
    resources!:VolumeResourceRequirements volumeName storageClassName:*string
    volumeMode:*v1.PersistentVolumeMode dataSource:*TypedLocalObjectReference
    dataSourceRef:*TypedObjectReference volumeAttributesClassName:*string`,
  PersistentVolumeClaimStatus: `phase:v1.PersistentVolumeClaimPhase accessModes:[]v1.PersistentVolumeAccessMode
    capacity:{}quantity conditions:[]PersistentVolumeClaimCondition allocatedResources:{}quantity
    allocatedResourceStatuses:{}v1.ClaimResourceStatus currentVolumeAttributesClassName:*string
    modifyVolumeStatus:*ModifyVolumeStatus`,
  PersistentVolumeClaimTemplate: 'metadata!:ObjectMeta spec!:PersistentVolumeClaimSpec',
  PersistentVolumeClaimVolumeSource: 'claimName! readOnly:bool',
  PhotonPersistentDiskVolumeSource: 'pdID! fsType',
  PodCertificateProjection: `signerName keyType maxExpirationSeconds:*int32 credentialBundlePath keyPath
    certificateChainPath userAnnotations:{}string`,
  PortworxVolumeSource: 'volumeID! fsType readOnly:bool',
  ProjectedVolumeSource: 'sources!:[]VolumeProjection defaultMode:*int32',
  QuobyteVolumeSource: 'registry! volume! readOnly:bool user group tenant',
  RBDVolumeSource: `monitors!:[]string image! fsType pool user keyring secretRef:*LocalObjectReference
    readOnly:bool`,
  ScaleIOVolumeSource: `gateway! system! secretRef!:*LocalObjectReference sslEnabled:bool protectionDomain storagePool
    storageMode volumeName fsType readOnly:bool`,
  SecretProjection: 'name items:[]KeyToPath optional:*bool',
  SecretVolumeSource: 'secretName items:[]KeyToPath defaultMode:*int32 optional:*bool',
  ServiceAccountTokenProjection: 'audience expirationSeconds:*int64 path!',
  StorageOSVolumeSource:
    'volumeName volumeNamespace fsType readOnly:bool secretRef:*LocalObjectReference',
  Volume: `name! hostPath:*HostPathVolumeSource emptyDir:*EmptyDirVolumeSource
    gcePersistentDisk:*GCEPersistentDiskVolumeSource
    awsElasticBlockStore:*AWSElasticBlockStoreVolumeSource gitRepo:*GitRepoVolumeSource
    secret:*SecretVolumeSource nfs:*NFSVolumeSource iscsi:*ISCSIVolumeSource
    glusterfs:*GlusterfsVolumeSource persistentVolumeClaim:*PersistentVolumeClaimVolumeSource
    rbd:*RBDVolumeSource flexVolume:*FlexVolumeSource cinder:*CinderVolumeSource
    cephfs:*CephFSVolumeSource flocker:*FlockerVolumeSource downwardAPI:*DownwardAPIVolumeSource
    fc:*FCVolumeSource azureFile:*AzureFileVolumeSource configMap:*ConfigMapVolumeSource
    vsphereVolume:*VsphereVirtualDiskVolumeSource quobyte:*QuobyteVolumeSource
    azureDisk:*AzureDiskVolumeSource photonPersistentDisk:*PhotonPersistentDiskVolumeSource
    projected:*ProjectedVolumeSource portworxVolume:*PortworxVolumeSource
    scaleIO:*ScaleIOVolumeSource storageos:*StorageOSVolumeSource csi:*CSIVolumeSource
    ephemeral:*EphemeralVolumeSource image:*ImageVolumeSource`,
  VolumeDevice: 'name! devicePath!',
  VolumeMount: `name! readOnly:bool recursiveReadOnly:*v1.RecursiveReadOnlyMode mountPath! subPath
    mountPropagation:*v1.MountPropagationMode subPathExpr`,
  VolumeProjection: `secret:*SecretProjection downwardAPI:*DownwardAPIProjection configMap:*ConfigMapProjection
    serviceAccountToken:*ServiceAccountTokenProjection
    clusterTrustBundle:*ClusterTrustBundleProjection podCertificate:*PodCertificateProjection`,
  VolumeResourceRequirements: 'limits:{}quantity requests:{}quantity',
  VsphereVirtualDiskVolumeSource: 'volumePath! fsType storagePolicyName storagePolicyID',
};
