import { derText, type DerElement, oidText, readDer } from '../../formats/der.ts';

/** What a request for a certificate asks for. */
export interface CertificateRequest {
  /** Values of the subject by object identifier, in the order of the request. */
  readonly subject: ReadonlyMap<string, readonly string[]>;
  readonly dnsNames: readonly string[];
  readonly emailAddresses: readonly string[];
  readonly uris: readonly string[];
  readonly ipAddresses: readonly string[];
}

const PEM = /-----BEGIN CERTIFICATE REQUEST-----([\s\S]*?)-----END CERTIFICATE REQUEST-----/;
const EXTENSION_REQUEST = '1.2.840.113549.1.9.14';
const ALTERNATIVE_NAMES = '2.5.29.17';
const ATTRIBUTES = 0xa0;

/** Kinds of alternative names, by tag. */
const EMAIL = 0x81;
const DNS = 0x82;
const URI = 0x86;
const IP = 0x87;

/**
 * Reads a PKCS #10 request in PEM. Throws RangeError or TypeError when it is none.
 * Source: RFC 2986 (requests), RFC 5280 (names).
 */
export function parseCertificateRequest(pem: string): CertificateRequest {
  const body = PEM.exec(pem)?.[1];
  if (body === undefined) throw new TypeError('PEM block type must be CERTIFICATE REQUEST');
  const request = inside(readDer(Buffer.from(body, 'base64'))[0]);
  const [, name, , ...more] = inside(request[0]);
  const names = alternativeNames(more);
  const textsOf = (tag: number): string[] =>
    names.filter((one) => one.tag === tag).map(({ content }) => new TextDecoder().decode(content));
  return {
    subject: subjectOf(name),
    dnsNames: textsOf(DNS),
    emailAddresses: textsOf(EMAIL),
    uris: textsOf(URI),
    ipAddresses: names.filter(({ tag }) => tag === IP).map(({ content }) => addressText(content)),
  };
}

/** The elements that an element is made of. */
function inside(element: DerElement | undefined): DerElement[] {
  if (element === undefined) throw new RangeError('DER element is missing');
  return readDer(element.content);
}

function subjectOf(name: DerElement | undefined): Map<string, string[]> {
  const subject = new Map<string, string[]>();
  for (const set of inside(name)) {
    for (const attribute of inside(set)) {
      const [type, value] = inside(attribute);
      if (type === undefined || value === undefined) continue;
      const oid = oidText(type.content);
      subject.set(oid, [...(subject.get(oid) ?? []), derText(value)]);
    }
  }
  return subject;
}

/** The names of the extension that the attributes ask for. */
function alternativeNames(parts: readonly DerElement[]): DerElement[] {
  const attributes = parts.filter(({ tag }) => tag === ATTRIBUTES).flatMap(inside);
  return attributes.flatMap((attribute) => {
    const [type, values] = inside(attribute);
    if (type === undefined || oidText(type.content) !== EXTENSION_REQUEST) return [];
    return inside(inside(values)[0]).flatMap((extension) => {
      const [id, ...rest] = inside(extension);
      if (id === undefined || oidText(id.content) !== ALTERNATIVE_NAMES) return [];
      return inside(inside(rest.at(-1))[0]);
    });
  });
}

const IPV4_BYTES = 4;

function addressText(bytes: Uint8Array): string {
  if (bytes.length === IPV4_BYTES) return bytes.join('.');
  const groups = Buffer.from(bytes).toString('hex').match(/.{4}/g) ?? [];
  // Addresses in URLs are written short, as everywhere else.
  return new URL(`http://[${groups.join(':')}]/`).hostname.slice(1, -1);
}
