import type { Scenario } from '../scenario.ts';
import { after } from './pods.ts';
import { available, deployment, podsAre } from './workloads.ts';

const service = (spec: string): string => `---
apiVersion: v1
kind: Service
metadata: {name: web}
spec: {${spec}}
`;

const ingress = (backend: string, more = ''): string => `---
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: {name: web, annotations: {kubernetes.io/ingress.class: none}}
spec: {${more}rules: [{http: {paths: [{path: /, pathType: Prefix, backend: {service: ${backend}}}]}}]}
`;

const listening = deployment({ container: 'ports: [{name: http, containerPort: 8080}]' });
const unready = deployment({
  container:
    'ports: [{name: http, containerPort: 8080}], readinessProbe: {httpGet: {path: /, port: http}, periodSeconds: 1, failureThreshold: 1}',
});
const plain = service('selector: {app: web}, ports: [{port: 80, targetPort: http}]');

/** Services and Ingresses that lead nowhere. */
export const scenarios: readonly Scenario[] = [
  {
    name: 'service-selects-nothing',
    manifest: listening + service('selector: {app: wbe}, ports: [{port: 80}]'),
    settle: [available()],
    target: 'service/web',
    verdict: 'failed',
    finds: ['SVC-01'],
    causes: [/app=wbe.*app=web/],
  },
  {
    name: 'service-of-nobody-scaled',
    manifest: deployment({ replicas: 0 }) + service('selector: {app: web}, ports: [{port: 80}]'),
    settle: [available()],
    target: 'service/web',
    verdict: 'healthy',
    finds: [],
  },
  {
    name: 'service-of-a-cron-job',
    manifest:
      service('selector: {app: web}, ports: [{port: 80}]') +
      `---
apiVersion: batch/v1
kind: CronJob
metadata: {name: tick}
spec: {schedule: '0 0 1 1 *', jobTemplate: {spec: {template: {metadata: {labels: {app: web}}, spec: {restartPolicy: Never, containers: [{name: app, image: "localhost/busybox:1"}]}}}}}
`,
    settle: ['wait cronjob/tick -n {ns} --for=create'],
    target: 'service/web',
    verdict: 'healthy',
    finds: [],
  },
  {
    name: 'service-target-port',
    manifest: listening + service('selector: {app: web}, ports: [{port: 80, targetPort: web}]'),
    settle: [available()],
    target: 'deployment/web',
    verdict: 'degraded',
    finds: ['SVC-03'],
    causes: [/container port named web/],
  },
  {
    name: 'service-well',
    manifest: listening + plain,
    settle: [available()],
    target: 'deployment/web',
    verdict: 'healthy',
    finds: [],
  },
  {
    name: 'ingress-no-service',
    manifest: listening + plain + ingress('{name: gone, port: {number: 80}}'),
    settle: [available()],
    target: 'ingress/web',
    verdict: 'failed',
    finds: ['ING-01'],
    causes: [/service gone, which does not exist/],
  },
  {
    name: 'ingress-no-port',
    manifest: listening + plain + ingress('{name: web, port: {number: 81}}'),
    settle: [available()],
    target: 'deployment/web',
    verdict: 'degraded',
    finds: ['ING-02'],
    causes: [/port 81 of service web/],
  },
  {
    name: 'ingress-well',
    manifest: listening + plain + ingress('{name: web, port: {number: 80}}'),
    settle: [available()],
    target: 'deployment/web',
    verdict: 'healthy',
    finds: [],
  },
  {
    name: 'ingress-no-class',
    manifest: (
      listening +
      plain +
      ingress('{name: web, port: {number: 80}}', 'ingressClassName: "{ns}", ')
    ).replace(', annotations: {kubernetes.io/ingress.class: none}', ''),
    settle: [available()],
    target: 'ingress/web',
    verdict: 'failed',
    finds: ['ING-04'],
    causes: [/names class/],
  },
  {
    name: 'service-without-ready-pods',
    manifest: unready + plain,
    settle: podsAre('--for=jsonpath={.status.phase}=Running'),
    target: 'service/web',
    grace: 0,
    verdict: 'failed',
    finds: ['SVC-02'],
    causes: [/none of its pods is/],
  },
  {
    name: 'service-load-balancer-pending',
    manifest: listening + plain.replace('spec: {', 'spec: {type: LoadBalancer, '),
    next: [available()],
    settle: [...after(95), ...after(95, 'later')],
    slow: true,
    target: 'deployment/web',
    verdict: 'healthy',
    finds: ['SVC-04'],
    causes: [/nobody makes one/],
  },
  {
    name: 'ingress-without-ready-pods',
    manifest: unready + plain + ingress('{name: web, port: {number: 80}}'),
    settle: podsAre('--for=jsonpath={.status.phase}=Running'),
    target: 'ingress/web',
    grace: 0,
    verdict: 'failed',
    finds: ['ING-03'],
    causes: [/no endpoint that is ready/],
  },
  {
    name: 'what-follows-from-pods-not-ready',
    manifest: unready + plain + ingress('{name: web, port: {number: 80}}'),
    settle: [...podsAre('--for=jsonpath={.status.phase}=Running'), ...after(6)],
    events: ['Unhealthy'],
    target: 'deployment/web',
    grace: 0,
    verdict: 'failed',
    finds: ['PRB-02'],
    follows: ['SVC-02', 'ING-03'],
  },
  {
    name: 'network-policy-and-no-answer',
    manifest:
      deployment({
        container:
          'command: [nc, -ll, -p, "8080", -e, sleep, "100"], readinessProbe: {httpGet: {path: /, port: 8080}, timeoutSeconds: 1, periodSeconds: 1}',
      }).replace('command: [sleep, "100000"], ', '') +
      `---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: nobody}
spec: {podSelector: {matchLabels: {app: web}}, policyTypes: [Ingress]}
`,
    settle: [...podsAre('--for=jsonpath={.status.phase}=Running'), ...after(6)],
    events: ['Unhealthy'],
    target: 'deployment/web',
    grace: 0,
    verdict: 'failed',
    finds: ['PRB-02', 'NP-01'],
    causes: [/1s/, /policies select it: nobody/],
  },
  {
    name: 'pod-sandbox-without-memory',
    manifest: deployment({ container: 'resources: {limits: {memory: 1Mi}}' }),
    settle: podsAre('--for=condition=PodScheduled'),
    events: ['FailedCreatePodSandBox'],
    target: 'deployment/web',
    verdict: 'failed',
    finds: ['NET-02'],
    causes: [/memory limit is too low/],
  },
  {
    name: 'pod-sandbox-refused',
    manifest: deployment({
      pod: 'securityContext: {sysctls: [{name: net.ipv4.ip_local_port_range, value: "many"}]}',
    }),
    settle: podsAre('--for=condition=PodScheduled'),
    events: ['FailedCreatePodSandBox'],
    target: 'deployment/web',
    verdict: 'failed',
    finds: ['NET-02'],
    causes: [/sandbox cannot be made: the node does not take a sysctl/],
  },
  {
    name: 'ingress-no-certificate',
    manifest:
      listening +
      plain +
      ingress('{name: web, port: {number: 80}}', 'tls: [{secretName: absent}], '),
    settle: [available()],
    target: 'ingress/web',
    grace: 0,
    verdict: 'failed',
    finds: ['ING-05'],
    causes: [/secret absent, which does not exist/],
  },
];
