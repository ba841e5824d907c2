import type { Fix } from '../../model.ts';
import type { Match, Scene } from '../../rule.ts';
import { nameOf } from '../../world.ts';
import { isChangeable, named } from '../shared/fixes.ts';
import { refusalsOf } from '../shared/refusals.ts';
import { containerNames } from '../shared/containers.ts';

/** A bound of a LimitRange that a container, pod or claim does not keep. */
interface Violation {
  readonly text: string;
  readonly resource: string;
  /** Of `set resources`: which value would do. */
  readonly flag: 'requests' | 'limits' | undefined;
  readonly bound: string;
}

const BOUND = /^(maximum|minimum) (\S+) usage per (\w+) is (\S+?)[,.]/;
const SHAPES = /(?:maximum|minimum) \S+ usage per \w+ is|max limit to request ratio per \w+ is/;

/** All bounds that a refusal names, of one or of a bracketed list. */
function violationsOf(message: string): readonly Violation[] {
  const body = message.replace(/^.*? is forbidden: /s, '').replace(/^\[|\]$/g, '');
  return body
    .split(/, (?=(?:maximum|minimum) \S+ usage|\S+ max limit to request)/)
    .filter((one) => SHAPES.test(one))
    .map((one) => {
      const [, side, resource = '', kind, bound = ''] =
        BOUND.exec(`${one.replace(/\.$/, '')},`) ?? [];
      const isRequest = side === 'minimum' || /but request is/.test(one);
      const flag = kind !== 'Container' ? undefined : isRequest ? 'requests' : 'limits';
      return {
        text: one.replace(/\.\s*$/, ''),
        resource,
        flag: bound === '' ? undefined : flag,
        bound,
      };
    });
}

/** LIM-01: all that a LimitRange forbids, in one. */
export function limitRangeBroken(scene: Scene): readonly Match[] {
  const { subject, world } = scene;
  return refusalsOf(scene).flatMap(({ text, evidence, since }): Match[] => {
    const violations = violationsOf(text);
    if (violations.length === 0) return [];
    const ranges = world.all('LimitRange', subject.namespace).map(nameOf);
    const which =
      ranges.length === 0 ? 'A LimitRange' : `The LimitRange ${ranges.slice(0, 3).join(', ')}`;
    return [
      {
        cause: `${which} of the namespace forbids it: ${violations.map((one) => one.text).join('; ')}.`,
        evidence: [evidence],
        since,
        objects: ranges.map((name) => ({ kind: 'LimitRange', namespace: subject.namespace, name })),
        fixes: fixesOf(violations, scene),
      },
    ];
  });
}

function fixesOf(violations: readonly Violation[], { subject }: Scene): readonly Fix[] {
  const where = subject.namespace === '' ? '' : ` -n ${subject.namespace}`;
  const show = {
    command: `{program} describe limitrange${where}`,
    why: 'shows what the namespace allows and sets by itself',
  };
  const flags = (['requests', 'limits'] as const).flatMap((flag) => {
    const values = violations
      .filter((one) => one.flag === flag)
      .map(({ resource, bound }) => `${resource}=${bound}`);
    return values.length === 0 ? [] : [`--${flag}=${[...new Set(values)].join(',')}`];
  });
  if (flags.length === 0 || !isChangeable(subject)) return [show];
  const names = containerNames(subject.template);
  const which = names.length === 1 ? `-c=${names[0]}` : "-c='*'";
  return [
    {
      command: `{program} set resources ${named(subject)} ${which} ${flags.join(' ')}`,
      why: 'asks for what is allowed',
    },
    show,
  ];
}
