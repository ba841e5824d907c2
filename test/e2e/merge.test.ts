import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import type { JSONObject, KubeObject } from '../../src/api/types.ts';
import { execute, type Launch, type Outcome } from '../parity/execute.ts';
import { call, readTarget, type Target } from '../parity/target.ts';
import { triples } from './merge-objects.ts';

const COUNT = 500;
const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const kubeconfig = process.env.KUBIST_TEST_KUBECONFIG ?? '';
const reference = process.env.KUBIST_TEST_KUBECTL ?? 'kubectl';

/** Each side has a namespace; both names are equally long. */
const SIDES: readonly { name: string; namespace: string; launch: Launch }[] = [
  { name: 'kubectl', namespace: 'merge-a', launch: [reference] },
  {
    name: 'kubist',
    namespace: 'merge-b',
    launch: [process.execPath, process.env.KUBIST_TEST_SCRIPT ?? join(ROOT, 'bin/kubist.js')],
  },
];

describe(`${COUNT} objects, changed by their owner and by others`, () => {
  let work = '';
  let target: Target;
  const objects = triples(COUNT);
  const run = (launch: Launch, ...args: string[]): Promise<Outcome> =>
    execute(launch, args, {
      env: { PATH: process.env.PATH ?? '', HOME: work, KUBECONFIG: target.kubeconfigPath },
      timeout: 240,
    });
  const write = (name: string, list: readonly JSONObject[]): string => {
    const file = join(work, name);
    writeFileSync(file, JSON.stringify({ apiVersion: 'v1', kind: 'List', items: list }));
    return file;
  };

  beforeAll(async () => {
    if (!kubeconfig)
      throw new Error('KUBIST_TEST_KUBECONFIG is not set: `npm run test:cluster` sets it');
    work = mkdtempSync(join(tmpdir(), 'kubist-e2e-'));
    target = await readTarget(kubeconfig, reference, work);
    const crds = join(ROOT, 'fixtures/manifests/parity/01-crds.yaml');
    await run([reference], 'apply', '--server-side', '--force-conflicts', '-f', crds);
    await run([reference], 'wait', '--for=condition=Established', 'crd', '--all');
    await Promise.all(SIDES.map(({ namespace }) => createNamespace(target, namespace)));
  }, 120_000);
  afterAll(async () => {
    await Promise.all(SIDES.map(({ namespace }) => removeNamespace(target, namespace)));
    rmSync(work, { recursive: true, force: true });
  }, 60_000);

  it('are what apply of the reference makes of them', { timeout: 400_000 }, async () => {
    const original = write(
      'original.json',
      objects.map((triple) => triple.original),
    );
    const modified = write(
      'modified.json',
      objects.map((triple) => triple.modified),
    );
    const outcomes = await Promise.all(
      SIDES.map(async ({ launch, namespace }) => {
        const created = await run(launch, 'apply', '-f', original, '-n', namespace);
        const queue = objects.values();
        const worker = async (): Promise<void> => {
          for (const { current } of queue) await changeByOthers(target, namespace, current);
        };
        await Promise.all(Array.from({ length: 8 }, worker));
        const applied = await run(launch, 'apply', '-f', modified, '-n', namespace);
        return { created, applied, objects: await readBack(target, namespace) };
      }),
    );
    const [theirs, ours] = outcomes;
    expect(ours?.created).toEqual(theirs?.created);
    expect(theirs?.created.code).toBe(0);
    for (const [name, object] of Object.entries(theirs?.objects ?? {})) {
      expect({ name, object: ours?.objects[name] }).toEqual({ name, object });
    }
    expect(Object.keys(ours?.objects ?? {}).length).toBe(COUNT);
    expect(words(ours?.applied)).toEqual(words(theirs?.applied));
    // The pairs are worth something only where most of them can be merged.
    const done = theirs?.applied.stdout.match(/ configured$/gm)?.length ?? 0;
    expect(done).toBeGreaterThan(COUNT * 0.8);
  });

  it('are what patch --local of the reference makes of them', { timeout: 120_000 }, async () => {
    const file = write(
      'local.json',
      objects.map((triple) => triple.original),
    );
    for (const [type, patch] of PATCHES) {
      const args = ['patch', '--local', '-f', file, `--type=${type}`, '-p', patch, '-o', 'json'];
      const [theirs, ours] = await Promise.all(SIDES.map(({ launch }) => run(launch, ...args)));
      expect({ type, patch, ...ours }).toEqual({ type, patch, ...theirs });
    }
  });
});

const PATCHES: readonly (readonly [string, string])[] = [
  ['merge', '{"metadata":{"labels":{"app":null,"new":"x"},"annotations":null},"data":{"a":"b"}}'],
  ['merge', '{"spec":{"replicas":null,"options":{"a":{"b":null}},"ports":[]}}'],
  ['json', '[{"op":"add","path":"/metadata/labels","value":{"a":"b"}}]'],
  ['json', '[{"op":"test","path":"/metadata/name","value":"o0001"}]'],
];

/** What is said, without the names of the sides. */
function words(outcome: Outcome | undefined): unknown {
  if (outcome === undefined) return undefined;
  const neutral = (text: string): string =>
    text
      .replace(/merge-[ab]/g, 'merge')
      .replace(/(resourceVersion|uid|creationTimestamp|time)(\\*"):(\\*")[^"\\]*/g, '$1$2:$3');
  return { ...outcome, stdout: neutral(outcome.stdout), stderr: neutral(outcome.stderr) };
}

const COLLECTIONS: Readonly<Record<string, (namespace: string) => string>> = {
  'apps/v1 Deployment': (ns) => `/apis/apps/v1/namespaces/${ns}/deployments`,
  'v1 Service': (ns) => `/api/v1/namespaces/${ns}/services`,
  'v1 Pod': (ns) => `/api/v1/namespaces/${ns}/pods`,
  'v1 ConfigMap': (ns) => `/api/v1/namespaces/${ns}/configmaps`,
  'parity.kubist.example/v1 Widget': (ns) =>
    `/apis/parity.kubist.example/v1/namespaces/${ns}/widgets`,
  'shadow.kubist.example/v1 Deployment': (ns) =>
    `/apis/shadow.kubist.example/v1/namespaces/${ns}/deployments`,
};

/** Puts a state in the place of an object; what was applied last stays noted. What the server refuses does not happen. */
async function changeByOthers(
  target: Target,
  namespace: string,
  current: JSONObject,
): Promise<void> {
  const { apiVersion, kind, metadata } = current as KubeObject;
  const path = `${COLLECTIONS[`${apiVersion} ${kind}`]?.(namespace)}/${metadata?.name}`;
  const live = JSON.parse((await call(target, 'GET', path)).body) as KubeObject;
  const annotations = { ...metadata?.annotations, ...lastApplied(live) };
  const pod = kind === 'Pod' ? { spec: live['spec'] } : {};
  await call(target, 'PUT', path, { ...current, ...pod, metadata: { ...metadata, annotations } });
}

function lastApplied({ metadata }: KubeObject): Record<string, string> {
  const key = 'kubectl.kubernetes.io/last-applied-configuration';
  return { [key]: metadata?.annotations?.[key] ?? '' };
}

/** What the server gives each object of its own. */
const OWN = new Set(['uid', 'resourceVersion', 'creationTimestamp', 'managedFields']);

/** All objects by kind and name, without what differs between two namespaces. */
async function readBack(target: Target, namespace: string): Promise<Record<string, unknown>> {
  const found: Record<string, unknown> = {};
  for (const [kind, path] of Object.entries(COLLECTIONS)) {
    const { body } = await call(target, 'GET', path(namespace));
    for (const object of (JSON.parse(body) as { items: KubeObject[] }).items) {
      if (!/^o\d{4}$/.test(object.metadata?.name ?? '')) continue;
      const { status: _, ...rest } = JSON.parse(
        JSON.stringify(object).replaceAll(namespace, 'merge'),
      ) as KubeObject;
      const metadata = Object.entries(rest.metadata ?? {}).filter(([key]) => !OWN.has(key));
      found[`${kind} ${rest.metadata?.name}`] = { ...rest, metadata };
    }
  }
  return found;
}

async function createNamespace(target: Target, name: string): Promise<void> {
  const path = `/api/v1/namespaces/${name}`;
  await removeNamespace(target, name);
  while ((await call(target, 'GET', path)).status === 200) await delay(100);
  await call(target, 'POST', '/api/v1/namespaces', { metadata: { name } });
  const account = `${path}/serviceaccounts/default`;
  while ((await call(target, 'GET', account)).status !== 200) await delay(50);
}

/** Has a namespace deleted; that takes the server its time. */
async function removeNamespace(target: Target, name: string): Promise<void> {
  const path = `/api/v1/namespaces/${name}`;
  const { body } = await call(target, 'GET', `${path}/configmaps`);
  for (const object of (JSON.parse(body) as { items?: KubeObject[] }).items ?? []) {
    if (object.metadata?.finalizers === undefined) continue;
    const { finalizers: _, resourceVersion: __, ...metadata } = object.metadata;
    await call(target, 'PUT', `${path}/configmaps/${metadata.name}`, { ...object, metadata });
  }
  await call(target, 'DELETE', path);
}
