import { fields, list, text } from '../../../describe/fields.ts';
import type { Fix } from '../../model.ts';
import type { Match, Scene } from '../../rule.ts';
import { isChangeable, named } from '../shared/fixes.ts';
import { refusalsOf, type Refusal } from '../shared/refusals.ts';

/** A resource of a quota that is used up. */
interface Excess {
  readonly resource: string;
  readonly requested: string;
  readonly used: string;
  readonly limited: string;
}

const EXCEEDED = /exceeded quota: ([^,]+), requested: (.*?), used: (.*?), limited: (.*)$/s;

/** `exceeded quota: Q, requested: pods=1, used: pods=3, limited: pods=3`. */
export function exceededQuota(
  message: string,
): { quota: string; excesses: readonly Excess[] } | undefined {
  const parts = EXCEEDED.exec(message);
  if (parts === null) return undefined;
  const [, quota = '', requested = '', used = '', limited = ''] = parts;
  const [before, most] = [amounts(used), amounts(limited)];
  const excesses = [...amounts(requested)].map(([resource, amount]) => ({
    resource,
    requested: amount,
    used: before.get(resource) ?? '',
    limited: most.get(resource) ?? '',
  }));
  return { quota, excesses };
}

/** `requests.cpu=1,requests.memory=128Mi`. */
function amounts(written: string): ReadonlyMap<string, string> {
  const pairs = written.split(',').map((pair) => {
    const at = pair.lastIndexOf('=');
    return [pair.slice(0, at).trim(), pair.slice(at + 1).trim()] as const;
  });
  return new Map(pairs.filter(([resource]) => resource !== ''));
}

/** QUO-01 for pods, QUO-04 for what else is counted. */
export function quotaExceeded(scene: Scene, ofPods: boolean): readonly Match[] {
  return refusalsOf(scene).flatMap((refusal) => {
    const found = exceededQuota(refusal.text);
    if (found === undefined || /^pods? "/.test(refusal.text) !== ofPods) return [];
    return [toMatch(found.quota, found.excesses, refusal, scene)];
  });
}

function toMatch(
  quota: string,
  excesses: readonly Excess[],
  { text: said, evidence, since }: Refusal,
  { subject }: Scene,
): Match {
  const { namespace, pods, oldPods } = subject;
  const what = /^(\S+) "/.exec(said)?.[1]?.replace(/\..*$/, '') ?? 'pods';
  const details = excesses.map(
    ({ resource, requested, used, limited }) =>
      `${resource}: ${used} of ${limited} used, ${requested} more asked for`,
  );
  return {
    cause: `The quota ${quota} allows no more ${what} (${details.join('; ')}).`,
    evidence: [evidence],
    since,
    // While other pods of it come and go, there may be room again.
    class: what === 'pods' && pods.length + oldPods.length > 0 ? 'grace' : 'fatal',
    grace: 60,
    objects: [{ kind: 'ResourceQuota', namespace, name: quota }],
    fixes: [...raise(quota, excesses, namespace), ...shrink(what, excesses, subject)],
  };
}

function raise(quota: string, excesses: readonly Excess[], namespace: string): readonly Fix[] {
  const where = namespace === '' ? '' : ` -n ${namespace}`;
  const hard = Object.fromEntries(excesses.map(({ resource }) => [resource, 'AMOUNT']));
  return [
    {
      command: `{program} describe resourcequota ${quota}${where}`,
      why: 'shows what is used and what is allowed',
    },
    {
      command: `{program} patch resourcequota ${quota}${where} -p '${JSON.stringify({ spec: { hard } })}'`,
      why: 'raises the quota, if you may',
    },
  ];
}

function shrink(
  what: string,
  excesses: readonly Excess[],
  subject: Scene['subject'],
): readonly Fix[] {
  const fixes: Fix[] = [];
  if (what === 'replicasets') {
    fixes.push({
      command: `{program} get replicasets -n ${subject.namespace}`,
      why: 'shows those that count: revisionHistoryLimit of a Deployment says how many old ones it keeps',
    });
  }
  if (what === 'pods' && subject.kind === 'Deployment' && subject.oldPods.length > 0) {
    fixes.push({
      command: `{program} patch ${named(subject)} -p '{"spec":{"strategy":{"rollingUpdate":{"maxSurge":0,"maxUnavailable":1}}}}'`,
      why: 'a rolling update then stops an old pod before it starts a new one, within the quota',
    });
  }
  const asked = excesses.filter(({ resource }) =>
    /^(?:requests|limits)\.|^(?:cpu|memory)$/.test(resource),
  );
  const container = list(fields(subject.template['spec'])['containers'])[0];
  if (asked.length > 0 && isChangeable(subject) && container !== undefined) {
    const flags = ['requests', 'limits'].flatMap((kind) => {
      const values = asked
        .filter(
          ({ resource }) =>
            resource.startsWith(`${kind}.`) || (kind === 'requests' && !resource.includes('.')),
        )
        .map(({ resource, limited }) => `${resource.replace(/^\w+\./, '')}=${limited}`);
      return values.length === 0 ? [] : [`--${kind}=${values.join(',')}`];
    });
    fixes.push({
      command: `{program} set resources ${named(subject)} -c=${text(container['name'])} ${flags.join(' ')}`,
      why: 'asks for less: these amounts are all that the quota allows, for all pods together',
    });
  }
  return fixes;
}

/** QUO-02: `failed quota: Q: must specify limits.cpu for: app; limits.memory for: app`. */
export function quotaNeedsRequests(scene: Scene): readonly Match[] {
  const { subject } = scene;
  return refusalsOf(scene).flatMap(({ text: said, evidence, since }): Match[] => {
    const parts = /failed quota: (.*?): must specify (.*)$/s.exec(said);
    if (parts === null) return [];
    const [, quota = '', missing = ''] = parts;
    const wanted = missing.split(/; ?/).map((one) => {
      const [, resources = one, containers = ''] = /^(.*?) for: (.*)$/.exec(one) ?? [];
      return { resources: resources.split(','), containers: containers.split(',') };
    });
    const resources = [...new Set(wanted.flatMap((one) => one.resources))];
    const containers = [...new Set(wanted.flatMap((one) => one.containers))].filter(Boolean);
    const who =
      containers.length === 1
        ? `container ${containers[0]}`
        : `containers ${containers.join(', ')}`;
    return [
      {
        cause: `The quota ${quota} counts ${resources.join(' and ')}, so that ${containers.length === 0 ? 'each container' : who} must say how much it needs.`,
        evidence: [evidence],
        since,
        objects: [{ kind: 'ResourceQuota', namespace: subject.namespace, name: quota }],
        fixes: isChangeable(subject)
          ? [
              {
                command: `{program} set resources ${named(subject)} -c=${containers.length === 1 ? containers[0] : "'*'"} ${resourceFlags(resources)}`,
                why: 'says how much it needs (choose the amounts); a LimitRange can set defaults for the namespace',
              },
            ]
          : [],
      },
    ];
  });
}

const USUAL: Readonly<Record<string, string>> = { cpu: '100m', memory: '128Mi' };

/** `limits.cpu, limits.memory` as flags of `set resources`. */
function resourceFlags(resources: readonly string[]): string {
  return ['requests', 'limits']
    .flatMap((kind) => {
      const values = resources
        .filter((one) => one.startsWith(`${kind}.`) || (kind === 'requests' && !one.includes('.')))
        .map((one) => one.replace(/^(?:requests|limits)\./, ''))
        .map((one) => `${one}=${USUAL[one] ?? '1Gi'}`);
      return values.length === 0 ? [] : [`--${kind}=${values.join(',')}`];
    })
    .join(' ');
}
