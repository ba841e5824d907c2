import { fields } from '../../../describe/fields.ts';
import { selects } from '../../related.ts';
import { isReady } from '../../subjects.ts';
import { metadataOf, type World } from '../../world.ts';

/** Where commands and logs name a host: `nslookup db`, `nc -z db 5432`, `http://db:80/`, `db:5432`, `lookup db on …`. */
const PLACES: readonly RegExp[] = [
  /\b(?:nslookup|dig|host|getent hosts|ping)\s+(?:-\S+\s+)*([a-z0-9][a-z0-9.-]*)/g,
  /\bnc\s+(?:-\S+\s+(?:\d+\s+)?)*([a-z][a-z0-9.-]*)\s+\d+/g,
  /\bhttps?:\/\/([a-z0-9][a-z0-9.-]*)/g,
  /(?:-h|--host)[ =]([a-z][a-z0-9.-]*)/g,
  /\b([a-z][a-z0-9-]*(?:\.[a-z0-9-]+)*):\d{2,5}\b/g,
  /\blookup ([a-z][a-z0-9.-]*)(?: on|:)/g,
  /\bresolve '?([a-z][a-z0-9.-]*)'?/g,
  /\bbad address '([a-z][a-z0-9.-]*)'/g,
];

/** A Service that a text names by its host name. */
export interface NamedService {
  readonly namespace: string;
  readonly name: string;
}

/** The Services that a text names as cluster DNS does: `db`, `db.shop`, `db.shop.svc`. Others are left out. */
export function servicesIn(text: string, namespace: string): readonly NamedService[] {
  const found = new Map<string, NamedService>();
  for (const place of PLACES) {
    for (const [, host = ''] of text.matchAll(place)) {
      const [name = '', space = namespace, svc = 'svc', ...rest] = host
        .replace(/\.$/, '')
        .split('.');
      if (/^\d+$/.test(name) || name === 'localhost' || svc !== 'svc') continue;
      if (rest.length > 0 && rest.join('.') !== 'cluster.local') continue;
      found.set(`${space}/${name}`, { namespace: space, name });
    }
  }
  return [...found.values()];
}

/** What is wrong with a Service that something waits for; undefined when nothing is, or nothing is known. */
export function serviceTrouble(
  { namespace, name }: NamedService,
  world: World,
): string | undefined {
  const exists = world.exists('Service', namespace, name);
  // The lists hold one namespace, in most cases: another one's Services are not known.
  const known =
    world.all('Service', namespace).length > 0 || world.all('Pod', namespace).length > 0;
  if (exists === false && known) return `Service ${name} does not exist in namespace ${namespace}`;
  if (exists !== true) return undefined;
  const service = world.find('Service', namespace, name) ?? {};
  const selector = fields(fields(service['spec'])['selector']);
  // Without a selector somebody else says where it leads.
  if (Object.keys(selector).length === 0 || !world.sees('Pod')) return undefined;
  const ready = world
    .all('Pod', namespace)
    .some((pod) => isReady(pod) && selects(selector, fields(metadataOf(pod)['labels'])));
  return ready ? undefined : `Service ${name} has no ready endpoints`;
}
