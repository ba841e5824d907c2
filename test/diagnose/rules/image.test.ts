import { describe, expect, test } from 'vitest';
import { parseImage } from '../../../src/diagnose/rules/shared/image-name.ts';
import { ago, deploymentOf, judged, podOf, told } from './judged.ts';
import { diagnosed, happened, waiting } from './kubelet.ts';

const IMAGE = 'registry.example.com/shop/web:2';
const pull = (text: string, reason = 'ImagePullBackOff') =>
  diagnosed({
    status: waiting(
      reason,
      `Back-off pulling image "${IMAGE}": ErrImagePull: failed to pull and unpack image "${IMAGE}": ${text}`,
    ),
  });

describe('an image that is not pulled', () => {
  // Texts of containerd 1.6 to 2.1 and of Docker Hub.
  test.each([
    [
      'pull access denied, repository does not exist or may require authorization: server message: insufficient_scope: authorization failed',
      'IMG-02 Registry registry.example.com does not hand out image registry.example.com/shop/web:2: it does not exist, or it asks for credentials; the pod names no imagePullSecrets.',
    ],
    [
      'failed to resolve reference: failed to authorize: failed to fetch anonymous token: unexpected status from GET request to https://auth.example.com/token: 401 Unauthorized',
      'IMG-02 Registry registry.example.com refuses the credentials for image registry.example.com/shop/web:2; the pod names no imagePullSecrets.',
    ],
    [
      'failed to authorize: failed to fetch anonymous token: Get "https://auth.example.com/token": dial tcp: lookup auth.example.com: no such host',
      'IMG-04 Nodes cannot reach registry registry.example.com for image registry.example.com/shop/web:2: its name cannot be resolved.',
    ],
    [
      'failed to do request: Head "https://registry.example.com/v2/": net/http: TLS handshake timeout',
      'IMG-04 Nodes cannot reach registry registry.example.com for image registry.example.com/shop/web:2: it does not answer in time.',
    ],
    [
      'failed to do request: Head "https://registry.example.com/v2/": tls: failed to verify certificate: x509: certificate signed by unknown authority',
      'IMG-05 Nodes do not trust the certificate of registry registry.example.com, for image registry.example.com/shop/web:2.',
    ],
    [
      'failed to copy: httpReadSeeker: failed open: unexpected status code: 429 Too Many Requests - Server message: toomanyrequests: You have reached your unauthenticated pull rate limit',
      'IMG-07 Registry registry.example.com hands out no more images for now: too many were pulled (registry.example.com/shop/web:2).',
    ],
    [
      'failed to extract layer: write /var/lib/containerd/x: no space left on device',
      'IMG-08 The disk of the node is full: image registry.example.com/shop/web:2 cannot be unpacked.',
    ],
    [
      'no match for platform in manifest: not found',
      "IMG-06 Image registry.example.com/shop/web:2 has no build for the node's CPU.",
    ],
    [
      'unexpected status: name unknown: repository shop/web not found',
      'IMG-01 The registry has no repository registry.example.com/shop/web for container app: the name or tag is wrong, or it has not been pushed yet.',
    ],
  ])('because of “%s”', (text, cause) => {
    expect(told(pull(text))).toEqual([cause]);
  });

  test('because its signature is not accepted', () => {
    expect(
      told(pull('image pull failed: the signature validation failed', 'SignatureValidationFailed')),
    ).toEqual([
      'IMG-12 The signature of image registry.example.com/shop/web:2 is not one that nodes accept.',
    ]);
  });

  test('is told by the event where the kubelet only says that it backs off', () => {
    const diagnosis = diagnosed({
      status: waiting('ImagePullBackOff', `Back-off pulling image "${IMAGE}"`),
      events: [happened('Failed', `Failed to pull image "${IMAGE}": ${IMAGE}: not found`)],
    });
    expect(diagnosis.findings[0]).toMatchObject({ id: 'IMG-01', fatal: true });
  });

  test('may just have been pushed: the first refusal is not final', () => {
    const diagnosis = diagnosed({
      status: waiting('ErrImagePull', `${IMAGE}: not found`),
      podStatus: { startTime: ago(4) },
    });
    expect(diagnosis.findings[0]).toMatchObject({ id: 'IMG-01', class: 'grace', fatal: false });
    expect(diagnosis.verdict).toBe('progressing');
  });

  test('names tags of the repository that the cluster runs', () => {
    const other = {
      metadata: { namespace: 'shop', name: 'old', uid: 'old' },
      spec: { containers: [{ name: 'app', image: 'registry.example.com/shop/web:1' }] },
      status: { containerStatuses: [{ name: 'app', imageID: 'sha256:1' }] },
    };
    const { findings } = diagnosed({
      status: waiting('ErrImagePull', `${IMAGE}: not found`),
      lists: { Pod: [other] },
    });
    expect(findings[0]?.cause).toContain('the cluster runs registry.example.com/shop/web:1.');
    expect(findings[0]?.fixes[0]?.command).toBe(
      '{program} set image pod/web app=registry.example.com/shop/web:1 -n shop',
    );
  });

  test('says what is wrong with the credentials that the pod brings', () => {
    const { findings } = diagnosed({
      spec: { imagePullSecrets: [{ name: 'regcred' }, { name: 'other' }] },
      status: waiting('ErrImagePull', '401 Unauthorized'),
      lists: { Secret: [{ metadata: { namespace: 'shop', name: 'other' }, type: 'Opaque' }] },
    });
    expect(findings[0]?.cause).toContain(
      'the credentials of regcred, which does not exist, other, which is of type Opaque.',
    );
    expect(findings[0]?.consequences.map(({ id }) => id)).toEqual(['IMG-03']);
  });
});

test('an image store that fails is told as the node’s', () => {
  expect(
    told(diagnosed({ status: waiting('ImageInspectError', 'Failed to inspect image') })),
  ).toEqual([
    'IMG-11 The container runtime of the node cannot read image registry.example.com/shop/web:2: its image store is damaged or does not answer.',
  ]);
});

test.each([
  ['has space:1', 'it holds a space'],
  ['https://example.com/web', 'it must not begin with a protocol'],
  ['example.com/Web:1', 'the repository must be lowercase'],
  ['web:', 'a part of it is empty'],
])('“%s” is not an image name: %s', (image, why) => {
  const { findings } = diagnosed({
    container: { image },
    status: waiting(
      'InvalidImageName',
      `couldn't parse image name "${image}": invalid reference format`,
    ),
  });
  expect(findings[0]?.cause).toBe(`"${image}" of container app is not an image name: ${why}.`);
});

test('a pull that takes minutes is told, but is no failure', () => {
  const diagnosis = diagnosed({
    podStatus: { phase: 'Pending' },
    status: waiting('ContainerCreating'),
    events: [happened('Pulling', `Pulling image "${IMAGE}"`, 90)],
  });
  expect(diagnosis.findings[0]).toMatchObject({ id: 'IMG-14', severity: 'info', fatal: false });
  expect(diagnosis.verdict).toBe('progressing');
});

test('a tag that nodes have from an earlier pull is told to those who ask for hints', () => {
  const said = {
    container: { image: 'registry.example.com/shop/web:latest', imagePullPolicy: 'IfNotPresent' },
    status: { ready: true, started: true, state: { running: { startedAt: ago(60) } } },
    podStatus: { conditions: [{ type: 'Ready', status: 'True' }] },
    events: [
      happened(
        'Pulled',
        'Container image "registry.example.com/shop/web:latest" already present on machine and can be accessed by the pod',
      ),
    ],
  };
  expect(diagnosed(said).findings).toEqual([]);
  expect(diagnosed({ ...said, hints: true }).findings[0]).toMatchObject({
    id: 'IMG-13',
    severity: 'info',
    confidence: 'low',
  });
});

test('pods of one revision that run different images under one name', () => {
  const spec = { containers: [{ name: 'app', image: 'shop:latest' }] };
  const pod = (name: string, imageID: string) =>
    podOf(name, spec, { phase: 'Running', containerStatuses: [{ name: 'app', imageID }] });
  const lists = deploymentOf(spec, { replicas: 2 });
  const different = judged({ ...lists, Pod: [pod('a', 'sha256:1'), pod('b', 'sha256:2')] });
  expect(different.findings).toMatchObject([{ id: 'IMG-13', severity: 'warning' }]);
  expect(different.findings[0]?.fixes[0]?.command).toBe(
    '{program} set image deployment/web app=shop@sha256:DIGEST -n shop',
  );
  expect(judged({ ...lists, Pod: [pod('a', 'sha256:1'), pod('b', 'sha256:1')] }).findings).toEqual(
    [],
  );
});

test.each([
  ['nginx', { host: 'docker.io', repository: 'nginx', tag: '' }],
  ['library/nginx:1.27', { host: 'docker.io', repository: 'library/nginx', tag: '1.27' }],
  ['localhost/web:1', { host: 'localhost', repository: 'localhost/web', tag: '1' }],
  ['r.io:5000/a/b', { host: 'r.io:5000', repository: 'r.io:5000/a/b', tag: '' }],
  ['r.io/a@sha256:00', { host: 'r.io', repository: 'r.io/a', tag: '', digest: 'sha256:00' }],
])('%s is taken apart', (image, parts) => {
  expect(parseImage(image)).toMatchObject(parts);
});
