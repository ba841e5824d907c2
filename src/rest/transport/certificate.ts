import { isIP } from 'node:net';
import type { DetailedPeerCertificate, TLSSocket } from 'node:tls';

/** OpenSSL's verdicts that Go tells in words of their own; everything else is an unknown authority. */
const otherVerdicts: Readonly<Record<string, string>> = {
  CERT_REVOKED: 'x509: certificate has been revoked',
  INVALID_PURPOSE: 'x509: certificate specifies an incompatible key usage',
};

/**
 * Why a server's certificate is not to be trusted, in the order and the words of Go's crypto/x509;
 * undefined when it is. `name` is the host name or address that was asked for.
 */
export function certificateError(socket: TLSSocket, name: string): string | undefined {
  const certificate = socket.getPeerCertificate(true);
  return (
    validityError(certificate, Date.now()) ??
    nameError(certificate, name) ??
    chainError(socket, certificate)
  );
}

function chainError(socket: TLSSocket, certificate: DetailedPeerCertificate): string | undefined {
  if (socket.authorized) return undefined;
  const code = String(socket.authorizationError);
  if (code === 'CERT_HAS_EXPIRED' || code === 'CERT_NOT_YET_VALID') {
    // The leaf is fine, so it is an issuer.
    for (let issuer = certificate.issuerCertificate; issuer; issuer = issuer.issuerCertificate) {
      const problem = validityError(issuer, Date.now());
      if (problem !== undefined) return problem;
      if (issuer === issuer.issuerCertificate) break;
    }
  }
  return otherVerdicts[code] ?? 'x509: certificate signed by unknown authority';
}

function validityError(
  certificate: { valid_from: string; valid_to: string },
  now: number,
): string | undefined {
  const from = Date.parse(certificate.valid_from);
  const to = Date.parse(certificate.valid_to);
  const words = 'x509: certificate has expired or is not yet valid: current time';
  if (now < from) return `${words} ${rfc3339Local(now)} is before ${rfc3339(from)}`;
  if (now > to) return `${words} ${rfc3339Local(now)} is after ${rfc3339(to)}`;
  return undefined;
}

/** Whether the certificate was made for this name. Only subject alternative names count. */
export function nameError(
  certificate: { subjectaltname?: string | undefined },
  name: string,
): string | undefined {
  const { dns, ip, other } = alternativeNames(certificate.subjectaltname ?? '');
  if (isIP(name) !== 0) {
    if (ip.some((address) => sameAddress(address, name))) return undefined;
    if (ip.length === 0)
      return `x509: cannot validate certificate for ${name} because it doesn't contain any IP SANs`;
    return `x509: certificate is valid for ${ip.map(shortAddress).join(', ')}, not ${name}`;
  }
  const wanted = name.toLowerCase().replace(/\.$/, '');
  if (dns.some((pattern) => matchesName(pattern, wanted))) return undefined;
  if (dns.length === 0 && ip.length === 0 && !other) {
    return 'x509: certificate relies on legacy Common Name field, use SANs instead';
  }
  if (dns.length === 0)
    return `x509: certificate is not valid for any names, but wanted to match ${name}`;
  return `x509: certificate is valid for ${dns.join(', ')}, not ${name}`;
}

/** Splits Node's `DNS:a, IP Address:10.0.0.1, DNS:"q,uoted"`. */
function alternativeNames(text: string): { dns: string[]; ip: string[]; other: boolean } {
  const result = { dns: [] as string[], ip: [] as string[], other: false };
  for (const match of text.matchAll(/(?:^|, )([^:,]+):("(?:[^"\\]|\\.)*"|[^,]*)/g)) {
    const value = match[2] ?? '';
    const plain = value.startsWith('"') ? (JSON.parse(value) as string) : value;
    if (match[1] === 'DNS') result.dns.push(plain);
    else if (match[1] === 'IP Address') result.ip.push(plain);
    else result.other = true;
  }
  return result;
}

/** `*` stands for exactly one whole first label (RFC 6125). */
function matchesName(pattern: string, name: string): boolean {
  const wanted = pattern.toLowerCase().replace(/\.$/, '').split('.');
  const given = name.split('.');
  if (wanted.length !== given.length || name === '') return false;
  return wanted.every(
    (label, index) => (index === 0 && label === '*') || (label !== '' && label === given[index]),
  );
}

function sameAddress(left: string, right: string): boolean {
  return shortAddress(left) === shortAddress(right);
}

/** Addresses in their shortest form: the URL parser knows RFC 5952. */
function shortAddress(address: string): string {
  return isIP(address) === 6 ? new URL(`http://[${address}]`).hostname.slice(1, -1) : address;
}

function rfc3339(time: number): string {
  return new Date(time).toISOString().replace('.000Z', 'Z');
}

/** With the local zone's offset, as Go prints the current time. */
function rfc3339Local(time: number): string {
  const seconds = Math.floor(time / 1000) * 1000;
  const offset = -new Date(seconds).getTimezoneOffset();
  if (offset === 0) return rfc3339(seconds);
  const two = (value: number): string => String(value).padStart(2, '0');
  const zone = `${offset < 0 ? '-' : '+'}${two(Math.floor(Math.abs(offset) / 60))}:${two(Math.abs(offset) % 60)}`;
  return rfc3339(seconds + offset * 60_000).replace('Z', zone);
}
