import { expect, it } from 'vitest';
import { choosePod } from '../../../src/resources/pods/choose.ts';
import { byActivity } from '../../../src/resources/pods/order.ts';
import { fakeAPI, fakeClient } from '../../helpers/fake-transport.ts';

const path = '/api/v1/namespaces/default/pods?labelSelector=app%3Dweb';
const list = (resourceVersion: string, ...items: object[]): { json: object } => ({
  json: { kind: 'PodList', apiVersion: 'v1', metadata: { resourceVersion }, items },
});
const wanted = {
  namespace: 'default',
  labelSelector: 'app=web',
  order: byActivity,
  timeout: 5000,
};

it('waits for the first pod, also when the server forgets from where', async () => {
  const gone = JSON.stringify({ type: 'ERROR', object: { kind: 'Status', code: 410 } });
  const api = fakeAPI()
    .on(`GET ${path}`, list('5'))
    .on(`GET ${path}&resourceVersion=5&watch=true`, { chunks: [`${gone}\n`] })
    .on(`GET ${path}`, list('9', { metadata: { name: 'web-1' } }));
  const { pod, count } = await choosePod(fakeClient(api), wanted);
  expect(pod.metadata?.name).toBe('web-1');
  expect(count).toBe(1);
  api.done();
});
