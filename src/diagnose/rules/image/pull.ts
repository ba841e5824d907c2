import { type Fields, fields, list, text } from '../../../describe/fields.ts';
import type { Evidence } from '../../model.ts';
import { eventEvidence, type Match, type Rule, type Scene } from '../../rule.ts';
import { type Container, containersOf } from '../../subject.ts';
import { nameOf, namespaceOf } from '../../world.ts';
import { inNamespace, setFix, undoFix } from '../shared/template-fixes.ts';
import { isLocalHost, parseImage } from '../shared/image-name.ts';
import { some } from '../shared/nearest.ts';
import { shellWord } from '../shared/shell-word.ts';
import { pullErrorOf, type PullTrouble, unreachableBecause } from '../shared/pull-error.ts';
import { waitingSince } from '../shared/waiting.ts';
import { imageOf, pullEvidence } from './evidence.ts';

/** What a rule of pulling says, beside the evidence that all have. */
type Words = Pick<Match, 'cause' | 'fixes' | 'confidence' | 'class' | 'grace'>;

/** A rule for one kind of pull error. */
function onPull(
  trouble: PullTrouble,
  words: (container: Container, message: string, scene: Scene) => Words,
): (container: Container, scene: Scene) => Match | undefined {
  return (container, scene) => {
    const error = pullErrorOf(container, scene);
    if (error?.trouble !== trouble) return undefined;
    return {
      evidence: pullEvidence(container, error, scene),
      since: waitingSince(container),
      ...words(container, error.text, scene),
    };
  };
}

const hostOf = (container: Container): string => parseImage(imageOf(container)).host;

/** Pulls that fail for another reason than that the image is not there. */
export const pullRules: readonly Rule[] = [
  {
    id: 'IMG-02',
    title: 'image-auth',
    severity: 'error',
    class: 'fatal',
    confidence: 'high',
    container: onPull('auth', (container, message, scene) => {
      const host = hostOf(container);
      const ambiguous = /does not exist or may require authorization/.test(message);
      const what = ambiguous
        ? `Registry ${host} does not hand out image ${imageOf(container)}: it does not exist, or it asks for credentials`
        : `Registry ${host} refuses the credentials for image ${imageOf(container)}`;
      return {
        cause: `${what}; ${secretsText(container.pod, scene)}.`,
        ...(ambiguous ? { confidence: 'medium' as const } : {}),
        fixes: [
          {
            command: `{program} create secret docker-registry regcred --docker-server=${shellWord(host)} --docker-username=USER --docker-password=PASSWORD ${inNamespace(scene.subject)}`,
            why: 'keeps credentials for the registry',
          },
          {
            command: `{program} patch serviceaccount ${text(fields(container.pod['spec'])['serviceAccountName']) || 'default'} ${inNamespace(scene.subject)} -p '{"imagePullSecrets":[{"name":"regcred"}]}'`,
            why: 'gives them to new pods of this service account',
          },
        ],
      };
    }),
  },
  {
    id: 'IMG-03',
    title: 'pull-secret-missing',
    severity: 'warning',
    class: 'grace',
    grace: 60,
    confidence: 'high',
    pod: pullSecretMissing,
  },
  {
    id: 'IMG-04',
    title: 'registry-unreachable',
    severity: 'error',
    class: 'grace',
    grace: 90,
    confidence: 'high',
    container: onPull('unreachable', (container, message, scene) => {
      const host = hostOf(container);
      const because = unreachableBecause(message);
      // Only a registry that is not there: one that answers with an error is one.
      if (isLocalHost(host) && /connection refused|no such host/.test(message)) {
        return {
          cause: `Image ${imageOf(container)} is not on the node, and ${host} is the node itself, where no registry answers: the image must be loaded into the node's container runtime.`,
          class: 'fatal',
          fixes: [
            {
              command: 'ctr -n k8s.io images import IMAGE.tar',
              why: 'loads the image, on each node (kind: kind load docker-image, minikube: minikube image load)',
            },
            setFix(
              scene.subject,
              'image',
              `${container.name}=REGISTRY/NAME:TAG`,
              'takes it from a registry that nodes can reach',
            ),
            ...undoFix(scene),
          ],
        };
      }
      return {
        cause: `Nodes cannot reach registry ${host} for image ${imageOf(container)}${because === '' ? '' : `: ${because}`}.`,
        fixes: [
          {
            command: `nslookup ${shellWord(host.replace(/:\d+$/, ''))} && curl -v ${shellWord(`https://${host}/v2/`)}`,
            why: "on the node: shows whether DNS, proxy, firewall or the registry fails (or the registry's name is wrong)",
          },
          ...undoFix(scene),
        ],
      };
    }),
  },
  {
    id: 'IMG-05',
    title: 'registry-tls',
    severity: 'error',
    class: 'fatal',
    confidence: 'high',
    container: onPull('tls', (container, message) => {
      const host = hostOf(container);
      const plain = /HTTP response to HTTPS client/.test(message);
      return {
        cause: plain
          ? `Registry ${host} speaks plain HTTP, and nodes ask it by HTTPS, for image ${imageOf(container)}.`
          : `Nodes do not trust the certificate of registry ${host}, for image ${imageOf(container)}.`,
        fixes: [
          {
            command: `/etc/containerd/certs.d/${host}/hosts.toml`,
            why: plain
              ? 'this file of each node can allow plain HTTP for the registry'
              : "this file of each node can name the registry's CA",
          },
        ],
      };
    }),
  },
  {
    id: 'IMG-07',
    title: 'rate-limited',
    severity: 'error',
    class: 'grace',
    grace: 300,
    confidence: 'high',
    container: onPull('rate', (container, _, scene) => ({
      cause: `Registry ${hostOf(container)} hands out no more images for now: too many were pulled (${imageOf(container)}).`,
      fixes: [
        {
          command: `{program} create secret docker-registry regcred --docker-server=${shellWord(hostOf(container))} --docker-username=USER --docker-password=PASSWORD ${inNamespace(scene.subject)}`,
          why: 'pulls with an account have a higher limit; a mirror has none',
        },
      ],
    })),
  },
  {
    id: 'IMG-08',
    title: 'node-disk-full-on-pull',
    severity: 'error',
    class: 'grace',
    grace: 60,
    confidence: 'high',
    container: onPull('disk', (container) => ({
      cause: `The disk of the node is full: image ${imageOf(container)} cannot be unpacked.`,
      fixes: [
        { command: 'crictl rmi --prune', why: 'removes images that nothing uses, on the node' },
        {
          command: `{program} describe node ${text(fields(container.pod['spec'])['nodeName'])}`,
          why: 'shows whether the node is under disk pressure',
        },
      ],
    })),
  },
  {
    id: 'IMG-12',
    title: 'signature',
    severity: 'error',
    class: 'fatal',
    confidence: 'high',
    container: onPull('signature', (container) => ({
      cause: `The signature of image ${imageOf(container)} is not one that nodes accept.`,
      fixes: [
        {
          command: `cosign verify ${shellWord(imageOf(container))}`,
          why: "shows who signed it; the node's policy says whose signatures count",
        },
      ],
    })),
  },
];

/** A pull secret that is not there: harmless where the image can be pulled without it. */
function pullSecretMissing(pod: Fields, { world, subject }: Scene): Match | undefined {
  const waits = containersOf(pod).some(({ status }) => {
    const { reason } = fields(fields(status['state'])['waiting']);
    return reason === 'ErrImagePull' || reason === 'ImagePullBackOff';
  });
  const event = world
    .eventsOf(pod)
    .find(({ reason }) => reason === 'FailedToRetrieveImagePullSecret');
  const missing = pullSecrets(pod).filter(
    (name) => world.exists('Secret', namespaceOf(pod), name) === false,
  );
  const named = /image pull secrets \(([^)]*)\)/.exec(event?.message ?? '')?.[1];
  const names = missing.length > 0 ? missing : (named?.split(/,\s*/) ?? []);
  if (names.length === 0 || !waits) return undefined;
  const evidence: Evidence[] = event === undefined ? [] : [eventEvidence(event)];
  evidence.push({
    kind: 'spec',
    source: `pod/${nameOf(pod)}`,
    text: `imagePullSecrets: ${pullSecrets(pod).join(', ')}`,
  });
  return {
    cause: `The image pull ${names.length > 1 ? 'secrets' : 'secret'} ${some(names)} does not exist in namespace ${namespaceOf(pod)}: images are pulled without credentials.`,
    evidence,
    fixes: [
      {
        command: `{program} create secret docker-registry ${names[0] as string} --docker-server=HOST --docker-username=USER --docker-password=PASSWORD ${inNamespace(subject)}`,
        why: 'makes the secret; or correct its name in imagePullSecrets',
      },
    ],
  };
}

function pullSecrets(pod: Fields): readonly string[] {
  return list(fields(pod['spec'])['imagePullSecrets']).map(({ name }) => text(name));
}

/** Which credentials a pod brings, and what is wrong with them. */
function secretsText(pod: Fields, { world }: Scene): string {
  const names = pullSecrets(pod);
  if (names.length === 0) return 'the pod names no imagePullSecrets';
  const described = names.map((name) => {
    const namespace = namespaceOf(pod);
    if (world.exists('Secret', namespace, name) === false) return `${name}, which does not exist`;
    const type = text(world.find('Secret', namespace, name)?.['type']);
    return type === '' || TYPES.has(type) ? name : `${name}, which is of type ${type}`;
  });
  return `the pod brings the credentials of ${some(described)}`;
}

const TYPES: ReadonlySet<string> = new Set([
  'kubernetes.io/dockerconfigjson',
  'kubernetes.io/dockercfg',
]);
