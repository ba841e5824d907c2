import { type Fields, fields, list, text } from '../../../describe/fields.ts';
import { referencesOf } from '../../references.ts';
import { eventEvidence, type Rule } from '../../rule.ts';
import type { Container } from '../../subject.ts';
import { editFix, undoFix } from '../shared/template-fixes.ts';
import { shorten } from '../shared/log-lines.ts';
import {
  hasStarted,
  isUnstarted,
  specEvidence,
  waitingEvidence,
  waitingSince,
  waitOf,
} from '../shared/waiting.ts';
import { imageOf } from '../image/evidence.ts';

const CONFIG_ERROR = 'CreateContainerConfigError';

const LACKING = /^(?:configmap|secret) "([^"]*)" not found$|^couldn't find key /;
const NON_ROOT = /runAsNonRoot|breaks non-root policy/;
const CACHE = /failed to sync (secret|configmap) cache/;

/** True when a container waits for something that comes after its volumes: what was late with them has come. */
function hasMounted({ status }: Fields): boolean {
  return list(fields(status)['containerStatuses']).some(({ state }) => {
    const { reason, message } = fields(fields(state)['waiting']);
    return text(reason) === CONFIG_ERROR && !CACHE.test(text(message));
  });
}

/** What else the kubelet finds wrong with the configuration of a container. */
export const otherConfigRules: readonly Rule[] = [
  {
    id: 'CFG-04',
    title: 'cache-sync',
    severity: 'info',
    class: 'transient',
    confidence: 'high',
    pod: (pod, { world }) => {
      if (!isUnstarted(pod) || hasStarted(pod) || hasMounted(pod)) return undefined;
      const event = world.eventsOf(pod).find(({ message }) => CACHE.test(message));
      if (event === undefined) return undefined;
      return {
        cause: `The kubelet has not read a ${CACHE.exec(event.message)?.[1] === 'secret' ? 'Secret' : 'ConfigMap'} yet: it is busy, and tries again.`,
        evidence: [eventEvidence(event)],
      };
    },
  },
  {
    id: 'CFG-05',
    title: 'run-as-non-root',
    severity: 'error',
    class: 'fatal',
    confidence: 'high',
    container: (container, scene) => {
      const message = configError(container);
      if (message === undefined || !NON_ROOT.test(message)) return undefined;
      return {
        cause: `Container ${container.name} must not run as root (runAsNonRoot), but ${nonRootText(container, message)}.`,
        evidence: [
          waitingEvidence(container),
          specEvidence(container, `securityContext: ${securityText(container)}`),
        ],
        fixes: [
          editFix(scene.subject, 'sets securityContext.runAsUser to a number that is not 0'),
          ...undoFix(scene),
        ],
      };
    },
  },
  {
    id: 'CFG-06',
    title: 'config-other',
    severity: 'error',
    class: 'grace',
    grace: 60,
    confidence: 'medium',
    container: (container, scene) => {
      const message = configError(container);
      if (message === undefined || isLack(message, container) || NON_ROOT.test(message))
        return undefined;
      const trouble = TROUBLES.find(([pattern]) => pattern.test(message));
      const why =
        trouble?.[1](trouble[0].exec(message)?.[1] ?? '') ??
        `the kubelet says "${shorten(message)}"`;
      return {
        cause: `The configuration of container ${container.name} cannot be made: ${why}.`,
        evidence: [waitingEvidence(container)],
        since: waitingSince(container),
        fixes: [editFix(scene.subject, 'corrects the field'), ...undoFix(scene)],
      };
    },
  },
  {
    id: 'CFG-07',
    title: 'env-name-skipped',
    severity: 'warning',
    class: 'info',
    confidence: 'high',
    pod: (pod, { world, subject }) => {
      const event = world
        .eventsOf(pod)
        .find(({ reason }) => /^Invalid(?:Environment)?VariableNames$/.test(reason));
      if (event === undefined) return undefined;
      const keys = /\[([^\]]*)\]/.exec(event.message)?.[1] ?? '';
      return {
        cause: `Keys that cannot be names of environment variables were left out by envFrom${keys === '' ? '' : `: ${shorten(keys)}`}.`,
        evidence: [eventEvidence(event)],
        fixes: [editFix(subject, 'takes each key by env.valueFrom under a name that is valid')],
      };
    },
  },
];

/** True for what is told of by the rules for what is missing: the pod asks for it, as far as can be seen. */
function isLack(message: string, { pod }: Container): boolean {
  const found = LACKING.exec(message);
  const name = found?.[1];
  return (
    found !== null && (name === undefined || referencesOf(pod).some((one) => one.name === name))
  );
}

/** What the kubelet says is wrong; undefined when nothing is. */
function configError(container: Container): string | undefined {
  const wait = waitOf(container);
  return wait?.reason === CONFIG_ERROR ? wait.message : undefined;
}

/** Texts of the kubelet, each with one part that is told. */
const TROUBLES: readonly (readonly [RegExp, (what: string) => string])[] = [
  [
    /^missing value for (\S+)/,
    (name) => `subPathExpr uses $(${name}), which no environment variable of the container defines`,
  ],
  [
    /failed to prepare subPath for volumeMount "([^"]*)"/,
    (volume) =>
      `the subPath of its mount of volume ${volume} does not exist there and cannot be made`,
  ],
  [/services have not yet been read/, () => 'the kubelet has not read the Services yet'],
  [/field ?[pP]ath[^"]*"?([^"\s]*)/, () => 'a fieldRef names a field that pods do not have'],
];

function nonRootText(container: Container, message: string): string {
  const user = /non-numeric user \(([^)]*)\)/.exec(message)?.[1];
  if (user !== undefined)
    return `the user of image ${imageOf(container)} is a name (${user}), which cannot be checked`;
  if (message.includes('breaks non-root policy')) return 'its runAsUser is 0';
  return `image ${imageOf(container)} runs as root`;
}

function securityText({ spec, pod }: Container): string {
  const own = fields(spec['securityContext']);
  const all = { ...fields(fields(pod['spec'])['securityContext']), ...own };
  return ['runAsNonRoot', 'runAsUser']
    .flatMap((name) => (all[name] === undefined ? [] : [`${name}: ${text(all[name])}`]))
    .join(', ');
}
