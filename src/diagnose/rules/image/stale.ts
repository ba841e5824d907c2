import { text } from '../../../describe/fields.ts';
import type { Fix } from '../../model.ts';
import { eventEvidence, type Match, type Rule, type Scene } from '../../rule.ts';
import { type Container, containersOf } from '../../subject.ts';
import { argumentOf, earlierImage, inNamespace, setFix } from '../shared/template-fixes.ts';
import { isMutable, parseImage } from '../shared/image-name.ts';
import { eventsOfContainer, sourceOf, specEvidence } from '../shared/waiting.ts';
import { imageOf } from './evidence.ts';

/** Containers that run, but perhaps not the image that was meant. */
export const staleRules: readonly Rule[] = [
  {
    id: 'IMG-13',
    title: 'image-not-updated',
    severity: 'warning',
    class: 'info',
    confidence: 'high',
    subject: (scene) => {
      const differing = differingImages(scene);
      if (differing.length > 0 || !scene.options.hints) return differing;
      return cachedImages(scene);
    },
  },
];

/** Pods of one revision that run different images under one name. */
function differingImages(scene: Scene): readonly Match[] {
  const byName = new Map<string, Container[]>();
  for (const container of scene.subject.pods.flatMap(containersOf)) {
    if (digestOf(container) === '') continue;
    const key = `${container.name}\n${imageOf(container)}`;
    byName.set(key, [...(byName.get(key) ?? []), container]);
  }
  return [...byName.values()]
    .filter((same) => new Set(same.map(digestOf)).size > 1)
    .map((same) => {
      const first = same[0] as Container;
      return {
        cause: `Pods of one revision run different images under the name ${imageOf(first)} in container ${first.name}: the tag was moved, and nodes keep the image that they pulled first.`,
        evidence: same.map((container) => ({
          kind: 'status' as const,
          source: sourceOf(container),
          text: digestOf(container),
        })),
        fixes: refresh(first, scene),
      };
    });
}

/** A new revision with a tag that was not changed, and which the node did not pull anew. */
function cachedImages(scene: Scene): readonly Match[] {
  const pod = scene.subject.pods[0];
  if (pod === undefined) return [];
  return containersOf(pod).flatMap((container) => {
    const image = imageOf(container);
    const name = parseImage(image);
    if (name.digest !== '' || container.spec['imagePullPolicy'] === 'Always') return [];
    const event = eventsOfContainer(container, scene.world).find(({ message }) =>
      message.includes('already present on machine'),
    );
    const unchanged = earlierImage(scene, container.name) === image;
    if (event === undefined || !(unchanged || isMutable(name))) return [];
    return [
      {
        cause: `Container ${container.name} runs image ${image} as the node has it since an earlier pull: a new image that was pushed under the same tag is not fetched.`,
        severity: 'info' as const,
        confidence: unchanged ? ('medium' as const) : ('low' as const),
        evidence: [
          eventEvidence(event),
          specEvidence(container, `imagePullPolicy: ${text(container.spec['imagePullPolicy'])}`),
        ],
        fixes: refresh(container, scene),
      },
    ];
  });
}

function refresh(container: Container, { subject }: Scene): readonly Fix[] {
  const { repository } = parseImage(imageOf(container));
  return [
    setFix(
      subject,
      'image',
      `${container.name}=${repository}@sha256:DIGEST`,
      'names the very image that is meant',
    ),
    {
      command: `{program} rollout restart ${argumentOf(subject)} ${inNamespace(subject)}`,
      why: 'makes new pods; fetches anew only with imagePullPolicy: Always',
    },
  ];
}

/** The image that a container really runs; "" before it does. */
function digestOf({ status }: Container): string {
  return text(status['imageID']);
}
