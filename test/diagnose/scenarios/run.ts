import type { Scenario } from '../scenario.ts';
import {
  after,
  configMap,
  crashed,
  crashing,
  made,
  restarted,
  shell,
  stays,
  unavailable,
  waits,
  web,
} from './pods.ts';

/** A Job that tries once. */
const job = (container: string): string => `---
apiVersion: batch/v1
kind: Job
metadata: {name: import}
spec:
  backoffLimit: 0
  template: {spec: {restartPolicy: Never, containers: [{name: app, image: "localhost/busybox:1", ${container}}]}}
`;

const jobFailed = 'wait job/import -n {ns} --timeout=90s --for=condition=Failed';

/** Containers that are not created, do not start, or do not stay. */
export const scenarios: readonly Scenario[] = [
  {
    name: 'crash-loop',
    manifest: crashing({
      container: shell(
        'echo starting; printf "\\033[31mError: cannot reach db:5432\\033[0m\\n"; echo bye; exit 3',
      ),
    }),
    settle: crashed(4),
    reader: ['nodes'],
    target: 'deployment/web',
    verdict: 'failed',
    finds: ['RUN-01'],
    causes: [/Container app exits with code 3 .*"Error: cannot reach db:5432"/],
    never: /\u001b/,
  },
  {
    name: 'crash-begun',
    manifest: crashing({ container: shell('echo no config >&2; exit 1'), replicas: 1 }),
    settle: crashed(2),
    target: 'deployment/web',
    verdict: 'progressing',
    finds: ['RUN-01'],
    causes: [/code 1 .*"no config"/],
  },
  {
    name: 'crash-message',
    manifest: crashing({
      container: shell('echo noise; echo "license has expired" > /dev/termination-log; exit 78'),
    }),
    settle: crashed(2),
    target: 'deployment/web',
    verdict: 'progressing',
    finds: ['RUN-01'],
    causes: [/code 78 .*"license has expired"/],
  },
  {
    name: 'crash-by-signal',
    manifest: crashing({ container: shell("sh -c 'kill -SEGV $$$$'; exit $?") }),
    settle: crashed(2),
    target: 'deployment/web',
    verdict: 'progressing',
    finds: ['RUN-01'],
    causes: [/code 139 \(SIGSEGV/],
  },
  {
    name: 'out-of-memory',
    manifest: crashing({
      container: `${shell('tail /dev/zero')}, resources: {limits: {memory: 16Mi}}`,
    }),
    settle: crashed(2),
    target: 'deployment/web',
    verdict: 'failed',
    finds: ['RUN-02'],
    causes: [/limit of 16Mi .*OOMKilled/],
  },
  {
    name: 'command-missing',
    manifest: crashing({ container: 'command: [startserver, --port, "80"]' }),
    settle: crashed(2),
    target: 'deployment/web',
    verdict: 'failed',
    finds: ['RUN-03'],
    causes: [/no executable startserver/],
  },
  {
    name: 'command-missing-file',
    manifest: crashing({ container: 'command: [/opt/shop/server]' }),
    settle: crashed(2),
    target: 'deployment/web',
    verdict: 'failed',
    finds: ['RUN-03'],
    causes: [/no executable \/opt\/shop\/server/],
  },
  {
    name: 'command-missing-in-shell',
    manifest: crashing({ container: shell('startserver --port 80') }),
    settle: crashed(2),
    target: 'deployment/web',
    verdict: 'failed',
    finds: ['RUN-03'],
    causes: [/startserver: not found/],
  },
  {
    name: 'command-without-interpreter',
    manifest:
      configMap('program', 'run: "#!/usr/bin/ruby\\n"') +
      crashing({
        container: 'command: [/files/run], volumeMounts: [{name: files, mountPath: /files}]',
        pod: 'volumes: [{name: files, configMap: {name: program, defaultMode: 0755}}]',
      }),
    settle: crashed(2),
    target: 'deployment/web',
    verdict: 'failed',
    finds: ['RUN-03'],
    causes: [/\/files\/run, is there, but not the interpreter/],
  },
  {
    name: 'command-not-executable',
    manifest: crashing({ container: 'command: [/etc/passwd]' }),
    settle: crashed(2),
    target: 'deployment/web',
    verdict: 'failed',
    finds: ['RUN-04'],
    causes: [/\/etc\/passwd may not be executed/],
  },
  {
    name: 'mount-over-a-file',
    manifest:
      configMap('settings', 'level: info') +
      crashing({
        container: `${stays}, volumeMounts: [{name: files, mountPath: /etc/passwd}]`,
        pod: 'volumes: [{name: files, configMap: {name: settings}}]',
      }),
    settle: crashed(2),
    target: 'deployment/web',
    verdict: 'failed',
    finds: ['RUN-04'],
    causes: [/volume cannot be mounted at \/etc\/passwd .*one is a directory/],
  },
  {
    name: 'working-directory-is-a-file',
    manifest: crashing({ container: `${stays}, workingDir: /etc/passwd` }),
    settle: crashed(2),
    target: 'deployment/web',
    verdict: 'failed',
    finds: ['RUN-04'],
    causes: [/working directory \/etc\/passwd/],
  },
  {
    name: 'job-out-of-memory',
    manifest: job(`${shell('tail /dev/zero')}, resources: {limits: {memory: 16Mi}}`),
    settle: [jobFailed],
    target: 'job/import',
    verdict: 'failed',
    finds: ['RUN-02'],
    causes: [/limit of 16Mi/],
  },
  {
    name: 'job-command-missing',
    manifest: job('command: [importer, --password, hunter2]'),
    settle: [jobFailed],
    target: 'job/import',
    verdict: 'failed',
    finds: ['RUN-03'],
    causes: [/no executable importer/],
    never: /hunter2/,
  },
  {
    name: 'ends-normally',
    manifest: crashing({ container: shell('echo done') }),
    settle: crashed(2),
    target: 'deployment/web',
    verdict: 'progressing',
    finds: ['RUN-05'],
    causes: [/ends normally \(exit code 0\)/],
  },
  {
    name: 'container-not-created',
    manifest: web({
      container: `${stays}, securityContext: {privileged: true}, volumeMounts: [{name: files, mountPath: /files, mountPropagation: Bidirectional}]`,
      pod: 'volumes: [{name: files, hostPath: {path: /dev/shm}}]',
    }),
    settle: [made(), waits('CreateContainerError'), unavailable],
    target: 'deployment/web',
    verdict: 'failed',
    finds: ['RUN-06'],
    causes: [/does not share the host path/],
  },
  {
    name: 'restarted-and-well',
    // Fails twice, then stays.
    manifest: web({
      container: `${shell('echo x >> /files/starts; [ $(cat /files/starts | wc -l) -gt 2 ] || exit 1; exec sleep 100000')}, volumeMounts: [{name: files, mountPath: /files}]`,
      pod: 'volumes: [{name: files, emptyDir: {}}]',
    }),
    settle: [
      made(),
      restarted(2),
      'wait deploy/web -n {ns} --timeout=90s --for=condition=Available',
      // Long enough that it is no part of the loop.
      ...after(7),
    ],
    target: 'deployment/web',
    verdict: 'healthy',
    finds: ['RUN-07'],
    causes: [/restarted again and again/],
  },
];
