import { expect, test } from 'vitest';
import {
  aggregated,
  apiServer,
  openapi,
  recorded,
  type APIServer,
} from '../discovery/api-server.ts';
import { kubist, type Outcome } from '../helpers/run-kubist.ts';
import { folder } from '../kubeconfig/folder.ts';

async function start(): Promise<{ api: APIServer; run: (line: string) => Promise<Outcome> }> {
  const home = folder({});
  const api = await apiServer({ ...aggregated(), ...openapi() });
  return {
    api,
    run: (line) =>
      kubist(`explain ${line} -s ${api.url}`, { env: { HOME: home }, program: 'kubectl' }),
  };
}

test.for([
  ['hpa --api-version=autoscaling/v1', 'hpa'],
  ['hpa --api-version=autoscaling/v1 --recursive', 'hpa-recursive'],
  ['hpa --api-version=autoscaling/v1 -o plaintext-openapiv2', 'hpa-v2'],
  ['hpa.metadata.ownerReferences --api-version=autoscaling/v1', 'hpa-owner-references'],
  ['widgets.spec', 'widget-spec'],
  ['widgets --recursive', 'widget-recursive'],
  ['wid.spec.parts', 'widget-parts'],
  ['gadgets', 'gadget'],
] as const)('explain %s reads as the reference has it', async ([line, file]) => {
  const { run } = await start();
  expect(await run(line)).toEqual({ out: recorded(`explain/${file}.txt`), err: '', exitCode: 0 });
});

test('a document is fetched once, whichever command asks', async () => {
  const { api, run } = await start();
  await run('widgets');
  await run('widgets.spec');
  expect(api.calls.filter((call) => call.includes('/openapi/v3/'))).toEqual([
    'GET /openapi/v3/apis/parity.kubist.example/v1 200',
  ]);
});

test('a field that does not exist is told below the heading', async () => {
  const { run } = await start();
  expect(await run('widgets.spec.nosuch')).toEqual({
    out: 'GROUP:      parity.kubist.example\nKIND:       Widget\nVERSION:    v1\n\n',
    err: 'error: field "nosuch" does not exist\n',
    exitCode: 1,
  });
});

test.for([
  ['nosuch', 'the server doesn\'t have a resource type "nosuch"\n'],
  ['widgets --api-version=v9', 'error: couldn\'t find resource for "/v9, Resource=widgets"\n'],
  [
    'pods --api-version=autoscaling/v1',
    'error: GVR (autoscaling/v1, Resource=pods) not found in OpenAPI schema\n',
  ],
  ['widgets -o html', 'error: unrecognized format: html\n'],
  ['a b', 'error: We accept only this format: explain RESOURCE\n'],
  ['widgets[0].spec', 'error: invalid jsonpath syntax, first node must be field node\n'],
  ['widgets,pods', "error: unrecognized character in action: U+002C ','\n"],
  ['.', 'error: a resource must be present, got: /, Resource=\n'],
  ['__proto__', 'the server doesn\'t have a resource type "__proto__"\n'],
] as const)('explain %s is refused', async ([line, words]) => {
  const { run } = await start();
  expect(await run(line)).toEqual({ out: '', err: words, exitCode: 1 });
});
