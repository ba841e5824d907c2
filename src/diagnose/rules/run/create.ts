import type { Match, Rule } from '../../rule.ts';
import { editFix, undoFix } from '../shared/template-fixes.ts';
import { shorten } from '../shared/log-lines.ts';
import { waitingEvidence, waitingSince, waitOf } from '../shared/waiting.ts';
import { commandEvidence } from './evidence.ts';

/** Waiting reasons of containers that cannot be made. Source: kubelet, pkg/kubelet/kuberuntime. */
const REASONS: ReadonlySet<string> = new Set([
  'CreateContainerError',
  'PreCreateHookError',
  'PreStartHookError',
]);

interface Trouble {
  readonly text: RegExp;
  readonly why: string;
  readonly fix: string;
  readonly class: NonNullable<Match['class']>;
}

/** Fragments of what runtimes say. */
const TROUBLES: readonly Trouble[] = [
  {
    text: /no command specified/,
    why: 'neither the image nor the container says what to run',
    fix: 'sets command',
    class: 'fatal',
  },
  {
    text: /is reserved for/,
    why: 'the container runtime is still busy with an earlier attempt',
    fix: 'helps only where the node is overloaded for good',
    class: 'transient',
  },
  {
    text: /context deadline exceeded/,
    why: 'the container runtime of the node does not answer in time',
    fix: 'helps only where the node is overloaded for good',
    class: 'transient',
  },
  {
    text: /is not a shared mount/,
    why: 'the node does not share the host path that is to be mounted with mountPropagation',
    fix: 'removes mountPropagation, or the path is made a shared mount on the node',
    class: 'fatal',
  },
  {
    text: /failed to mkdir|not a directory/,
    why: 'a path that is to be mounted cannot be made',
    fix: 'corrects volumeMounts and hostPath volumes',
    class: 'fatal',
  },
  {
    text: /CDI|device/,
    why: 'a device that it asks for is not on the node',
    fix: 'corrects the resources that stand for devices',
    class: 'fatal',
  },
];

/** Containers that the runtime cannot make. */
export const createRules: readonly Rule[] = [
  {
    id: 'RUN-06',
    title: 'create-container-error',
    severity: 'error',
    class: 'grace',
    grace: 60,
    confidence: 'medium',
    container: (container, scene) => {
      const wait = waitOf(container);
      if (wait === undefined || !REASONS.has(wait.reason)) return undefined;
      const trouble = TROUBLES.find(({ text }) => text.test(wait.message));
      const why = trouble?.why ?? `the container runtime says "${shorten(plain(wait.message))}"`;
      return {
        cause: `Container ${container.name} cannot be created: ${why}.`,
        evidence: [waitingEvidence(container), ...commandEvidence(container)],
        fixes: [
          editFix(scene.subject, trouble?.fix ?? 'changes what the runtime refuses'),
          ...undoFix(scene),
        ],
        since: waitingSince(container),
        ...(trouble === undefined ? {} : { class: trouble.class, confidence: 'high' as const }),
      };
    },
  },
];

/** Without the number that every attempt has. */
function plain(message: string): string {
  return message
    .replace(/^rpc error: code = \w+ desc = /, '')
    .replace(/container "[0-9a-f]{64}"/, 'container');
}
