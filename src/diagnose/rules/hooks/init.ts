import { list, fields, text, texts } from '../../../describe/fields.ts';
import type { Evidence } from '../../model.ts';
import type { Match, Rule, Scene } from '../../rule.ts';
import { type Container, runningOf } from '../../subject.ts';
import { namespaceOf, nameOf, timeOf } from '../../world.ts';
import { crash } from '../run/exits.ts';
import { commandEvidence } from '../run/evidence.ts';
import { endingOf } from '../shared/ending.ts';
import { serviceTrouble, servicesIn } from '../shared/hosts.ts';
import { inNamespace } from '../shared/template-fixes.ts';
import { shorten } from '../shared/log-lines.ts';
import { sourceOf } from '../shared/waiting.ts';

/** Seconds that an init container may run before it is worth a word, and before it is worth a warning. */
const WORTH_A_WORD = 20;
const WORTH_A_WARNING = 300;

/** Init containers that do not end, and sidecars that do. */
export const initRules: readonly Rule[] = [
  {
    id: 'INI-01',
    title: 'init-failing',
    severity: 'error',
    class: 'transient',
    confidence: 'high',
    container: (container, scene) => {
      if (!container.init) return undefined;
      const ending = endingOf(container, scene);
      if (ending?.by !== 'itself' || ending.code === 0 || !ending.again) return undefined;
      const match = crash(
        container,
        ending,
        scene,
        `Init container ${container.name} (${place(container)})`,
      );
      return {
        ...match,
        cause: `${match.cause} The pod's containers are not started before it succeeds.`,
      };
    },
  },
  {
    id: 'INI-02',
    title: 'init-waiting',
    severity: 'info',
    class: 'transient',
    confidence: 'medium',
    container: waitsLong,
  },
  {
    id: 'INI-03',
    title: 'sidecar-failing',
    severity: 'error',
    class: 'transient',
    confidence: 'high',
    container: (container, scene) => {
      if (!container.sidecar) return undefined;
      const ending = endingOf(container, scene);
      if (ending?.by !== 'itself' || !ending.again || ending.restarts === 0) return undefined;
      return crash(
        container,
        ending,
        scene,
        `Sidecar ${container.name} (an init container that is to keep running)`,
      );
    },
  },
];

/** `1 of 2`: which of the init containers it is. */
function place({ pod, index }: Container): string {
  return `${index + 1} of ${list(fields(pod['spec'])['initContainers']).length}`;
}

/** An init container that runs on and on: most wait for something. */
function waitsLong(container: Container, scene: Scene): Match | undefined {
  const { world, subject } = scene;
  const running = runningOf(container);
  if (!container.init || running === undefined) return undefined;
  const seconds = (world.now - timeOf(running['startedAt'])) / 1000;
  const log = world.log(container.pod, container.name);
  const last = log?.previous === true ? '' : (log?.text.trim().split('\n').at(-1) ?? '');
  const command = [...texts(container.spec['command']), ...texts(container.spec['args'])].join(' ');
  const trouble = servicesIn(`${command}\n${log?.text ?? ''}`, namespaceOf(container.pod))
    .map((service) => serviceTrouble(service, world))
    .find((one) => one !== undefined);
  if (seconds < WORTH_A_WORD) return undefined;
  const evidence: Evidence[] = [
    {
      kind: 'status',
      source: sourceOf(container),
      text: `running since ${text(running['startedAt'])}`,
    },
    ...commandEvidence(container),
  ];
  if (last !== '')
    evidence.unshift({ kind: 'log', source: `log of ${sourceOf(container)}`, text: shorten(last) });
  return {
    cause:
      `Init container ${container.name} (${place(container)}) is still running, and the pod's containers wait for its end` +
      (trouble === undefined ? '.' : `; it seems to wait for a Service: ${trouble}.`),
    evidence,
    ...(trouble !== undefined || seconds > WORTH_A_WARNING ? { severity: 'warning' } : {}),
    fixes: [
      {
        command: `{program} logs ${nameOf(container.pod)} -c ${container.name} ${inNamespace(subject)}`,
        why: 'shows what it waits for',
      },
    ],
  };
}
