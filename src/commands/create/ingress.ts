import type { JSONObject } from '../../api/types.ts';
import type { CommandSpec } from '../../cli/command.ts';
import { KubistError } from '../../errors.ts';
import { flag } from './arguments.ts';
import { sortedMap } from './config-data.ts';
import { generatorCommand } from './generator.ts';
import { backend, type IngressRule, parseRule } from './ingress-rule.ts';
import { INGRESSES } from './resources.ts';

/** `create ingress` */
export const ingress: CommandSpec = generatorCommand({
  use: 'NAME --rule=host/path=service:port[,tls[=secret]] ',
  short: 'Create an ingress with the specified name',
  examples: `  # One path of one host
  {program} create ingress web --rule="web.example.com/api=api:8080"

  # All paths, with https by the certificate of a secret
  {program} create ingress web --class=nginx --rule="web.example.com/*=web:http,tls=web-certificate"

  # What no rule catches
  {program} create ingress web --default-backend=fallback:80 --rule="/api*=api:80" --annotation=example.com/note=x`,
  flags: [
    flag('annotation', 'Annotation of the ingress: KEY=VALUE', 'stringArray'),
    flag('class', 'Ingress class, which names the controller'),
    flag('default-backend', 'Service for what no rule catches: SERVICE:PORT'),
    flag(
      'rule',
      'HOST/PATH=SERVICE:PORT[,tls[=SECRET]]. A * at the end of the path stands for all that begins so.',
      'stringArray',
    ),
  ],
  resource: INGRESSES,
  failure: 'failed to create ingress: ',
  build({ flags, name }) {
    const texts = flags.strings('rule');
    const fallback = flags.string('default-backend');
    if (texts.length === 0 && fallback === '') {
      throw new KubistError(
        'not enough information provided: every ingress has to either specify a default-backend (which catches all traffic) or a list of rules (which catch specific paths)',
      );
    }
    const rules = texts.map(parseRule);
    const annotations = readAnnotations(flags.strings('annotation'));
    if (fallback !== '' && fallback.split(':').length !== 2) {
      throw new KubistError('default-backend should be in format servicename:serviceport');
    }
    const ingressClass = flags.string('class');
    const tls = tlsOf(rules);
    return {
      kind: 'Ingress',
      apiVersion: 'networking.k8s.io/v1',
      metadata: {
        ...(name === '' ? {} : { name }),
        ...(annotations.size === 0 ? {} : { annotations: sortedMap(annotations) }),
      },
      spec: {
        ...(ingressClass === '' ? {} : { ingressClassName: ingressClass }),
        ...(fallback === '' ? {} : { defaultBackend: backend(fallback) }),
        ...(tls.length === 0 ? {} : { tls }),
        ...(rules.length === 0 ? {} : { rules: rulesOf(rules) }),
      },
      status: { loadBalancer: {} },
    };
  },
});

function readAnnotations(texts: readonly string[]): Map<string, string> {
  const annotations = new Map<string, string>();
  for (const text of texts) {
    const equals = text.indexOf('=');
    if (equals < 0) {
      throw new KubistError(`annotation ${text} is invalid and should be in format key=[value]`);
    }
    annotations.set(text.slice(0, equals), text.slice(equals + 1));
  }
  return annotations;
}

/** One rule a host, with all its paths. */
function rulesOf(rules: readonly IngressRule[]): JSONObject[] {
  const hosts = Map.groupBy(rules, ({ host }) => host);
  return [...hosts].map(([host, members]) => ({
    ...(host === '' ? {} : { host }),
    http: { paths: members.map(({ path }) => path) },
  }));
}

/** One entry a secret, with all its hosts. */
function tlsOf(rules: readonly IngressRule[]): JSONObject[] {
  const secrets = Map.groupBy(
    rules.filter(({ host, secret }) => secret !== undefined && host + secret !== ''),
    ({ secret }) => secret ?? '',
  );
  return [...secrets].map(([secretName, members]) => {
    const hosts = [...new Set(members.map(({ host }) => host).filter((host) => host !== ''))];
    return {
      ...(hosts.length === 0 ? {} : { hosts }),
      ...(secretName === '' ? {} : { secretName }),
    };
  });
}
