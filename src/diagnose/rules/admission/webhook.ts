import { fields, list } from '../../../describe/fields.ts';
import type { Evidence } from '../../model.ts';
import { selects } from '../../related.ts';
import type { Match, Scene } from '../../rule.ts';
import { isReady } from '../../subjects.ts';
import { metadataOf, nameOf, type World } from '../../world.ts';
import { said } from './said.ts';

/** A Service that an API server calls. */
export interface CalledService {
  readonly namespace: string;
  readonly name: string;
}

const CALL = /failed calling webhook "([^"]*)": (?:failed to call webhook: )?(.*)$/s;

/** The Service of the webhook that could not be called; undefined for one that is called by URL, or for other words. */
export function calledService(words: string): CalledService | undefined {
  const what = CALL.exec(words)?.[2] ?? '';
  const url = /"https:\/\/([^/".]+)\.([^/".]+)\.svc(?::\d+)?\//.exec(what);
  return url === null ? undefined : { namespace: url[2] ?? '', name: url[1] ?? '' };
}

/** ADM-03 */
export function webhookUnreachable(scene: Scene): readonly Match[] {
  return said(scene, CALL, ([words, webhook = '', what = '']) => {
    const service = calledService(words);
    const error = what.replace(/^\w+ "[^"]*": /, '').replace(/\.$/, '');
    const { why, evidence } = behind(service, error, scene.world);
    return {
      cause: `The admission webhook ${webhook} cannot be reached${why}.`,
      evidence,
      objects: service === undefined ? [] : [{ kind: 'Service', ...service }],
      fixes: [
        ...(service === undefined
          ? []
          : [
              {
                command: `{program} get service,endpointslices,pods -n ${service.namespace}`,
                why: 'shows whether what answers the webhook runs',
              },
            ]),
        {
          command: '{program} get validatingwebhookconfigurations,mutatingwebhookconfigurations',
          why: `shows whose ${webhook} is; with failurePolicy Ignore it would not stop the pods`,
        },
      ],
    };
  });
}

/** What is known of the Service that should answer. */
function behind(
  service: CalledService | undefined,
  error: string,
  world: World,
): { readonly why: string; readonly evidence: readonly Evidence[] } {
  if (service === undefined) return { why: `: ${error}`, evidence: [] };
  const { namespace, name } = service;
  const known = `the Service ${name} in the namespace ${namespace}`;
  // Of a namespace that was not read nothing is known, unless the server was asked for this one.
  const read = world.asked('Service', namespace, name) || world.all('Pod', namespace).length > 0;
  const absent = read && world.exists('Service', namespace, name) === false;
  if (absent || /service "[^"]*" not found/.test(error))
    return { why: `, as ${known} does not exist`, evidence: [] };
  const behindIt = endpointsOf(service, world);
  if (behindIt === undefined) return { why: `, behind ${known}: ${error}`, evidence: [] };
  const { source, ready, all } = behindIt;
  const evidence: readonly Evidence[] = [
    { kind: 'object', source, text: `${ready} of ${all} endpoints are ready` },
  ];
  return ready === 0
    ? { why: `, as ${known} has no endpoint that is ready`, evidence }
    : { why: `, though ${known} has endpoints that are ready: ${error}`, evidence };
}

/** How many endpoints a Service has, by its slices, or by its pods where these are known; undefined where nothing is. */
function endpointsOf(
  { namespace, name }: CalledService,
  world: World,
): { readonly source: string; readonly ready: number; readonly all: number } | undefined {
  const slices = world
    .all('EndpointSlice', namespace)
    .filter((one) => fields(metadataOf(one)['labels'])['kubernetes.io/service-name'] === name);
  if (slices.length > 0) {
    const endpoints = slices.flatMap((slice) => list(slice['endpoints']));
    const ready = endpoints.filter(({ conditions }) => fields(conditions)['ready'] !== false);
    const source = `endpointslice/${nameOf(slices[0] ?? {})}`;
    return { source, ready: ready.length, all: endpoints.length };
  }
  const service = world.find('Service', namespace, name) ?? {};
  const selector = fields(fields(service['spec'])['selector']);
  if (Object.keys(selector).length === 0 || !world.covers(namespace) || !world.sees('Pod'))
    return undefined;
  const pods = world
    .all('Pod', namespace)
    .filter((pod) => selects(selector, fields(metadataOf(pod)['labels'])));
  return { source: `service/${name}`, ready: pods.filter(isReady).length, all: pods.length };
}
