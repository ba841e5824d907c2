import { type Fields, fields, text } from '../../../describe/fields.ts';
import type { Evidence, Fix } from '../../model.ts';
import { eventEvidence, type Match, type Rule, type Scene } from '../../rule.ts';
import { type Container, containersOf } from '../../subject.ts';
import { nameOf } from '../../world.ts';
import { commandWords } from '../shared/command-words.ts';
import { endingEvidence, endingOf } from '../shared/ending.ts';
import { editFix, inNamespace } from '../shared/template-fixes.ts';
import { eventsOfContainer, specEvidence, waitingEvidence, waitOf } from '../shared/waiting.ts';

/** Hooks of containers. Their events tell no details: https://kubernetes.io/docs/concepts/containers/container-lifecycle-hooks/ */
export const lifecycleRules: readonly Rule[] = [
  {
    id: 'HOK-01',
    title: 'post-start',
    severity: 'error',
    class: 'transient',
    confidence: 'high',
    container: (container, scene) => {
      const wait = waitOf(container);
      const ending = endingOf(container, scene);
      const now = wait?.reason === 'PostStartHookError';
      if (!now && (ending?.by !== 'hook' || !ending.again)) return undefined;
      const hook = hookOf(container, 'postStart');
      return {
        cause: `The postStart hook of container ${container.name} fails (${hook}), and the container is stopped and started again each time.`,
        evidence: [
          ...(now ? [waitingEvidence(container)] : []),
          ...(ending?.event === undefined ? [] : [eventEvidence(ending.event)]),
          specEvidence(container, `postStart: ${hook}`),
          ...(ending === undefined ? [] : [endingEvidence(container, ending)]),
        ],
        class: (ending?.ends ?? 0) > 1 ? 'fatal' : 'transient',
        fixes: [
          ...tryHook(container, scene),
          editFix(scene.subject, 'corrects lifecycle.postStart'),
        ],
      };
    },
  },
  {
    id: 'HOK-02',
    title: 'pre-stop',
    severity: 'warning',
    class: 'info',
    confidence: 'high',
    subject: (scene) => {
      const { pods, oldPods, leaving } = scene.subject;
      return [...pods, ...oldPods, ...leaving].flatMap((pod) => preStop(pod, scene));
    },
  },
];

function preStop(pod: Fields, { world, subject }: Scene): readonly Match[] {
  return containersOf(pod).flatMap((container) => {
    const event = eventsOfContainer(container, world).find(
      ({ reason }) => reason === 'FailedPreStopHook',
    );
    if (event === undefined) return [];
    const hook = hookOf(container, 'preStop');
    const evidence: readonly Evidence[] = [
      { ...eventEvidence(event), source: `event ${event.reason} of pod/${nameOf(pod)}` },
    ];
    return [
      {
        cause: `The preStop hook of container ${container.name} failed (${hook}): it was stopped without what the hook should have done.`,
        evidence,
        fixes: [editFix(subject, 'corrects lifecycle.preStop')],
      },
    ];
  });
}

/** A hook in a few words: `sh -c exit 4`, `GET :8080/x`. */
function hookOf({ spec }: Container, which: 'postStart' | 'preStop'): string {
  const { exec, httpGet, sleep } = fields(fields(spec['lifecycle'])[which]);
  if (exec !== undefined) return `command ${commandWords(fields(exec)['command']).join(' ')}`;
  if (sleep !== undefined) return 'sleep';
  const { host, port, path } = fields(httpGet);
  return httpGet === undefined ? 'none' : `GET ${text(host)}:${text(port)}${text(path)}`;
}

/** Runs the hook's command by hand. */
function tryHook({ pod, name, spec }: Container, { subject }: Scene): readonly Fix[] {
  const { exec } = fields(fields(spec['lifecycle'])['postStart']);
  if (exec === undefined) return [];
  const words = commandWords(fields(exec)['command']).map((word) =>
    /^[\w./:=@%+-]+$/.test(word) ? word : `'${word.replaceAll("'", String.raw`'\''`)}'`,
  );
  return [
    {
      command: `{program} exec ${nameOf(pod)} -c ${name} ${inNamespace(subject)} -- ${words.join(' ')}`,
      why: 'shows what the hook says, while the container runs',
    },
  ];
}
