import { fields, text } from '../../../describe/fields.ts';
import type { Rule, Scene } from '../../rule.ts';
import { type Container, containersOf } from '../../subject.ts';
import { earlierImage, setFix, undoFix } from '../shared/template-fixes.ts';
import { parseImage } from '../shared/image-name.ts';
import { some } from '../shared/nearest.ts';
import { pullErrorOf } from '../shared/pull-error.ts';
import { waitingSince } from '../shared/waiting.ts';
import { imageOf, pullEvidence } from './evidence.ts';

/** A registry takes a moment until it shows what was just pushed: after so many attempts it does not. */
const ENOUGH_ATTEMPTS = 2;

/** The registry answers that it has no such image. */
export const missingImage: Rule = {
  id: 'IMG-01',
  title: 'image-not-found',
  severity: 'error',
  class: 'grace',
  grace: 15,
  confidence: 'high',
  container: (container, scene) => {
    const error = pullErrorOf(container, scene);
    if (error?.trouble !== 'missing') return undefined;
    const image = imageOf(container);
    const { repository } = parseImage(image);
    const known = runningTags(container, scene);
    const noRepository = /name unknown|NAME_UNKNOWN/i.test(error.text);
    const what = noRepository ? `has no repository ${repository}` : `has no image ${image}`;
    return {
      cause:
        `The registry ${what} for container ${container.name}: the name or tag is wrong, or it has not been pushed yet` +
        (known.length === 0 ? '.' : `; of this repository the cluster runs ${some(known, 3)}.`),
      evidence: pullEvidence(container, error, scene),
      fixes: [
        setFix(
          scene.subject,
          'image',
          `${container.name}=${earlierImage(scene, container.name) || known[0] || `${repository}:TAG`}`,
          'names an image that exists',
        ),
        ...undoFix(scene),
      ],
      since: waitingSince(container),
      ...(error.attempts >= ENOUGH_ATTEMPTS ? { class: 'fatal' as const } : {}),
    };
  },
};

/** Other images of the same repository that containers of the cluster run. */
function runningTags(wanted: Container, { world }: Scene): readonly string[] {
  const image = imageOf(wanted);
  const { repository } = parseImage(image);
  const found = new Set<string>();
  for (const pod of world.all('Pod')) {
    for (const container of containersOf(pod)) {
      const other = imageOf(container);
      const ran = text(container.status['imageID']) !== '';
      if (ran && other !== image && parseImage(other).repository === repository) found.add(other);
    }
  }
  const named = fields(wanted.spec)['image'];
  return [...found].filter((one) => one !== named).sort();
}
