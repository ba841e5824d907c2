import type { JSONObject, JSONValue } from '../../src/api/types.ts';
import { type Random, seeded } from '../resources/patch/generate.ts';

/** An object as it was applied first, as others have left it, and as it is applied then. A server takes all three. */
export interface Triple {
  readonly original: JSONObject;
  readonly current: JSONObject;
  readonly modified: JSONObject;
}

const WORDS = ['', 'one', 'two', '<b>&amp;', 'line\nline\n', 'true', '1', 'größe 日本 \u{1f600}'];
const KEYS = ['a', 'b', 'c.d', 'x_y', '__proto__', 'constructor', '10', '9'];
const LABELS = ['app', 'tier', 'example.com/part', '10', '9'];

const pick = <T>(random: Random, items: readonly T[]): T =>
  items[Math.floor(random() * items.length)]!;
const some = <T>(random: Random, items: readonly T[], least = 0): T[] => {
  const kept = items.filter(() => random() < 0.5);
  return kept.length < least ? items.slice(0, least) : kept;
};
/** An object of entries, whatever the keys: `__proto__` too. */
const mapOf = (entries: readonly (readonly [string, JSONValue])[]): JSONObject =>
  Object.fromEntries(entries);
const texts = (random: Random, keys = KEYS, words = WORDS): JSONObject =>
  mapOf(some(random, keys).map((key) => [key, pick(random, words)]));

/** Leaves out about half of the members. */
function maybe(random: Random, members: Record<string, () => JSONValue>): JSONObject {
  const kept = Object.entries(members).filter(() => random() < 0.5);
  return mapOf(kept.map(([key, make]) => [key, make()]));
}

function metadata(random: Random, name: string): JSONObject {
  return {
    name,
    ...maybe(random, {
      labels: () => texts(random, LABELS, ['', 'x', 'y-z', '1']),
      annotations: () => texts(random, [...LABELS, 'note'], WORDS),
    }),
  };
}

function container(random: Random, name: string): JSONObject {
  return {
    name,
    image: pick(random, ['a:1', 'a:2', 'b']),
    ...maybe(random, {
      args: () => some(random, WORDS),
      env: () =>
        some(random, ['A', 'B', 'C', 'D']).map((key) => ({
          name: key,
          ...pick<JSONObject>(random, [
            { value: pick(random, WORDS) },
            { valueFrom: { fieldRef: { fieldPath: 'metadata.name' } } },
          ]),
        })),
      ports: () =>
        some(random, [80, 443, 8080]).map((port) => ({
          name: `${name}-${port}`,
          // Numbers of its own: the server warns of twins, in the order of its answers.
          containerPort: port + name.length,
          ...maybe(random, { protocol: () => pick(random, ['TCP', 'UDP']) }),
        })),
      volumeMounts: () =>
        some(random, ['/a', '/b', '/c']).map((mountPath) => ({
          mountPath,
          name: pick(random, ['v1', 'v2']),
          ...maybe(random, { readOnly: () => true }),
        })),
      resources: () => ({ limits: { cpu: pick(random, ['1', '500m', '0.5']) } }),
      readinessProbe: () =>
        pick<JSONObject>(random, [{ tcpSocket: { port: 80 } }, { exec: { command: ['true'] } }]),
    }),
  };
}

function volume(random: Random, name: string): JSONObject {
  return {
    name,
    ...pick<JSONObject>(random, [
      { emptyDir: {} },
      { configMap: { name: 'x', items: [{ key: 'k', path: 'p' }] } },
      { secret: { secretName: 's' } },
    ]),
  };
}

function tree(random: Random, depth: number): JSONValue {
  if (depth === 0 || random() < 0.2)
    return pick<JSONValue>(random, [...WORDS, 0, 1.5, -7, true, false]);
  if (random() < 0.3) return some(random, KEYS).map(() => tree(random, depth - 1));
  return mapOf(some(random, KEYS).map((key) => [key, tree(random, depth - 1)]));
}

/** Objects of each kind. Nothing of them is run: deployments are paused, and pods are never scheduled. */
const KINDS: Readonly<Record<string, (random: Random, name: string) => JSONObject>> = {
  Deployment: (random, name) => ({
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: metadata(random, name),
    spec: {
      paused: true,
      replicas: 0,
      selector: { matchLabels: { own: name } },
      template: {
        metadata: { labels: { own: name, ...texts(random, ['l', 'm'], ['x', 'y']) } },
        spec: {
          containers: ['main', 'side', 'third']
            .filter((_, index) => index === 0 || random() < 0.5)
            .map((each) => container(random, each)),
          volumes: ['v1', 'v2'].map((each) => volume(random, each)),
          ...maybe(random, {
            hostAliases: () =>
              some(random, ['1.1.1.1', '2.2.2.2']).map((ip) => ({ ip, hostnames: ['h', 'i'] })),
            tolerations: () =>
              some(random, ['k1', 'k2']).map((key) => ({ key, operator: 'Exists' })),
            nodeSelector: () => texts(random, LABELS, ['x', 'y']),
            imagePullSecrets: () =>
              some(random, ['s1', 's2', 's3']).map((each) => ({ name: each })),
          }),
        },
      },
      ...maybe(random, {
        minReadySeconds: () => pick(random, [1, 2]),
        strategy: () =>
          pick<JSONObject>(random, [
            { type: 'Recreate' },
            { type: 'RollingUpdate', rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } },
            { type: 'RollingUpdate', rollingUpdate: { maxSurge: '25%' } },
          ]),
      }),
    },
  }),
  Service: (random, name) => ({
    apiVersion: 'v1',
    kind: 'Service',
    metadata: metadata(random, name),
    spec: {
      // An address of its own would differ from one namespace to the other.
      clusterIP: 'None',
      ports: some(random, ['p80', 'p443', 'u53', 't53'], 1).map((each) => ({
        name: each,
        port: Number(each.slice(1)),
        protocol: each.startsWith('u') ? 'UDP' : 'TCP',
        ...maybe(random, { targetPort: () => pick<JSONValue>(random, [81, 'http']) }),
      })),
      ...maybe(random, {
        selector: () => texts(random, LABELS, ['x', 'y']),
        sessionAffinity: () => 'ClientIP',
        publishNotReadyAddresses: () => true,
      }),
    },
  }),
  Pod: (random, name) => ({
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: metadata(random, name),
    spec: {
      schedulingGates: [{ name: 'example.com/never' }],
      automountServiceAccountToken: false,
      terminationGracePeriodSeconds: 0,
      containers: ['main', 'side'].map((each) => ({
        name: each,
        image: pick(random, ['a:1', 'b:2']),
      })),
    },
  }),
  ConfigMap: (random, name) => {
    const { name: own, ...rest } = metadata(random, name);
    return {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: {
        name: own!,
        ...rest,
        ...maybe(random, {
          finalizers: () => some(random, ['example.com/a', 'example.com/b', 'example.com/c']),
        }),
      },
      ...maybe(random, { data: () => texts(random), binaryData: () => ({ bin: 'AAEC' }) }),
    };
  },
  Widget: (random, name) => ({
    apiVersion: 'parity.kubist.example/v1',
    kind: 'Widget',
    metadata: metadata(random, name),
    spec: {
      size: pick(random, [1, 2]),
      ...maybe(random, {
        colours: () => some(random, ['red', 'green', 'blue']),
        parts: () => some(random, ['a', 'b', 'c']).map((each) => ({ name: each, count: 1 })),
        options: () => mapOf(some(random, KEYS).map((key) => [key, tree(random, 3)])),
      }),
    },
  }),
  // A custom resource without a schema, of a kind that has the name of a built-in one.
  ShadowDeployment: (random, name) => ({
    apiVersion: 'shadow.kubist.example/v1',
    kind: 'Deployment',
    metadata: metadata(random, name),
    spec: mapOf(some(random, KEYS).map((key) => [key, tree(random, 3)])),
  }),
};

/** Members that cannot be changed, or name what they are in. */
const FIXED = new Set(['apiVersion', 'kind', 'name', 'selector', 'containerPort', 'port', 'own']);
/** Members of which one excludes another: taken as they are from one side. */
const WHOLE = new Set(['volumes', 'env', 'strategy', 'readinessProbe']);
/** What tells items of a list apart. */
const ITEM_KEYS = ['name', 'mountPath', 'ip', 'key'];

/** What an edit makes of `a`: some of it as it is in `b`, some gone, lists in another order. */
function mix(a: JSONValue, b: JSONValue, random: Random, key = ''): JSONValue {
  if (FIXED.has(key)) return a;
  // Objects and items of lists, which have no key, are always taken apart.
  const chance = key === '' ? 1 : random();
  if (chance < 0.15) return a;
  if (chance < 0.3) return b;
  if (Array.isArray(a) && Array.isArray(b)) return mixLists(a, b, random, key);
  if (WHOLE.has(key) || !isMap(a) || !isMap(b)) return random() < 0.5 ? a : b;
  const keys = [...new Set([...Object.keys(a), ...Object.keys(b)])];
  return mapOf(
    keys.flatMap((each): [string, JSONValue][] => {
      const mine = Object.hasOwn(a, each) ? a[each] : undefined;
      const theirs = Object.hasOwn(b, each) ? b[each] : undefined;
      if (mine === undefined) return random() < 0.5 ? [[each, theirs!]] : [];
      if (theirs === undefined) return random() < 0.7 ? [[each, mine]] : [];
      return [[each, mix(mine, theirs, random, each)]];
    }),
  );
}

function mixLists(a: JSONValue[], b: JSONValue[], random: Random, name: string): JSONValue[] {
  const both = [...a, ...b];
  const key = ITEM_KEYS.find((each) => both.every((item) => isMap(item) && each in item));
  if (key === undefined || both.length === 0) return random() < 0.5 ? a : b;
  const find = (list: JSONValue[], value: unknown): JSONValue | undefined =>
    list.find((item) => (item as JSONObject)[key] === value);
  const values = [...new Set(both.map((item) => (item as JSONObject)[key]))];
  const items = values.flatMap((value) => {
    const [mine, theirs] = [find(a, value), find(b, value)];
    if (mine === undefined) return random() < 0.5 ? [theirs!] : [];
    if (theirs === undefined) return random() < 0.7 ? [mine] : [];
    if (WHOLE.has(name)) return [random() < 0.5 ? mine : theirs];
    return [mix(mine, theirs, random)];
  });
  // The first container stays, and so do volumes that may be mounted.
  if (items.length === 0 || (name === 'containers' && items.length < a.length)) return a;
  return random() < 0.3 ? items.toReversed() : items;
}

function isMap(value: JSONValue): value is JSONObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** This many triples, of all kinds in turn. */
export function triples(count: number): Triple[] {
  const kinds = Object.keys(KINDS);
  return Array.from({ length: count }, (_, index) => {
    const random = seeded(index);
    const make = KINDS[kinds[index % kinds.length]!]!;
    const name = `o${String(index).padStart(4, '0')}`;
    const original = make(random, name);
    const other = (): JSONValue => make(random, name);
    return {
      original,
      current: mix(original, other(), random) as JSONObject,
      modified: mix(original, other(), random) as JSONObject,
    };
  });
}
