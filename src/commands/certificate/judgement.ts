import type { KubeObject } from '../../api/types.ts';
import { KubistError } from '../../errors.ts';

/** What is decided about a request for a certificate. */
export interface Judgement {
  readonly type: 'Approved' | 'Denied';
  readonly reason: string;
}

/** A `CertificateSigningRequest`, as far as it is read here. Source: the API's certificates.k8s.io/v1. */
export interface SigningRequest extends KubeObject {
  readonly status?: {
    readonly conditions?: readonly { readonly type: string }[];
    readonly [key: string]: unknown;
  };
}

const COMMAND = { Approved: 'approve', Denied: 'deny' } as const;
const OPPOSITE = { Approved: 'Denied', Denied: 'Approved' } as const;

/**
 * The request with the judgement among its conditions, or the very same request when it is there already. Throws a
 * KubistError when the request is judged otherwise: that cannot be taken back.
 */
export function judged(
  request: SigningRequest,
  { type, reason }: Judgement,
  time: string,
): SigningRequest {
  const { conditions = [] } = request.status ?? {};
  if (conditions.some((one) => one.type === OPPOSITE[type])) {
    throw new KubistError(
      `certificate signing request ${JSON.stringify(request.metadata?.name ?? '')} is already ${OPPOSITE[type]}`,
    );
  }
  if (conditions.some((one) => one.type === type)) return request;
  const condition = {
    type,
    status: 'True',
    reason,
    message: `This CSR was ${type.toLowerCase()} by kubectl certificate ${COMMAND[type]}.`,
    lastUpdateTime: time,
  };
  return { ...request, status: { ...request.status, conditions: [...conditions, condition] } };
}
