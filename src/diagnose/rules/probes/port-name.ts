import { list, text } from '../../../describe/fields.ts';
import { eventEvidence, type Rule } from '../../rule.ts';
import { nearest } from '../shared/nearest.ts';
import { type ProbeKind, probeOf } from '../shared/probe.ts';
import { editFix, portList } from '../shared/template-fixes.ts';
import { eventsOfContainer, specEvidence } from '../shared/waiting.ts';

const KINDS: readonly ProbeKind[] = ['startup', 'readiness', 'liveness'];

/** A probe of a port that has no number. */
export const probePortRule: Rule = {
  id: 'PRB-03',
  title: 'probe-port-name',
  severity: 'error',
  class: 'fatal',
  confidence: 'high',
  container: (container, { world, subject }) => {
    const probe = KINDS.map((kind) => probeOf(container, kind)).find(
      (one) => one !== undefined && one.unknownPort !== '',
    );
    if (probe === undefined) return undefined;
    const ports = portList(container);
    const names = list(container.spec['ports']).map(({ name }) => text(name));
    const near = nearest(
      probe.unknownPort,
      names.filter((name) => name !== ''),
    );
    const event = eventsOfContainer(container, world).find(
      ({ reason, message }) => reason === 'Unhealthy' && message.includes('errored'),
    );
    return {
      cause: `The ${probe.kind} probe of container ${container.name} asks port "${probe.unknownPort}", which none of its ports is named (${ports === '' ? 'it declares none' : ports}).`,
      evidence: [
        specEvidence(container, `${probe.kind} probe: ${probe.asks}`),
        ...(event === undefined ? [] : [eventEvidence(event)]),
      ],
      // A liveness probe that cannot be asked kills nobody.
      ...(probe.kind === 'liveness' ? { severity: 'warning' as const } : {}),
      fixes: [
        editFix(
          subject,
          near === undefined
            ? 'names the port, or asks for a number'
            : `asks for ${near}, if that is meant`,
        ),
      ],
    };
  },
};
