import type { JSONObject, JSONValue } from '../../../src/api/types.ts';

/** Objects and changed copies of them, the same for the same seed. */
export type Random = () => number;

/** mulberry32: numbers from 0 to 1. */
export function seeded(seed: number): Random {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

const NAMES = ['a', 'b', 'web', 'api', 'größe', 'x.y/z', '日本', '\u{1f600}', '\uff5e'];
const WORDS = ['', 'one', 'two', '<b>&amp;', 'line\nline', 'true', '1', ...NAMES];
const KEYS = [...NAMES, '__proto__', 'constructor', 'toString'];

function pick<T>(random: Random, items: readonly T[]): T {
  return items[Math.floor(random() * items.length)]!;
}

function some<T>(random: Random, items: readonly T[], most = 4): T[] {
  const shuffled = items.map((item) => ({ item, at: random() })).sort((a, b) => a.at - b.at);
  return shuffled.slice(0, Math.floor(random() * (most + 1))).map(({ item }) => item);
}

/** An object of entries, whatever the keys: `__proto__` too. */
function mapOf(entries: readonly (readonly [string, JSONValue])[]): JSONObject {
  return Object.fromEntries(entries);
}

function strings(random: Random): JSONObject {
  return mapOf(some(random, KEYS).map((key) => [key, pick(random, WORDS)]));
}

/** Leaves out about a third of the members. */
function maybe(random: Random, members: Record<string, () => JSONValue>): JSONObject {
  const kept = Object.entries(members).filter(() => random() > 0.35);
  return mapOf(kept.map(([key, make]) => [key, make()]));
}

function metadata(random: Random): JSONObject {
  return {
    name: 'thing',
    ...maybe(random, {
      labels: () => strings(random),
      annotations: () => strings(random),
      finalizers: () => some(random, ['x/1', 'x/2', 'x/3', 'x/4']),
      ownerReferences: () =>
        some(random, ['u1', 'u2', 'u3']).map((uid) => ({
          uid,
          kind: 'Owner',
          name: pick(random, NAMES),
        })),
    }),
  };
}

function container(random: Random, name: string): JSONObject {
  return {
    name,
    ...maybe(random, {
      image: () => pick(random, WORDS),
      args: () => some(random, WORDS),
      env: () =>
        some(random, ['A', 'B', 'C', 'D']).map((name) => ({
          name,
          ...maybe(random, { value: () => pick(random, WORDS) }),
        })),
      ports: () =>
        some(random, [80, 443, 8080, 9090]).map((containerPort) => ({
          containerPort,
          ...maybe(random, {
            protocol: () => pick(random, ['TCP', 'UDP']),
            name: () => pick(random, NAMES),
          }),
        })),
      volumeMounts: () =>
        some(random, ['/a', '/b', '/c']).map((mountPath) => ({
          mountPath,
          name: pick(random, NAMES),
        })),
      resources: () => ({
        limits: strings(random),
        ...maybe(random, { requests: () => strings(random) }),
      }),
      tty: () => random() > 0.5,
    }),
  };
}

function volume(random: Random, name: string): JSONObject {
  const source = pick(random, ['emptyDir', 'configMap', 'secret', 'hostPath']);
  const sources: Record<string, JSONObject> = {
    emptyDir: {},
    configMap: { name: pick(random, NAMES), defaultMode: 420 },
    secret: { secretName: pick(random, NAMES) },
    hostPath: { path: '/x' },
  };
  return { name, [source]: sources[source]! };
}

function podSpec(random: Random): JSONObject {
  return {
    containers: [
      container(random, 'main'),
      ...some(random, NAMES, 3).map((name) => container(random, name)),
    ],
    ...maybe(random, {
      initContainers: () => some(random, NAMES, 2).map((name) => container(random, name)),
      volumes: () => some(random, NAMES).map((name) => volume(random, name)),
      tolerations: () => some(random, WORDS, 2).map((key) => ({ key, operator: 'Exists' })),
      nodeSelector: () => strings(random),
      hostAliases: () =>
        some(random, ['1.1.1.1', '2.2.2.2']).map((ip) => ({ ip, hostnames: some(random, NAMES) })),
      imagePullSecrets: () => some(random, NAMES).map((name) => ({ name })),
      terminationGracePeriodSeconds: () => pick(random, [0, 30, 600]),
      activeDeadlineSeconds: () => pick(random, [9007199254740993n, 9007199254740995n, 5]),
      securityContext: () =>
        maybe(random, { runAsUser: () => pick(random, [0, 1000]), sysctls: () => [] }),
      dnsPolicy: () => pick(random, ['Default', 'None']),
    }),
  };
}

const KINDS: Readonly<Record<string, (random: Random) => JSONObject>> = {
  Deployment: (random) => ({
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: metadata(random),
    spec: {
      selector: { matchLabels: strings(random) },
      template: { metadata: metadata(random), spec: podSpec(random) },
      ...maybe(random, {
        replicas: () => pick(random, [0, 1, 3]),
        paused: () => random() > 0.5,
        strategy: () =>
          pick<JSONObject>(random, [
            { type: 'Recreate' },
            { type: 'RollingUpdate', rollingUpdate: { maxSurge: 1 } },
            { type: 'RollingUpdate', rollingUpdate: { maxSurge: '25%', maxUnavailable: 0 } },
          ]),
      }),
    },
  }),
  Pod: (random) => ({
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: metadata(random),
    spec: podSpec(random),
  }),
  Service: (random) => ({
    apiVersion: 'v1',
    kind: 'Service',
    metadata: metadata(random),
    spec: maybe(random, {
      ports: () => [
        ...some(random, [80, 443, 8080, 53]).map((port) => ({
          port,
          ...maybe(random, {
            targetPort: () => pick<JSONValue>(random, [80, 'http']),
            name: () => pick(random, NAMES),
          }),
        })),
        ...(random() > 0.8 ? [{ port: 53, protocol: 'UDP' }] : []),
      ],
      selector: () => strings(random),
      externalIPs: () => some(random, ['1.1.1.1', '2.2.2.2', '3.3.3.3']),
      type: () => pick(random, ['ClusterIP', 'NodePort']),
      sessionAffinityConfig: () => ({ clientIP: { timeoutSeconds: pick(random, [1, 2]) } }),
    }),
  }),
  ConfigMap: (random) => ({
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: metadata(random),
    ...maybe(random, {
      data: () => strings(random),
      binaryData: () => strings(random),
      immutable: () => random() > 0.5,
    }),
  }),
  Widget: (random) => ({
    apiVersion: 'example.com/v1',
    kind: 'Widget',
    metadata: metadata(random),
    spec: tree(random, 4),
  }),
};

/** The kinds that can be generated; Widget is a custom resource. */
export const kindNames: readonly string[] = Object.keys(KINDS);

function tree(random: Random, depth: number): JSONValue {
  if (depth === 0 || random() < 0.3)
    return pick<JSONValue>(random, [...WORDS, 0, 1.5, -7, 1e21, true, false]);
  if (random() < 0.3) return some(random, KEYS).map(() => tree(random, depth - 1));
  return mapOf(some(random, KEYS, 5).map((key) => [key, tree(random, depth - 1)]));
}

/** An object of a kind. */
export function generate(kind: string, random: Random): JSONObject {
  return KINDS[kind]!(random);
}

/** A copy where some members come from another object of the same kind, as an edit makes them; lists are reordered. */
export function vary(value: JSONValue, other: JSONValue, random: Random): JSONValue {
  if (random() < 0.1) return other;
  if (Array.isArray(value) && Array.isArray(other)) {
    const items = value.map((item) => vary(item, item, random)).filter(() => random() > 0.15);
    return random() < 0.3 ? items.toReversed() : items;
  }
  if (!isMap(value) || !isMap(other)) return random() < 0.9 ? value : other;
  const keys = [...new Set([...Object.keys(value), ...Object.keys(other)])];
  return mapOf(
    keys.flatMap((key): [string, JSONValue][] => {
      const mine = Object.hasOwn(value, key) ? value[key]! : undefined;
      const theirs = Object.hasOwn(other, key) ? other[key]! : undefined;
      if (key === 'name' || key === 'kind' || key === 'apiVersion')
        return [[key, (mine ?? theirs)!]];
      if (mine === undefined) return random() < 0.3 ? [[key, theirs!]] : [];
      if (theirs === undefined) return random() < 0.85 ? [[key, mine]] : [];
      return [[key, vary(mine, theirs, random)]];
    }),
  );
}

function isMap(value: JSONValue): value is JSONObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** An object as it was applied last, as the user wants it now, and as it is in the cluster. */
export function triple(
  kind: string,
  random: Random,
): { original: JSONObject; modified: JSONObject; current: JSONObject } {
  const original = generate(kind, random);
  const modified = vary(original, generate(kind, random), random) as JSONObject;
  const current = vary(original, generate(kind, random), random) as JSONObject;
  const { apiVersion, kind: name, metadata } = original;
  const fixed = (object: JSONObject): JSONObject => ({
    ...(isMap(object) ? object : {}),
    apiVersion: apiVersion!,
    kind: name!,
    metadata: object['metadata'] ?? metadata!,
  });
  return { original, modified: fixed(modified), current: fixed(current) };
}
