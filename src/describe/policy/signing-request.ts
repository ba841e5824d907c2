import { KubistError } from '../../errors.ts';
import { humanDuration } from '../../formats/duration.ts';
import type { DescribeTools } from '../describer.ts';
import type { Description } from '../description.ts';
import { describeEvents, subjectOf } from '../events.ts';
import { fields, type Fields, list, text } from '../fields.ts';
import { describeMetadata, pairs, timeText } from '../metadata.ts';
import { type CertificateRequest, parseCertificateRequest } from './certificate-request.ts';

const COMMON_NAME = '2.5.4.3';
const SERIAL_NUMBER = '2.5.4.5';

/** Members of a subject that are shown when they are there; source: X.520. */
const SUBJECT: readonly (readonly [title: string, oid: string])[] = [
  ['Organization', '2.5.4.10'],
  ['Organizational Unit', '2.5.4.11'],
  ['Country', '2.5.4.6'],
  ['Locality', '2.5.4.7'],
  ['Province', '2.5.4.8'],
  ['StreetAddress', '2.5.4.9'],
  ['PostalCode', '2.5.4.17'],
];

const MS = 1000;

/** Describes a CertificateSigningRequest with what the request in it asks for. */
export async function describeSigningRequest(
  object: Fields,
  description: Description,
  tools: DescribeTools,
): Promise<void> {
  const spec = fields(object['spec']);
  const { labels, annotations, creationTimestamp } = fields(object['metadata']);
  const request = parsed(text(spec['request']));
  describeMetadata(description, object, ['name']);
  description.field('Labels', pairs(fields(labels)));
  description.field('Annotations', pairs(fields(annotations)));
  description.field('CreationTimestamp', timeText(creationTimestamp));
  description.field('Requesting User', text(spec['username']));
  description.optional('Signer', spec['signerName']);
  const seconds = spec['expirationSeconds'];
  if (seconds !== undefined) {
    description.field('Requested Duration', humanDuration(Number(text(seconds)) * MS));
  }
  description.field('Status', statusText(fields(object['status'])));
  describeRequest(description, request);
  await describeEvents(description, subjectOf(object, 'CertificateSigningRequest'), tools);
}

function parsed(request: string): CertificateRequest {
  try {
    return parseCertificateRequest(Buffer.from(request, 'base64').toString());
  } catch (error) {
    throw new KubistError(`Error parsing CSR: ${(error as Error).message}`);
  }
}

/** The last word on it: `Approved,Issued`. */
function statusText({ conditions, certificate }: Fields): string {
  const types = new Set(list(conditions).map(({ type }) => text(type)));
  const decision = types.has('Denied') ? 'Denied' : types.has('Approved') ? 'Approved' : 'Pending';
  const failed = types.has('Failed') ? ',Failed' : '';
  return decision + failed + (text(certificate) === '' ? '' : ',Issued');
}

/** Titles stand in the second column. */
const SECOND_COLUMN = { indent: 0, prefix: '\t' };

function describeRequest(description: Description, request: CertificateRequest): void {
  const { subject } = request;
  const section = description.section('Subject', SECOND_COLUMN);
  section.field('Common Name', subject.get(COMMON_NAME)?.at(-1) ?? '');
  section.field('Serial Number', subject.get(SERIAL_NUMBER)?.at(-1) ?? '');
  for (const [title, oid] of SUBJECT) {
    const values = subject.get(oid);
    if (values !== undefined) section.values(title, values);
  }
  const names = [
    ['DNS Names', request.dnsNames],
    ['Email Addresses', request.emailAddresses],
    ['URIs', request.uris],
    ['IP Addresses', request.ipAddresses],
  ] as const;
  const given = names.filter(([, values]) => values.length > 0);
  if (given.length === 0) return;
  const alternatives = description.section('Subject Alternative Names', SECOND_COLUMN);
  for (const [title, values] of given) alternatives.values(title, values);
}
