import { fields } from '../../../describe/fields.ts';
import { eventEvidence, type Match, type Rule, type Scene } from '../../rule.ts';
import { type Container, runningOf } from '../../subject.ts';
import { timeOf } from '../../world.ts';
import { type Ending, endingEvidence, endingOf, isOver } from '../shared/ending.ts';
import { exitText } from '../shared/exit-codes.ts';
import { editFix, undoFix } from '../shared/template-fixes.ts';
import { lastWords } from '../shared/logs.ts';
import { missedCommand } from '../shared/missed-command.ts';
import { eventsOfContainer } from '../shared/waiting.ts';
import { commandEvidence, logFix } from './evidence.ts';

const SIGKILL = 137;
/** So long ago a restart still counts. */
const RECENT = 10 * 60_000;

/** Containers whose programs end. Init containers and sidecars have rules of their own. */
export const exitRules: readonly Rule[] = [
  {
    id: 'RUN-01',
    title: 'crash-loop',
    severity: 'error',
    class: 'transient',
    confidence: 'high',
    container: (container, scene) => {
      if (container.init || container.sidecar) return undefined;
      const ending = endingOf(container, scene);
      // A pod that is not started again is told of by its Job, or by the rule for failed pods.
      if (ending === undefined || ending.code === 0 || isOver(container)) return undefined;
      if (ending.restarts === 0 || !isCrash(container, ending, scene)) return undefined;
      return crash(container, ending, scene, `Container ${container.name}`);
    },
  },
  {
    id: 'RUN-05',
    title: 'exits-zero',
    severity: 'error',
    class: 'transient',
    confidence: 'high',
    container: (container, scene) => {
      if (container.init || container.sidecar) return undefined;
      const { subject, options } = scene;
      const ending = endingOf(container, scene);
      if (ending?.by !== 'itself' || ending.code !== 0 || !ending.again) return undefined;
      const { restartPolicy = 'Always' } = fields(container.pod['spec']);
      if (ending.restarts === 0 || restartPolicy !== 'Always') return undefined;
      return {
        cause: `The main process of container ${container.name} ends normally (exit code 0), and is restarted each time: a service must keep running.`,
        evidence: [endingEvidence(container, ending), ...commandEvidence(container)],
        class: ending.restarts > options.tolerateRestarts && ending.short ? 'fatal' : 'transient',
        fixes: [
          editFix(subject, 'runs the program in the foreground; what is to end belongs into a Job'),
          logFix(container, scene),
        ],
      };
    },
  },
  {
    id: 'RUN-07',
    title: 'slow-restart-loop',
    severity: 'warning',
    class: 'transient',
    confidence: 'medium',
    container: (container, scene) => {
      const { world, options } = scene;
      const ending = endingOf(container, scene);
      if (ending === undefined || ending.again || runningOf(container) === undefined)
        return undefined;
      const ended = timeOf(ending.end['finishedAt']);
      // One restart that it recovered from is none of anybody's business.
      if (ending.restarts < Math.max(2, options.tolerateRestarts)) return undefined;
      if (world.now - ended > RECENT) return undefined;
      const said = lastWords(container, scene);
      return {
        cause: `Container ${container.name} runs, but has been restarted again and again; it last ended with ${exitText(ending.code)}${ending.by === 'memory' ? ', out of memory' : ''}.`,
        evidence: [
          endingEvidence(container, ending),
          ...(ending.event === undefined ? [] : [eventEvidence(ending.event)]),
          ...(said === undefined ? [] : [said.evidence]),
        ],
        fixes: [logFix(container, scene)],
      };
    },
  },
];

/** True for an end of its own doing which no other rule explains better. */
function isCrash(container: Container, ending: Ending, scene: Scene): boolean {
  if (ending.by !== 'itself' || !ending.again) return false;
  // RUN-02 tells of what looks like too little memory, RUN-03 of a command that a shell misses.
  const { limits } = fields(container.spec['resources']);
  if (ending.code === SIGKILL && fields(limits)['memory'] !== undefined) return false;
  return missedCommand(container, ending, scene) === undefined;
}

/** What is told of a program that ends with an error: `who` is the subject of the sentence. */
export function crash(container: Container, ending: Ending, scene: Scene, who: string): Match {
  const said = lastWords(container, scene);
  const backOff = eventsOfContainer(container, scene.world).find(
    ({ reason }) => reason === 'BackOff',
  );
  const probes = ['livenessProbe', 'startupProbe'].filter(
    (probe) => container.spec[probe] !== undefined,
  );
  const killed = ending.code === SIGKILL && probes.length > 0;
  return {
    cause:
      `${who} exits with ${exitText(ending.code)}${ending.restarts > 0 ? ' again and again' : ''}` +
      (killed ? `, perhaps because of its ${probes.join(' or ')}` : '') +
      (said === undefined ? '.' : `: "${said.line}".`),
    evidence: [
      endingEvidence(container, ending),
      ...(said === undefined ? [] : [said.evidence]),
      ...(backOff === undefined ? [] : [eventEvidence(backOff)]),
      ...commandEvidence(container),
    ],
    class:
      (ending.restarts > scene.options.tolerateRestarts && ending.short) || isOver(container)
        ? 'fatal'
        : 'transient',
    fixes: [logFix(container, scene), ...undoFix(scene)],
  };
}
