/** An image's name in its parts. */
export interface ImageName {
  /** The registry: `docker.io` where the name has none. */
  readonly host: string;
  /** The name without tag and digest, as it was written. */
  readonly repository: string;
  /** "" for none. */
  readonly tag: string;
  /** `sha256:…`; "" for none. */
  readonly digest: string;
}

/** Takes an image's name apart. Source: the reference grammar of the distribution specification. */
export function parseImage(image: string): ImageName {
  const [named = '', digest = ''] = image.split('@', 2);
  const colon = named.lastIndexOf(':');
  const tagged = colon > named.lastIndexOf('/');
  const repository = tagged ? named.slice(0, colon) : named;
  const [first = '', ...rest] = repository.split('/');
  const isHost = rest.length > 0 && (/[.:]/.test(first) || first === 'localhost');
  return {
    host: isHost ? first : 'docker.io',
    repository,
    tag: tagged ? named.slice(colon + 1) : '',
    digest,
  };
}

/** True for a registry that can only be the node itself. */
export function isLocalHost(host: string): boolean {
  return /^(?:localhost|127\.\d+\.\d+\.\d+|\[::1\])(?::\d+)?$/.test(host);
}

/** True when a tag is one that is usually moved from image to image. */
export function isMutable({ tag, digest }: ImageName): boolean {
  return (
    digest === '' &&
    /^$|^(?:latest|stable|main|master|develop|dev|edge|nightly|staging|prod|production|test)$/.test(
      tag,
    )
  );
}
