import { fields, text } from '../../../describe/fields.ts';
import { eventEvidence, type Rule, type Scene } from '../../rule.ts';
import { type Container, endOf } from '../../subject.ts';
import { editFix, setFix, undoFix } from '../shared/template-fixes.ts';
import { logOf } from '../shared/logs.ts';
import { pullErrorOf } from '../shared/pull-error.ts';
import {
  eventsOfContainer,
  sourceOf,
  specEvidence,
  waitingEvidence,
  waitingSince,
  waitOf,
} from '../shared/waiting.ts';
import { imageOf, pullEvidence } from './evidence.ts';
import { shellWord } from '../shared/shell-word.ts';

/** Seconds after which a pull is slow. */
const SLOW_PULL = 60;

/** Images that are not asked of a registry, or do not run on the node. */
export const otherImageRules: readonly Rule[] = [
  {
    id: 'IMG-06',
    title: 'wrong-platform',
    severity: 'error',
    class: 'fatal',
    confidence: 'high',
    container: (container, scene) => {
      const error = pullErrorOf(container, scene);
      const noBuild = error?.trouble === 'platform';
      const wrong = noBuild ? undefined : wrongFormat(container, scene);
      if (!noBuild && wrong === undefined) return undefined;
      const node = architectureOf(container, scene);
      const of = node === '' ? "the node's CPU" : `the CPU of the node (${node})`;
      return {
        cause: noBuild
          ? `Image ${imageOf(container)} has no build for ${of}.`
          : `What container ${container.name} runs is not a program for ${of}: image ${imageOf(container)} was built for another one, or a script has no first line that names its interpreter.`,
        evidence:
          error === undefined
            ? [{ kind: 'log', source: sourceOf(container), text: wrong ?? '' }]
            : pullEvidence(container, error, scene),
        fixes: [
          {
            command: `docker buildx build --platform linux/amd64,linux/arm64 --push -t ${shellWord(imageOf(container))} .`,
            why: 'builds the image for several kinds of CPU',
          },
          ...undoFix(scene),
        ],
      };
    },
  },
  {
    id: 'IMG-09',
    title: 'invalid-image-name',
    severity: 'error',
    class: 'fatal',
    confidence: 'high',
    container: (container, scene) => {
      const wait = waitOf(container);
      if (wait?.reason !== 'InvalidImageName') return undefined;
      const event = eventsOfContainer(container, scene.world).find(
        ({ reason }) => reason === 'InspectFailed',
      );
      return {
        cause: `"${imageOf(container)}" of container ${container.name} is not an image name: ${nameTrouble(imageOf(container), wait.message)}.`,
        evidence: [
          waitingEvidence(container),
          ...(event === undefined ? [] : [eventEvidence(event)]),
        ],
        fixes: [
          setFix(
            scene.subject,
            'image',
            `${container.name}=${imageOf(container)
              .toLowerCase()
              .replace(/[^a-z0-9./:@_-]/g, '')}`,
            'writes the name as image names are written',
          ),
          ...undoFix(scene),
        ],
      };
    },
  },
  {
    id: 'IMG-10',
    title: 'never-pull',
    severity: 'error',
    class: 'fatal',
    confidence: 'high',
    container: (container, scene) => {
      if (waitOf(container)?.reason !== 'ErrImageNeverPull') return undefined;
      const node = text(fields(container.pod['spec'])['nodeName']);
      return {
        cause: `Image ${imageOf(container)} is not on the node, and imagePullPolicy Never of container ${container.name} forbids to pull it.`,
        evidence: [
          waitingEvidence(container),
          specEvidence(container, `imagePullPolicy: Never${node === '' ? '' : `, node ${node}`}`),
        ],
        fixes: [
          editFix(scene.subject, 'lets nodes pull it: imagePullPolicy: IfNotPresent'),
          {
            command: 'ctr -n k8s.io images import IMAGE.tar',
            why: 'loads the image into the runtime of the node',
          },
        ],
      };
    },
  },
  {
    id: 'IMG-11',
    title: 'image-inspect',
    severity: 'error',
    class: 'grace',
    grace: 60,
    confidence: 'medium',
    container: (container) => {
      if (waitOf(container)?.reason !== 'ImageInspectError') return undefined;
      return {
        cause: `The container runtime of the node cannot read image ${imageOf(container)}: its image store is damaged or does not answer.`,
        evidence: [waitingEvidence(container)],
        since: waitingSince(container),
        fixes: [
          {
            command: `crictl rmi ${shellWord(imageOf(container))}`,
            why: 'drops the image on the node, to be pulled anew',
          },
        ],
      };
    },
  },
  {
    id: 'IMG-14',
    title: 'slow-pull',
    severity: 'info',
    class: 'transient',
    confidence: 'medium',
    container: (container, { world }) => {
      if (waitOf(container)?.reason !== 'ContainerCreating') return undefined;
      const event = eventsOfContainer(container, world).find(({ reason }) =>
        /^(?:Pulling|Pulled|Failed|BackOff)$/.test(reason),
      );
      if (event?.reason !== 'Pulling') return undefined;
      if (world.now - event.time < SLOW_PULL * 1000) return undefined;
      return {
        cause: `Image ${imageOf(container)} is still being pulled for container ${container.name}: it is large, or the registry is slow.`,
        evidence: [eventEvidence(event)],
      };
    },
  },
];

/** What says that the kernel does not know the format of a program; undefined when nothing does. */
function wrongFormat(container: Container, scene: Scene): string | undefined {
  const end = endOf(container);
  if (end === undefined || text(end['exitCode']) === '0') return undefined;
  const said = [waitOf(container)?.message ?? '', text(end['message'])];
  const log = logOf(container, scene)?.text ?? '';
  // A program may print these words and go on: only a log that holds nothing else counts.
  if (log.trim().split('\n').length === 1) said.push(log.trim());
  return said.find((one) => /exec format error/i.test(one));
}

function architectureOf({ pod }: Container, { world }: Scene): string {
  const node = world.find('Node', '', text(fields(pod['spec'])['nodeName']));
  return text(fields(fields(node?.['status'])['nodeInfo'])['architecture']);
}

/** What is wrong with an image's name, as the runtime says it or as it can be seen. */
function nameTrouble(image: string, message: string): string {
  const said = /invalid reference format: (.+)$/.exec(message)?.[1];
  if (said !== undefined) return said;
  const odd = /[^A-Za-z0-9./:@_-]/.exec(image)?.[0];
  if (odd !== undefined) return `it holds ${odd === ' ' ? 'a space' : `"${odd}"`}`;
  if (/[A-Z]/.test(image.replace(/[:@][^/]*$/, ''))) return 'the repository must be lowercase';
  if (/:\/\//.test(image)) return 'it must not begin with a protocol';
  if (/^[:/]|[:/@]$|\/\//.test(image)) return 'a part of it is empty';
  return 'it is not written as HOST/NAME:TAG';
}
