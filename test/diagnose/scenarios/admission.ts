import type { Scenario } from '../scenario.ts';
import {
  available,
  daemonSet,
  deployment,
  headless,
  job,
  refused,
  statefulSet,
  unschedulable,
  podsAre,
} from './workloads.ts';

const quota = (hard: string): string => `---
apiVersion: v1
kind: ResourceQuota
metadata: {name: team}
spec: {hard: {${hard}}}
`;

const limitRange = (limits: string): string => `---
apiVersion: v1
kind: LimitRange
metadata: {name: bounds}
spec: {limits: [{type: Container, ${limits}}]}
`;

/** Asks a Service that is not there about each new pod of the namespace. */
const webhook = `---
apiVersion: admissionregistration.k8s.io/v1
kind: ValidatingWebhookConfiguration
metadata: {name: "{ns}"}
webhooks:
- name: pods.policy.example.com
  admissionReviewVersions: [v1]
  sideEffects: None
  timeoutSeconds: 2
  namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: "{ns}"}}
  rules: [{apiGroups: [""], apiVersions: [v1], operations: [CREATE], resources: [pods]}]
  clientConfig: {service: {namespace: "{ns}", name: policy, path: /pods}}
`;

/** Refuses each new pod of the namespace that has no label `team`. */
/** Of pods that were restarted: the first ones get through whether the API server knows the policy already or not. */
const policy = `---
apiVersion: admissionregistration.k8s.io/v1
kind: ValidatingAdmissionPolicy
metadata: {name: "{ns}"}
spec:
  failurePolicy: Fail
  matchConstraints: {resourceRules: [{apiGroups: [""], apiVersions: [v1], operations: [CREATE], resources: [pods]}]}
  validations: [{expression: "!('kubectl.kubernetes.io/restartedAt' in object.metadata.?annotations.orValue({})) || 'team' in object.metadata.?labels.orValue({})", message: "a pod needs the label team"}]
---
apiVersion: admissionregistration.k8s.io/v1
kind: ValidatingAdmissionPolicyBinding
metadata: {name: "{ns}"}
spec:
  policyName: "{ns}"
  validationActions: [Deny]
  matchResources: {namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: "{ns}"}}}
`;

/** Pods, or what makes them, are refused by the API server. */
export const scenarios: readonly Scenario[] = [
  {
    name: 'quota-pods',
    manifest: quota('pods: 1') + deployment({ replicas: 3 }),
    settle: [
      refused(),
      'wait deploy/web -n {ns} --for=jsonpath={.status.readyReplicas}=1 --timeout=60s',
    ],
    reader: [],
    target: 'deployment/web',
    grace: 0,
    verdict: 'failed',
    finds: ['QUO-01'],
    causes: [/quota team.*pods/],
  },
  {
    name: 'quota-cpu-none',
    manifest:
      quota('requests.cpu: 500m, requests.memory: 64Mi') +
      deployment({ container: 'resources: {requests: {cpu: 1, memory: 128Mi}}' }),
    settle: [refused()],
    target: 'deployment/web',
    verdict: 'failed',
    finds: ['QUO-01'],
    causes: [/requests\.cpu.*requests\.memory|requests\.memory.*requests\.cpu/],
  },
  {
    name: 'quota-needs-limits',
    manifest: quota('limits.cpu: 2, limits.memory: 1Gi') + deployment(),
    settle: [refused()],
    target: 'deployment/web',
    verdict: 'failed',
    finds: ['QUO-02'],
    causes: [/limits\.cpu.*limits\.memory/],
  },
  {
    name: 'quota-job',
    manifest: quota('pods: 0') + job(),
    settle: ['wait job/web -n {ns} --for=create --timeout=10s'],
    events: ['FailedCreate'],
    target: 'job/web',
    verdict: 'failed',
    finds: ['QUO-01'],
  },
  {
    name: 'quota-replica-sets',
    manifest: quota('count/replicasets.apps: 0') + deployment({ spec: 'paused: true' }),
    // Until the quota is counted, nothing is refused.
    next: [
      'wait quota/team -n {ns} --for=jsonpath={.status.hard} --timeout=60s',
      'rollout resume deploy/web -n {ns}',
    ],
    settle: [
      `wait deploy/web -n {ns} --timeout=60s '--for=jsonpath={.status.conditions[?(@.type=="Progressing")].reason}=ReplicaSetCreateError'`,
    ],
    target: 'deployment/web',
    verdict: 'failed',
    finds: ['QUO-04'],
    follows: ['ROL-02', 'ROL-04'],
    causes: [/count\/replicasets\.apps/],
  },
  {
    name: 'quota-replica-sets-update',
    manifest: quota('count/replicasets.apps: 1') + deployment(),
    next: [available(), 'set env deploy/web -n {ns} LEVEL=debug'],
    settle: [
      `wait deploy/web -n {ns} --timeout=60s '--for=jsonpath={.status.conditions[?(@.type=="Progressing")].reason}=ReplicaSetCreateError'`,
    ],
    target: 'deployment/web',
    verdict: 'failed',
    finds: ['QUO-04', 'ROL-06'],
    causes: [/count\/replicasets\.apps/],
    follows: ['ROL-02'],
  },
  {
    name: 'quota-claims',
    manifest:
      quota('persistentvolumeclaims: 0') +
      headless() +
      statefulSet({
        spec: 'volumeClaimTemplates: [{metadata: {name: data}, spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Gi}}}}]',
      }),
    settle: ['wait sts/web -n {ns} --for=create --timeout=10s'],
    events: ['FailedCreate'],
    target: 'statefulset/web',
    verdict: 'failed',
    finds: ['QUO-04'],
    causes: [/persistentvolumeclaims/],
  },
  {
    name: 'quota-raised',
    manifest: quota('pods: 0') + deployment(),
    next: [
      refused(),
      `patch quota/team -n {ns} '-p={"spec":{"hard":{"pods":"4"}}}'`,
      'rollout restart deploy/web -n {ns}',
    ],
    settle: ['rollout status deploy/web -n {ns} --timeout=90s'],
    target: 'deployment/web',
    verdict: 'healthy',
    finds: [],
  },
  {
    name: 'quota-and-no-node',
    manifest: quota('pods: 1') + deployment({ replicas: 2, pod: 'nodeSelector: {disktype: ssd}' }),
    settle: [refused(), ...unschedulable()],
    target: 'deployment/web',
    grace: 0,
    verdict: 'failed',
    finds: ['QUO-01', 'SCH-03'],
  },
  {
    name: 'quota-given-in-to',
    manifest: quota('pods: 1') + deployment({ replicas: 3 }),
    next: [refused(), 'scale deploy/web -n {ns} --replicas=1'],
    settle: ['rollout status deploy/web -n {ns} --timeout=90s'],
    target: 'deployment/web',
    verdict: 'healthy',
    finds: [],
  },
  {
    name: 'service-account-made-late',
    slow: true,
    manifest: deployment({ pod: 'serviceAccountName: robot' }),
    next: [refused(), 'create serviceaccount robot -n {ns}'],
    settle: ['rollout status deploy/web -n {ns} --timeout=110s'],
    target: 'deployment/web',
    verdict: 'healthy',
    finds: [],
  },
  {
    name: 'limit-range-maximum',
    manifest:
      limitRange('max: {cpu: 500m, memory: 64Mi}') +
      deployment({ container: 'resources: {limits: {cpu: 1, memory: 128Mi}}' }),
    settle: [refused()],
    target: 'deployment/web',
    verdict: 'failed',
    finds: ['LIM-01'],
    causes: [/cpu.*500m.*memory.*64Mi/],
  },
  {
    name: 'limit-range-minimum-and-ratio',
    manifest:
      limitRange('min: {memory: 64Mi}, maxLimitRequestRatio: {cpu: 2}') +
      deployment({
        container:
          'resources: {requests: {memory: 16Mi, cpu: 100m}, limits: {memory: 128Mi, cpu: 1}}',
      }),
    settle: [refused()],
    target: 'deployment/web',
    verdict: 'failed',
    finds: ['LIM-01'],
    causes: [/memory.*64Mi/],
  },
  {
    name: 'service-account-missing',
    manifest: deployment({ pod: 'serviceAccountName: robot' }),
    settle: [refused()],
    target: 'deployment/web',
    grace: 0,
    verdict: 'failed',
    finds: ['REF-01'],
    causes: [/service account robot/i],
  },
  {
    name: 'priority-class-missing',
    manifest: deployment({ pod: 'priorityClassName: urgent' }),
    settle: [refused()],
    target: 'deployment/web',
    verdict: 'failed',
    finds: ['REF-02'],
    causes: [/urgent/],
  },
  {
    name: 'runtime-class-missing',
    manifest: deployment({ pod: 'runtimeClassName: gvisor' }),
    settle: [refused()],
    target: 'deployment/web',
    verdict: 'failed',
    finds: ['REF-02'],
    causes: [/gvisor/],
  },
  {
    name: 'runtime-handler-missing',
    manifest:
      '---\napiVersion: node.k8s.io/v1\nkind: RuntimeClass\nmetadata: {name: "{ns}"}\nhandler: runsc\n' +
      deployment({ pod: 'runtimeClassName: "{ns}"' }),
    settle: podsAre('--for=jsonpath={.status.phase}=Pending'),
    events: ['FailedCreatePodSandBox'],
    target: 'deployment/web',
    grace: 0,
    verdict: 'failed',
    finds: ['REF-02'],
    causes: [/runsc/],
  },
  {
    name: 'pod-security',
    manifest:
      '---\napiVersion: v1\nkind: Namespace\nmetadata: {name: "{ns}", labels: {pod-security.kubernetes.io/enforce: restricted}}\n' +
      deployment({ container: 'securityContext: {privileged: true}' }),
    settle: [refused()],
    target: 'deployment/web',
    verdict: 'failed',
    finds: ['ADM-01'],
    causes: [/restricted/],
  },
  {
    name: 'pod-security-daemon-set',
    manifest:
      '---\napiVersion: v1\nkind: Namespace\nmetadata: {name: "{ns}", labels: {pod-security.kubernetes.io/enforce: baseline}}\n' +
      daemonSet({ pod: 'hostNetwork: true' }),
    settle: ['wait ds/web -n {ns} --for=create --timeout=10s'],
    events: ['FailedCreate'],
    target: 'daemonset/web',
    verdict: 'failed',
    finds: ['ADM-01'],
    causes: [/baseline.*host namespaces/],
  },
  {
    name: 'admission-policy-denied',
    manifest: policy + deployment(),
    // The API server takes a moment to know the policy, more than a pod takes to start.
    next: [available(), 'rollout restart deploy/web -n {ns}'],
    settle: [refused()],
    target: 'deployment/web',
    verdict: 'failed',
    finds: ['ADM-02', 'ROL-06'],
    causes: [/label team/],
  },
  {
    name: 'webhook-without-service',
    manifest: webhook + deployment({ replicas: 0 }),
    next: ['scale deploy/web -n {ns} --replicas=1'],
    settle: [refused()],
    target: 'deployment/web',
    grace: 0,
    verdict: 'failed',
    finds: ['ADM-03'],
    causes: [/pods\.policy\.example\.com.*policy/],
  },
  {
    name: 'stateful-set-name-too-long',
    manifest: statefulSet({ name: 'a-name-that-leaves-no-room-for-what-a-label-adds-to-it' }),
    settle: ['wait statefulset -n {ns} --all --for=create --timeout=60s'],
    events: ['FailedCreate'],
    target: 'statefulset/a-name-that-leaves-no-room-for-what-a-label-adds-to-it',
    verdict: 'failed',
    finds: ['ADM-06', 'STS-03'],
    causes: [/must be no more than 63/],
  },
];
