import type { Scenario } from '../scenario.ts';
import { deployment, job } from './workloads.ts';

const cron = (spec: string, command = 'exit 0'): string => `---
apiVersion: batch/v1
kind: CronJob
metadata: {name: tick}
spec:
  schedule: '* * * * *'
  ${spec}
  jobTemplate: {spec: {backoffLimit: 0, template: {spec: {restartPolicy: Never, containers: [{name: app, image: "localhost/busybox:1", command: [sh, -c, "${command}"]}]}}}}
`;

const failed = 'wait job/web -n {ns} --for=condition=Failed --timeout=60s';

/** Jobs that give up, wait, or do their work. */
export const scenarios: readonly Scenario[] = [
  {
    name: 'job-backoff-limit',
    manifest: job({
      spec: 'backoffLimit: 0',
      container: 'command: [sh, -c, "echo no such table; exit 3"]',
    }).replace('command: [sleep, "100000"], ', ''),
    settle: [failed],
    target: 'job/web',
    verdict: 'failed',
    finds: ['JOB-01'],
    causes: [/backoffLimit 0.*exits with code 3/],
  },
  {
    name: 'job-deadline',
    manifest: job({ spec: 'activeDeadlineSeconds: 2' }),
    settle: [failed],
    target: 'job/web',
    verdict: 'failed',
    finds: ['JOB-02'],
    causes: [/activeDeadlineSeconds of 2/],
  },
  {
    name: 'job-failure-policy',
    manifest: job({
      spec: 'podFailurePolicy: {rules: [{action: FailJob, onExitCodes: {containerName: app, operator: In, values: [9]}}]}',
      container: 'command: [sh, -c, "exit 9"]',
    }).replace('command: [sleep, "100000"], ', ''),
    settle: [failed],
    target: 'job/web',
    verdict: 'failed',
    finds: ['JOB-03'],
    causes: [/PodFailurePolicy/],
  },
  {
    name: 'job-suspended',
    manifest: job({ spec: 'suspend: true' }),
    settle: ['wait job/web -n {ns} --for=condition=Suspended --timeout=60s'],
    target: 'job/web',
    verdict: 'blocked',
    finds: ['JOB-04'],
  },
  {
    name: 'job-image-missing',
    manifest: job({ pod: 'enableServiceLinks: false' }).replace(
      'localhost/busybox:1',
      'Localhost/Busybox:1',
    ),
    settle: [
      'wait pod -l app=web -n {ns} --for=jsonpath={.status.containerStatuses[0].state.waiting.reason}=InvalidImageName --timeout=60s',
    ],
    target: 'job/web',
    verdict: 'failed',
    finds: ['IMG-09'],
    follows: ['JOB-05'],
  },
  {
    name: 'job-complete-at-the-second-try',
    manifest: job({
      pod: 'volumes: [{name: files, emptyDir: {}}]',
      container:
        'command: [sh, -c, "test -f /files/seen && exit 0; touch /files/seen; exit 1"], volumeMounts: [{name: files, mountPath: /files}]',
    })
      .replace('command: [sleep, "100000"], ', '')
      .replace('restartPolicy: Never', 'restartPolicy: OnFailure'),
    settle: ['wait job/web -n {ns} --for=condition=Complete --timeout=90s'],
    target: 'job/web',
    verdict: 'healthy',
    finds: [],
  },
  {
    name: 'job-complete-with-the-second-pod',
    // The first finds nobody on the port.
    manifest:
      job({
        pod: 'hostNetwork: true',
        container: 'command: [sh, -c, "nc 127.0.0.1 35921 </dev/null"]',
      }).replace('command: [sleep, "100000"], ', '') +
      deployment({
        name: 'late',
        replicas: 0,
        pod: 'hostNetwork: true',
        container: 'command: [nc, -ll, -p, "35921", -e, "true"]',
      }).replace('command: [sleep, "100000"], ', ''),
    next: [
      'wait job/web -n {ns} --for=jsonpath={.status.failed}=1 --timeout=60s',
      'scale deploy/late -n {ns} --replicas=1',
    ],
    settle: ['wait job/web -n {ns} --for=condition=Complete --timeout=120s'],
    slow: true,
    target: 'job/web',
    verdict: 'healthy',
    finds: [],
  },
  {
    name: 'cron-never',
    manifest: cron('').replace('* * * * *', '59 23 31 2 *'),
    settle: ['wait cronjob/tick -n {ns} --for=create'],
    events: ['InvalidSchedule'],
    target: 'cronjob/tick',
    verdict: 'failed',
    finds: ['CJ-01'],
    causes: [/never come true/],
  },
  {
    name: 'cron-waits-for-its-hour',
    manifest: cron('').replace('* * * * *', '0 0 1 1 *'),
    settle: ['wait cronjob/tick -n {ns} --for=create'],
    target: 'cronjob/tick',
    verdict: 'healthy',
    finds: [],
  },
  {
    name: 'job-complete',
    manifest: job({ container: 'command: ["true"]' }).replace('command: [sleep, "100000"], ', ''),
    settle: ['wait job/web -n {ns} --for=condition=Complete --timeout=60s'],
    target: 'job/web',
    verdict: 'healthy',
    finds: [],
  },
  {
    name: 'job-running',
    manifest: job(),
    settle: ['wait job/web -n {ns} --for=jsonpath={.status.ready}=1 --timeout=60s'],
    target: 'job/web',
    verdict: 'progressing',
    finds: [],
  },
  {
    name: 'cron-suspended',
    manifest: cron('suspend: true'),
    settle: ['wait cronjob/tick -n {ns} --for=create'],
    target: 'cronjob/tick',
    verdict: 'blocked',
    finds: ['JOB-04'],
  },
  {
    name: 'cron-failed',
    manifest: cron('suspend: true', 'exit 4'),
    next: ['create job once --from=cronjob/tick -n {ns}'],
    settle: ['wait job/once -n {ns} --for=condition=Failed --timeout=60s'],
    target: 'job/once',
    verdict: 'failed',
    finds: ['JOB-01'],
    causes: [/code 4/],
  },
];
