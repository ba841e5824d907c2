import { fields, text } from '../../../describe/fields.ts';
import type { Fix } from '../../model.ts';
import { eventEvidence, type Rule, type Scene } from '../../rule.ts';
import { type Container, runningOf } from '../../subject.ts';
import { conditionOf, nameOf, timeOf } from '../../world.ts';
import { lastWords } from '../shared/logs.ts';
import { type Probe, probeOf } from '../shared/probe.ts';
import { readProbeFailure } from '../shared/probe-failure.ts';
import { editFix, inNamespace, undoFix } from '../shared/template-fixes.ts';
import { eventsOfContainer, sourceOf, specEvidence } from '../shared/waiting.ts';

/** Seconds beyond what a probe allows. */
const MERCY = 30;

/** A container that runs and is never ready. */
export const readinessRule: Rule = {
  id: 'PRB-02',
  title: 'readiness',
  severity: 'error',
  class: 'grace',
  confidence: 'high',
  container: (container, scene) => {
    const { status } = container;
    const { world } = scene;
    const running = runningOf(container);
    const probe = probeOf(container, 'readiness');
    if (running === undefined || probe === undefined || probe.unknownPort !== '') return undefined;
    // Before the startup probe has succeeded nobody asks whether it is ready.
    if (status['ready'] !== false || status['started'] === false) return undefined;
    const started = timeOf(running['startedAt']);
    const since = Math.max(started, unreadySince(container));
    if (world.now < started + probe.budget * 1000) return undefined;
    const event = eventsOfContainer(container, world).find(
      ({ reason, message, time }) =>
        reason === 'Unhealthy' && message.startsWith('Readiness probe') && time >= started,
    );
    const failure =
      event === undefined ? undefined : readProbeFailure(event.message, probe, container);
    const said = lastWords(container, scene);
    return {
      cause:
        `Container ${container.name} runs but is not ready: its readiness probe (${probe.asks}) fails` +
        (failure === undefined ? '.' : `: ${failure.why}.`),
      evidence: [
        event === undefined
          ? {
              kind: 'status',
              source: sourceOf(container),
              text: `not ready, running since ${text(running['startedAt'])}`,
            }
          : eventEvidence(event),
        specEvidence(container, `readiness probe: ${probe.asks}; ${probe.rhythm}`),
        ...(said === undefined ? [] : [said.evidence]),
      ],
      since,
      grace: probe.budget + MERCY,
      ...(event === undefined ? { confidence: 'medium' as const } : {}),
      fixes: [
        ...tryIt(container, probe, scene),
        editFix(scene.subject, failure?.fix ?? 'corrects the readiness probe'),
        ...undoFix(scene),
      ],
    };
  },
};

/** When the containers of the pod were last all ready; 0 when they have never been. */
function unreadySince({ pod }: Container): number {
  const condition = conditionOf(pod, 'ContainersReady');
  return condition?.['status'] === 'False' ? timeOf(condition['lastTransitionTime']) : 0;
}

/** Asks by hand what the probe asks. */
function tryIt(
  { pod, name }: Container,
  { spec, port }: Probe,
  { subject }: Scene,
): readonly Fix[] {
  const { httpGet, exec } = spec;
  if (exec !== undefined)
    return [
      {
        command: `{program} exec ${nameOf(pod)} -c ${name} ${inNamespace(subject)} -- sh`,
        why: 'to run the command of the probe by hand',
      },
    ];
  if (port === undefined) return [];
  const { path, scheme } = fields(httpGet);
  const url = `${text(scheme).toLowerCase() || 'http'}://localhost:${port}${text(path)}`;
  return [
    {
      command: `{program} port-forward ${nameOf(pod)} ${port} ${inNamespace(subject)}`,
      why:
        httpGet === undefined ? 'to connect to the port by hand' : `to ask by hand: curl -v ${url}`,
    },
  ];
}
