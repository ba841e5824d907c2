import { text } from '../../../describe/fields.ts';
import type { Evidence } from '../../model.ts';
import { eventEvidence, type Scene } from '../../rule.ts';
import type { Container } from '../../subject.ts';
import { earlierImage } from '../shared/template-fixes.ts';
import type { PullError } from '../shared/pull-error.ts';
import { specEvidence, waitingEvidence } from '../shared/waiting.ts';

/** The image that a container asks for. */
export function imageOf({ spec }: Container): string {
  return text(spec['image']);
}

/** What is known of an image that was not pulled. */
export function pullEvidence(
  container: Container,
  { event }: PullError,
  scene: Scene,
): readonly Evidence[] {
  const earlier = earlierImage(scene, container.name);
  return [
    waitingEvidence(container),
    ...(event === undefined ? [] : [eventEvidence(event)]),
    ...(earlier === '' || earlier === imageOf(container)
      ? []
      : [specEvidence(container, `image of the revision before: ${earlier}`)]),
  ];
}
