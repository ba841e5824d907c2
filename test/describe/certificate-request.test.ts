import { expect, test } from 'vitest';
import { parseCertificateRequest } from '../../src/describe/policy/certificate-request.ts';
import { oidText, readDer } from '../../src/formats/der.ts';

/** All of a subject and all kinds of names; made with openssl. */
const FULL = Buffer.from(
  'LS0tLS1CRUdJTiBDRVJUSUZJQ0FURSBSRVFVRVNULS0tLS0KTUlJQ05UQ0NBZHNDQVFBd2dkZ3hDekFKQmdOVkJBWVRBa1JGTVFzd0NRWURWUVFHRXdKR1VqRVBNQTBHQTFVRQpDQXdHUW1WeWJHbHVNUTR3REFZRFZRUUhEQVZOYVhSMFpURVFNQTRHQTFVRUNRd0hVMjl0WlNCVGRERU9NQXdHCkExVUVFUXdGTVRBeE1UVXhGekFWQmdOVkJBb01Ebk41YzNSbGJUcHRZWE4wWlhKek1RNHdEQVlEVlFRS0RBVnYKZEdobGNqRU5NQXNHQTFVRUN3d0VkVzVwZERFT01Bd0dBMVVFQ3d3RmRXNXBkREl4RGpBTUJnTlZCQU1NQldGcwphV05sTVFzd0NRWURWUVFGRXdJM056RVVNQklHQ1NxR1NJYjNEUUVKQVJZRmVFQjVMbm93V1RBVEJnY3Foa2pPClBRSUJCZ2dxaGtqT1BRTUJCd05DQUFTaHd4U3QzZFMvMjlnTGxUZ3lNRmUvOElsdTczZ1pLWE0vemM3MnFmZXAKR1V5RjdlWUZDdVl4eVE0MkFHSEQvQzNqVEZsTVh6cFRja0hpM0FlR3NEbnRvSUdmTUlHY0Jna3Foa2lHOXcwQgpDUTR4Z1k0d2dZc3dmQVlEVlIwUkJIVXdjNElOWVM1bGVHRnRjR3hsTG1OdmJZSU5ZaTVsZUdGdGNHeGxMbU52CmJZY0VDZ0FBQVljUUFBQUFBQUFBQUFBQUFBQUFBQUFBQVlFT2JXVkFaWGhoYlhCc1pTNWpiMjJCQldKQVl5NWsKaGd4emNHbG1abVU2THk5NEwzbUdGbWgwZEhCek9pOHZlaTVsZUdGdGNHeGxMbU52YlM4d0N3WURWUjBQQkFRRApBZ2VBTUFvR0NDcUdTTTQ5QkFNQ0EwZ0FNRVVDSVFEUmMzQjRBaklISG8wOVljODEyZC9OUjMzSDNTNmhjdWltCi9ia3QzUXB5OUFJZ1pqZTVkaXBtc2wzNTVRZVBZMHJGL040eExFeXVsQWcxcnRIZ1lObHVneGM9Ci0tLS0tRU5EIENFUlRJRklDQVRFIFJFUVVFU1QtLS0tLQo=',
  'base64',
).toString();

test('a request tells its subject, by object identifiers', () => {
  const { subject } = parseCertificateRequest(FULL);
  expect(subject.get('2.5.4.3')).toEqual(['alice']);
  expect(subject.get('2.5.4.5')).toEqual(['77']);
  expect(subject.get('2.5.4.10')).toEqual(['system:masters', 'other']);
  expect(subject.get('2.5.4.6')).toEqual(['DE', 'FR']);
});

test('a request tells the names that the certificate is for', () => {
  expect(parseCertificateRequest(FULL)).toMatchObject({
    dnsNames: ['a.example.com', 'b.example.com'],
    emailAddresses: ['me@example.com', 'b@c.d'],
    uris: ['spiffe://x/y', 'https://z.example.com/'],
    ipAddresses: ['10.0.0.1', '::1'],
  });
});

test('what is no request is refused', () => {
  expect(() => parseCertificateRequest('hello')).toThrow('CERTIFICATE REQUEST');
  const cut = '-----BEGIN CERTIFICATE REQUEST-----\nMIIB\n-----END CERTIFICATE REQUEST-----\n';
  expect(() => parseCertificateRequest(cut)).toThrow(RangeError);
});

test('DER elements of long form are read', () => {
  const content = new Uint8Array(300).fill(7);
  const [element] = readDer(Uint8Array.of(0x04, 0x82, 0x01, 0x2c, ...content));
  expect(element).toEqual({ tag: 4, content });
});

test('object identifiers have two numbers in the first byte', () => {
  expect(oidText(Uint8Array.of(0x55, 0x04, 0x03))).toBe('2.5.4.3');
  expect(oidText(Uint8Array.of(0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x09, 0x0e))).toBe(
    '1.2.840.113549.1.9.14',
  );
});
