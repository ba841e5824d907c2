import { expect, test } from 'vitest';
import { subjectOf } from '../../src/rest/status-error.ts';
import { fakeAPI, fakeClient } from '../helpers/fake-transport.ts';

const path = '/apis/apps/v1/namespaces/default/deployments/web';
const get = `GET ${path}`;

async function failure(
  reply: object,
  request: object = { path },
): Promise<{ message: string; reason?: string; name: string }> {
  const api = fakeAPI().on(/.*/, reply);
  return fakeClient(api)
    .json(request as { path: string })
    .then(
      () => Promise.reject(new Error('should have failed')),
      (error: { message: string }) => error as never,
    );
}

const text = (status: number, body: string, type = 'text/plain'): object => ({
  status,
  text: body,
  headers: { 'content-type': type },
});

test.each([
  [
    400,
    'BadRequest',
    'the server rejected our request for an unknown reason (get deployments.apps web)',
  ],
  [
    401,
    'Unauthorized',
    'the server has asked for the client to provide credentials (get deployments.apps web)',
  ],
  [403, 'Forbidden', 'go away (get deployments.apps web)'],
  [404, 'NotFound', 'the server could not find the requested resource (get deployments.apps web)'],
  [
    405,
    'MethodNotAllowed',
    'the server does not allow this method on the requested resource (get deployments.apps web)',
  ],
  [406, 'NotAcceptable', 'go away (get deployments.apps web)'],
  [409, 'Conflict', 'the server reported a conflict (get deployments.apps web)'],
  [415, 'UnsupportedMediaType', 'go away (get deployments.apps web)'],
  [
    418,
    '',
    'the server responded with the status code 418 but did not return more information (get deployments.apps web)',
  ],
  [
    422,
    'Invalid',
    'the server rejected our request due to an error in our request (get deployments.apps web)',
  ],
  [
    429,
    'TooManyRequests',
    'the server has received too many requests and has asked us to try again later (get deployments.apps web)',
  ],
  [
    500,
    'InternalError',
    'an error on the server ("go away") has prevented the request from succeeding (get deployments.apps web)',
  ],
  [
    503,
    'ServiceUnavailable',
    'the server is currently unable to handle the request (get deployments.apps web)',
  ],
  [
    504,
    'Timeout',
    'the server was unable to return a response in the time allotted, but may still be processing the request (get deployments.apps web)',
  ],
])('plain text with %d is %s', async (status, reason, message) => {
  expect(await failure(text(status, ' go away\n'))).toMatchObject({ reason, message });
});

test('HTML of a proxy is cited, up to 2048 bytes', async () => {
  const { message } = await failure(
    text(502, `<html>"${'x'.repeat(3000)}`, 'text/html; charset=utf-8'),
  );
  expect(message).toMatch(/^an error on the server \("<html>\\"x{2041}"\) has prevented/);
});

test('JSON that is no Status is unknown', async () => {
  expect(await failure({ status: 403, json: { error: 'denied' } })).toMatchObject({
    message: 'unknown (get deployments.apps web)',
  });
});

test('a Status speaks for itself', async () => {
  const status = {
    kind: 'Status',
    apiVersion: 'v1',
    status: 'Failure',
    message: 'no',
    reason: 'Forbidden',
    code: 403,
  };
  expect(await failure({ status: 403, json: status })).toMatchObject({
    message: 'no',
    reason: 'Forbidden',
    status,
  });
  expect(await failure({ status: 200, json: status })).toMatchObject({
    message: 'no',
    reason: 'Forbidden',
  });
});

test.each([
  ['', 'unexpected end of JSON input'],
  ['{"kind":"PodList","items":[', 'unexpected end of JSON input'],
  ['hello', "invalid character 'h' looking for beginning of value"],
  ['[1]', 'json: cannot unmarshal array into Go value of type unstructured.detector'],
  ['null', "Object 'Kind' is missing in 'null'"],
  ['{}', "Object 'Kind' is missing in '{}'"],
])('a good answer with the body %j is an error', async (body, message) => {
  expect(await failure({ text: body })).toMatchObject({ message });
});

test('a good answer that is no JSON is an error', async () => {
  expect(await failure(text(200, '<html>', 'text/html; charset=utf-8'))).toMatchObject({
    message: "serializer for text/html; charset=utf-8 doesn't exist",
  });
});

test('plain requests name no resource and need no kind', async () => {
  expect(await failure(text(404, ''), { path, plain: true })).toMatchObject({
    message: 'the server could not find the requested resource',
  });
  const api = fakeAPI().on(get, { json: { paths: {} } });
  expect(await fakeClient(api).json({ path, plain: true })).toEqual({ paths: {} });
  api.done();
});

test.each([
  ['/api/v1/namespaces/a/pods', '', 'pods', ''],
  ['/api/v1/namespaces/a', '', 'namespaces', 'a'],
  ['/api/v1/namespaces/a/status', '', 'namespaces', 'a'],
  ['/api/v1/namespaces/a/pods/b/log?x=/y', '', 'pods', 'b'],
  ['/apis/apps/v1/deployments', 'apps', 'deployments', ''],
  [
    '/apis/rbac.authorization.k8s.io/v1/clusterroles/system%3Aa',
    'rbac.authorization.k8s.io',
    'clusterroles',
    'system:a',
  ],
  ['/apis/apps/v1', '', '', ''],
  ['/version', '', '', ''],
])('%s is about %j %j %j', (about, group, resource, name) => {
  expect(subjectOf('GET', about)).toEqual({ method: 'GET', group, resource, name });
});
