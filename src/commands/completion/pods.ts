import { containerNames, containersOf } from '../../resources/pods/pod.ts';
import { collectObjects } from '../../resources/objects.ts';
import { resolve } from '../../resources/resolve.ts';
import { findPod } from '../remote/pod.ts';
import { objectNames } from './names.ts';
import { among, Directive, nothing, type Question, type Source } from './source.ts';

/** Types that lead to a pod. */
const WORKLOADS = [
  'daemonsets/',
  'deployments/',
  'pods/',
  'jobs/',
  'replicasets/',
  'replicationcontrollers/',
  'services/',
  'statefulsets/',
];

/** How long to wait for the first pod of something that has none yet, in milliseconds. */
const PATIENCE = 1000;

/** A pod, or `TYPE/NAME` of something that has pods. */
const podOrWorkload: Source = async ({ context, word }) => {
  if (word.includes('/')) {
    const type = word.slice(0, word.indexOf('/'));
    const names = await objectNames(context, type);
    return among(
      names.map((name) => `${type}/${name}`),
      word,
    );
  }
  const pods = among(await objectNames(context, 'pods').catch(() => []), word);
  const types = among(WORKLOADS, word);
  return {
    values: [...pods.values, ...types.values],
    directive: pods.values.length > 0 ? pods.directive : Directive.noSpace | Directive.noFiles,
  };
};

/** What `exec` and `attach` take first. */
export const pod: Source = (question) =>
  question.args.length === 0 ? podOrWorkload(question) : nothing;

/** Containers of the pod that was named. */
export const containers: Source = async ({ context, args: [target], word }) => {
  if (target === undefined) return nothing;
  const found = await findPod(context, request(target));
  return among(containerNames(found), word);
};

/** A pod, then one of its containers. */
export const podAndContainer: Source = (question) => second(question, containers);

/** A pod or service, then one of its ports: `REMOTE:REMOTE`, or `LOCAL:REMOTE` once something is typed. */
export const podAndPort: Source = (question) =>
  second(question, async ({ context, args: [target = ''], word }) => {
    const colon = word.indexOf(':');
    const local = colon < 0 ? word : word.slice(0, colon);
    const ports = await portsOf(context, target);
    return among(
      ports.map((port) => `${word === '' ? port : local}:${port}`),
      word,
    );
  });

function second(question: Question, source: Source) {
  if (question.args.length === 0) return podOrWorkload(question);
  return question.args.length === 1 ? source(question) : nothing;
}

async function portsOf(context: Question['context'], target: string): Promise<number[]> {
  if (/^(svc|services?)\//.test(target)) {
    const { namespace } = await context.namespace();
    const { infos } = await collectObjects(await resolve({ args: [target], namespace }, context));
    const spec = infos[0]?.object?.['spec'] as { ports?: readonly { port: number }[] } | undefined;
    return (spec?.ports ?? []).map(({ port }) => port);
  }
  const { spec } = await findPod(context, request(target));
  return containersOf({ spec: { containers: spec?.containers ?? [] } }).flatMap(({ ports = [] }) =>
    ports.map(({ containerPort }) => containerPort),
  );
}

function request(target: string) {
  return { args: [target], filenames: [], timeout: PATIENCE, verb: 'exec into' } as const;
}

/**
 * Places to copy from or to: `NAMESPACE/` and `POD:`, or `NAMESPACE/POD:`. Where there are none, the shell offers
 * files.
 */
export const copyPlace: Source = async ({ context, args, word }) => {
  const directive = Directive.noSpace;
  if (args.length > 0 || /^[./~]|:/.test(word)) return { values: [], directive };
  const slash = word.indexOf('/');
  if (slash >= 0) {
    const namespace = word.slice(0, slash);
    const inNamespace = { ...context, namespace: async () => ({ namespace, explicit: true }) };
    const pods = await objectNames(inNamespace, 'pods');
    return {
      ...among(
        pods.map((name) => `${namespace}/${name}:`),
        word,
      ),
      directive,
    };
  }
  const [namespaces, pods] = await Promise.all(
    ['namespaces', 'pods'].map((type) => objectNames(context, type).catch(() => [])),
  );
  const places = [
    ...(namespaces ?? []).map((name) => `${name}/`),
    ...(pods ?? []).map((name) => `${name}:`),
    ...(word === '' ? ['./', '/'] : []),
  ];
  return { ...among(places, word), directive };
};
