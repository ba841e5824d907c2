import type { Fix } from '../../model.ts';
import { eventEvidence, type Rule, type Scene } from '../../rule.ts';
import type { Container } from '../../subject.ts';
import { endingEvidence, type Ending, endingOf } from '../shared/ending.ts';
import { lastWords } from '../shared/logs.ts';
import { type Probe, probeOf } from '../shared/probe.ts';
import { readProbeFailure } from '../shared/probe-failure.ts';
import { editFix, undoFix } from '../shared/template-fixes.ts';
import { eventsOfContainer, specEvidence } from '../shared/waiting.ts';

/** What a program ends with that was asked to stop, and then was made to. */
const STOPPED: ReadonlySet<number> = new Set([137, 143]);

/** A container that its liveness or startup probe kills. */
export const killingProbe: Rule = {
  id: 'PRB-01',
  title: 'probe-kill',
  severity: 'error',
  class: 'transient',
  confidence: 'high',
  container: (container, scene) => {
    const ending = endingOf(container, scene);
    if (ending === undefined || !ending.again) return undefined;
    const probe = killerOf(container, ending, scene);
    if (probe === undefined || probe.unknownPort !== '') return undefined;
    const unhealthy = eventsOfContainer(container, scene.world).find(
      ({ reason, message }) =>
        reason === 'Unhealthy' && message.toLowerCase().startsWith(`${probe.kind} probe`),
    );
    const failure =
      unhealthy === undefined ? undefined : readProbeFailure(unhealthy.message, probe, container);
    const said = lastWords(container, scene);
    const sure = ending.event !== undefined;
    return {
      cause:
        `Container ${container.name} is ${sure ? '' : 'probably '}killed again and again by its ${probe.kind} probe (${probe.asks})` +
        (failure === undefined ? '.' : `: ${failure.why}.`),
      evidence: [
        ...(ending.event === undefined ? [] : [eventEvidence(ending.event)]),
        ...(unhealthy === undefined ? [] : [eventEvidence(unhealthy)]),
        specEvidence(
          container,
          `${probe.kind} probe: ${probe.asks}; ${probe.rhythm}: killed ${probe.budget}s after its start at the earliest`,
        ),
        endingEvidence(container, ending),
        ...(said === undefined ? [] : [said.evidence]),
      ],
      class: ending.ends > 1 ? 'fatal' : 'transient',
      ...(sure ? {} : { confidence: 'low' as const }),
      fixes: [
        editFix(scene.subject, failure?.fix ?? `corrects the ${probe.kind} probe`),
        ...moreTime(container, probe, failure?.slow === true, scene),
        ...undoFix(scene),
      ],
    };
  },
};

/** The probe that ended a container; where events cannot be seen, the one that may have. */
function killerOf(container: Container, ending: Ending, { world }: Scene): Probe | undefined {
  if (ending.by === 'liveness' || ending.by === 'startup') return probeOf(container, ending.by);
  if (ending.by !== 'itself' || world.sees('Event') || !STOPPED.has(ending.code)) return undefined;
  return probeOf(container, 'startup') ?? probeOf(container, 'liveness');
}

/** A program that is only slow to start needs a startup probe, or a longer one. */
function moreTime(
  container: Container,
  { kind }: Probe,
  slow: boolean,
  { subject }: Scene,
): readonly Fix[] {
  if (!slow) return [];
  if (kind === 'startup')
    return [
      editFix(subject, 'raises failureThreshold of the startup probe, if the start takes so long'),
    ];
  return container.spec['startupProbe'] === undefined
    ? [editFix(subject, 'adds a startupProbe, if the program only needs longer to start')]
    : [];
}
