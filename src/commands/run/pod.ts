import type { JSONObject, KubeObject } from '../../api/types.ts';
import type { Flags } from '../../cli/flags/flags.ts';
import { KubistError } from '../../errors.ts';
import { goQuote } from '../../formats/go-quote.ts';
import { asTyped } from '../../resources/typed/encode.ts';
import { readAnnotations, readLabels, unlessEmpty } from './labels.ts';

/** What a pod is made of, besides flags. */
export interface PodInput {
  readonly name: string;
  /** Words after the name. */
  readonly words: readonly string[];
  readonly restartPolicy: string;
}

/** The pod that the flags describe, and the service for it where they ask for one. Throws a KubistError for values that cannot be. */
export function generate(
  flags: Flags,
  { name, words, restartPolicy }: PodInput,
): { pod: KubeObject; service: KubeObject | undefined } {
  if (name === '') throw new KubistError('Parameter: name is required');
  const annotations = readAnnotations(flags.strings('annotations'));
  const given = readLabels(flags.string('labels'));
  const env = readEnv(flags.strings('env'));
  const port = readPort(flags.string('port'));
  const labels = given ?? { run: name };
  const stdin = flags.bool('stdin');
  const container: JSONObject = {
    name,
    image: flags.string('image'),
    ...(words.length === 0 ? {} : { [flags.bool('command') ? 'command' : 'args']: [...words] }),
    ports: port === undefined ? [] : [{ containerPort: port }],
    env,
    imagePullPolicy: flags.string('image-pull-policy'),
    ...(flags.bool('privileged') ? { securityContext: { privileged: true } } : {}),
    stdin,
    stdinOnce: stdin && !flags.bool('leave-stdin-open'),
    tty: flags.bool('tty'),
  };
  const pod = asTyped({
    kind: 'Pod',
    apiVersion: 'v1',
    metadata: { name, labels, annotations },
    spec: { containers: [container], restartPolicy, dnsPolicy: 'ClusterFirst' },
  });
  return { pod, service: flags.bool('expose') ? serviceOf(name, given, labels, port) : undefined };
}

function serviceOf(
  name: string,
  given: Record<string, string> | undefined,
  selector: Record<string, string>,
  port = 0,
): KubeObject {
  return asTyped({
    kind: 'Service',
    apiVersion: 'v1',
    metadata: { name, ...(given === undefined ? {} : { labels: given }) },
    spec: { ports: [{ protocol: 'TCP', port, targetPort: port }], selector },
  });
}

const ENV_NAME = /^[-._a-zA-Z][-._a-zA-Z0-9]*$/;

function readEnv(texts: readonly string[]): JSONObject[] {
  return unlessEmpty(texts).map((text) => {
    const equals = text.indexOf('=');
    const name = text.slice(0, Math.max(equals, 0));
    if (!ENV_NAME.test(name)) throw new KubistError(`invalid env: ${text}`);
    return { name, value: text.slice(equals + 1) };
  });
}

function readPort(text: string): number | undefined {
  if (text === '') return undefined;
  if (!/^[+-]?[0-9]+$/.test(text)) {
    throw new KubistError(`strconv.Atoi: parsing ${goQuote(text)}: invalid syntax`);
  }
  return Number(text);
}
