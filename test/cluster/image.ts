import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';

import { ClusterError } from './errors.ts';
import { find, run } from './shell.ts';
import { tar, type Entry } from './tar.ts';

const ARCHITECTURES: Readonly<Record<string, string>> = { x64: 'amd64', arm64: 'arm64' };

/** The images that every node has, since no registry is asked: name → default command. */
export const IMAGES: Readonly<Record<string, readonly string[]>> = {
  'localhost/busybox:1': ['sh'],
  // A pod's sandbox must keep running.
  'localhost/pause:1': ['tail', '-f', '/dev/null'],
};

/** An OCI archive with the machine's static busybox and a link for each of its commands. */
export function busyboxImage(name: string, command: readonly string[]): Buffer {
  const busybox = find('busybox');
  if (!busybox) throw new ClusterError('busybox is missing');
  const commands = run(busybox, ['--list'])
    .trim()
    .split('\n')
    .filter((each) => each !== 'busybox');
  const text = (value: string): Uint8Array => Buffer.from(value);
  const layer = tar([
    { name: 'bin/' },
    { name: 'bin/busybox', mode: 0o755, content: readFileSync(busybox) },
    ...commands.map((each): Entry => ({ name: `bin/${each}`, link: 'busybox', mode: 0o777 })),
    { name: 'etc/' },
    {
      name: 'etc/passwd',
      content: text('root:x:0:0:root:/root:/bin/sh\nnobody:x:65534:65534:nobody:/:/bin/sh\n'),
    },
    { name: 'etc/group', content: text('root:x:0:\nnobody:x:65534:\n') },
    { name: 'root/', mode: 0o700 },
    { name: 'tmp/', mode: 0o1777 },
  ]);

  const blobs = new Map<string, Uint8Array>();
  const put = (kind: string, content: Uint8Array): Descriptor => {
    const digest = createHash('sha256').update(content).digest('hex');
    blobs.set(digest, content);
    return {
      mediaType: `application/vnd.oci.image.${kind}`,
      digest: `sha256:${digest}`,
      size: content.length,
    };
  };
  const json = (value: unknown): Uint8Array => text(JSON.stringify(value));
  const rootfs = put('layer.v1.tar', layer);
  const config = put(
    'config.v1+json',
    json({
      architecture: ARCHITECTURES[process.arch] ?? process.arch,
      os: 'linux',
      config: { Env: ['PATH=/bin'], Cmd: command },
      rootfs: { type: 'layers', diff_ids: [rootfs.digest] },
    }),
  );
  const manifest = put(
    'manifest.v1+json',
    json({
      schemaVersion: 2,
      mediaType: 'application/vnd.oci.image.manifest.v1+json',
      config,
      layers: [rootfs],
    }),
  );
  return tar([
    { name: 'oci-layout', content: json({ imageLayoutVersion: '1.0.0' }) },
    {
      name: 'index.json',
      content: json({
        schemaVersion: 2,
        manifests: [{ ...manifest, annotations: { 'io.containerd.image.name': name } }],
      }),
    },
    ...[...blobs].map(([digest, content]): Entry => ({ name: `blobs/sha256/${digest}`, content })),
  ]);
}

/** How OCI refers to content. */
interface Descriptor {
  mediaType: string;
  digest: string;
  size: number;
}
