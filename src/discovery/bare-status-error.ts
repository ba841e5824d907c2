import { StatusError } from '../errors.ts';

/** Words for codes. */
const bareMessages: Readonly<Record<number, string>> = {
  401: 'the server has asked for the client to provide credentials',
  403: 'unknown',
  404: 'the server could not find the requested resource',
  500: 'an error on the server ("unknown") has prevented the request from succeeding',
  503: 'the server is currently unable to handle the request',
};

/** The error of a request whose answer the reference does not read: the code speaks alone. */
export function bareStatusError(error: StatusError): StatusError {
  const message = bareMessages[error.code];
  return message === undefined
    ? error
    : new StatusError({ ...error.status, message }, { cause: error });
}
