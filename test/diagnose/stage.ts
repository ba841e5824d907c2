import { setTimeout as delay } from 'node:timers/promises';
import { StatusError } from '../../src/errors.ts';
import { collect } from '../../src/diagnose/collect.ts';
import { type World } from '../../src/diagnose/world.ts';
import type { RESTClient, RESTRequest } from '../../src/rest/client.ts';
import { buildURL } from '../../src/rest/url.ts';
import { reference } from '../parity/fixtures.ts';
import { call, type Target } from '../parity/target.ts';
import { words } from '../parity/words.ts';
import type { Scenario } from './scenario.ts';

/** Puts a scenario on a cluster, in a namespace of its own, and waits until it has come so far. */
export async function perform(
  scenario: Scenario,
  namespace: string,
  target: Target,
): Promise<void> {
  const fill = (text: string): string => text.replaceAll('{ns}', namespace);
  await call(target, 'POST', '/api/v1/namespaces', { metadata: { name: namespace } });
  const account = `/api/v1/namespaces/${namespace}/serviceaccounts/default`;
  await until(
    `the account of ${namespace}`,
    async () => (await call(target, 'GET', account)).status === 200,
  );
  await reference(
    target,
    ['apply', '--server-side', '-n', namespace, '-f', '-'],
    fill(scenario.manifest),
  );
  for (const line of [...(scenario.next ?? []), ...scenario.settle])
    await patiently(target, words(fill(line)));
  for (const reason of scenario.events ?? []) {
    const events = `/api/v1/namespaces/${namespace}/events?fieldSelector=reason=${reason}`;
    await until(
      `an event ${reason} in ${namespace}`,
      async () => JSON.parse((await call(target, 'GET', events)).body).items?.length > 0,
    );
  }
}

/** Runs a line; a `wait` for what a controller has still to make is tried again until it is there. */
async function patiently(target: Target, args: readonly string[]): Promise<void> {
  const end = Date.now() + 120_000;
  for (;;) {
    try {
      await reference(target, args);
      return;
    } catch (error) {
      const early = /\(NotFound\)|no matching resources found/.test(String(error));
      if (args[0] !== 'wait' || !early || Date.now() > end) throw error;
      await delay(500);
    }
  }
}

/** What a scenario may make outside of its namespace, of the same name. */
const OUTSIDE = [
  '/api/v1/nodes',
  '/api/v1/persistentvolumes',
  '/apis/storage.k8s.io/v1/storageclasses',
  '/apis/node.k8s.io/v1/runtimeclasses',
  '/apis/scheduling.k8s.io/v1/priorityclasses',
  '/apis/admissionregistration.k8s.io/v1/validatingwebhookconfigurations',
  '/apis/admissionregistration.k8s.io/v1/validatingadmissionpolicies',
  '/apis/admissionregistration.k8s.io/v1/validatingadmissionpolicybindings',
];

/** Has a scenario's namespace deleted, and what was made for it. */
export async function clear(
  { held }: Pick<Scenario, 'held'>,
  namespace: string,
  target: Target,
): Promise<void> {
  for (const path of ['/api/v1/namespaces', ...OUTSIDE])
    await call(target, 'DELETE', `${path}/${namespace}`);
  if (held !== undefined) await release(held, namespace, target);
}

/** Takes the finalizers off the objects of a kind, which hold the namespace. */
async function release(kind: string, namespace: string, target: Target): Promise<void> {
  const names = await reference(target, ['get', kind, '-n', namespace, '-o', 'name']);
  for (const name of names.split('\n').filter(Boolean))
    await reference(target, [
      'patch',
      name,
      '-n',
      namespace,
      '--type=merge',
      '-p',
      '{"metadata":{"finalizers":null}}',
    ]);
}

/** Reads what a diagnosis of the namespace reads. */
export function look(namespace: string, target: Target): Promise<World> {
  return collect(clientOf(target), { namespace, now: Date.now, logs: true });
}

async function until(what: string, condition: () => Promise<boolean>): Promise<void> {
  const end = Date.now() + 120_000;
  while (!(await condition())) {
    if (Date.now() > end) throw new Error(`${what} did not come`);
    await delay(200);
  }
}

/** As much of a client as reading takes. */
function clientOf(target: Target): RESTClient {
  const text = async ({ path, query }: RESTRequest): Promise<string> => {
    const { status, body } = await call(target, 'GET', buildURL('', path, query));
    if (status >= 400) throw new StatusError(JSON.parse(body));
    return body;
  };
  const json = async (request: RESTRequest): Promise<unknown> => JSON.parse(await text(request));
  return { text, json } as unknown as RESTClient;
}
