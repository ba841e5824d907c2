import type { KeyObject, X509Certificate } from 'node:crypto';
import { KubistError } from '../../errors.ts';

const BLOCK = /-----BEGIN ([^-\n]+)-----\r?\n[\s\S]*?\n?-----END \1-----/g;

interface Block {
  readonly type: string;
  readonly text: string;
}

/**
 * Checks that a certificate and a private key (both PEM) belong together. Throws a KubistError in the words of Go's
 * crypto/tls.
 */
export async function checkKeyPair(certificate: string, key: string): Promise<void> {
  const crypto = await import('node:crypto');
  const leaf = certificateBlock(blocks(certificate));
  const secret = keyBlock(blocks(key));
  const parsed = attempt(() => new crypto.X509Certificate(leaf));
  if (parsed === undefined) throw new KubistError('x509: malformed certificate');
  const privateKey = attempt(() => crypto.createPrivateKey(secret));
  if (privateKey === undefined) throw new KubistError('tls: failed to parse private key');
  checkMatch(parsed, privateKey);
}

function blocks(pem: string): Block[] {
  return [...pem.matchAll(BLOCK)].map(([text, type = '']) => ({ type, text }));
}

function certificateBlock(found: readonly Block[]): string {
  const block = found.find(({ type }) => type === 'CERTIFICATE');
  if (block !== undefined) return block.text;
  if (found.length === 0)
    throw new KubistError('tls: failed to find any PEM data in certificate input');
  if (found.length === 1 && found[0]?.type.endsWith('PRIVATE KEY')) {
    throw new KubistError(
      'tls: failed to find certificate PEM data in certificate input, but did find a private key; PEM inputs may have been switched',
    );
  }
  throw new KubistError(
    `tls: failed to find "CERTIFICATE" PEM block in certificate input after skipping PEM blocks of the following types: ${list(found)}`,
  );
}

function keyBlock(found: readonly Block[]): string {
  const block = found.find(({ type }) => type === 'PRIVATE KEY' || type.endsWith(' PRIVATE KEY'));
  if (block !== undefined) return block.text;
  if (found.length === 0) throw new KubistError('tls: failed to find any PEM data in key input');
  if (found.length === 1 && found[0]?.type === 'CERTIFICATE') {
    throw new KubistError(
      'tls: found a certificate rather than a key in the PEM for the private key',
    );
  }
  throw new KubistError(
    `tls: failed to find PEM block with type ending in "PRIVATE KEY" in key input after skipping PEM blocks of the following types: ${list(found)}`,
  );
}

function list(found: readonly Block[]): string {
  return `[${found.map(({ type }) => type).join(' ')}]`;
}

function checkMatch(certificate: X509Certificate, key: KeyObject): void {
  if (certificate.publicKey.asymmetricKeyType !== key.asymmetricKeyType) {
    throw new KubistError('tls: private key type does not match public key type');
  }
  if (!certificate.checkPrivateKey(key)) {
    throw new KubistError('tls: private key does not match public key');
  }
}

function attempt<T>(step: () => T): T | undefined {
  try {
    return step();
  } catch {
    return undefined;
  }
}
