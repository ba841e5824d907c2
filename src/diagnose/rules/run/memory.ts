import { fields, text } from '../../../describe/fields.ts';
import { addQuantities, formatQuantity, parseQuantity } from '../../../formats/quantity.ts';
import type { Fix } from '../../model.ts';
import { eventEvidence, type Rule, type Scene } from '../../rule.ts';
import type { Container } from '../../subject.ts';
import { type Event, nameOf, timeOf, type World } from '../../world.ts';
import { endingEvidence, endingOf, type Ending, isOver } from '../shared/ending.ts';
import { setFix, undoFix } from '../shared/template-fixes.ts';
import { specEvidence } from '../shared/waiting.ts';

const SIGKILL = 137;

/** The kernel killed a container that wanted more memory than it may have. */
export const memoryRule: Rule = {
  id: 'RUN-02',
  title: 'oom-killed',
  severity: 'error',
  class: 'transient',
  confidence: 'high',
  container: (container, scene) => {
    const ending = endingOf(container, scene);
    if (ending === undefined || !ending.again) return undefined;
    const memory = memoryOf(container);
    const onNode = nodeEvent(ending, scene.world);
    const sure = ending.by === 'memory';
    // A kernel may kill a child of the main process: then no reason is given.
    const likely = ending.by === 'itself' && ending.code === SIGKILL && memory.limit !== '';
    if (!sure && !likely && !(ending.by === 'itself' && ending.code === SIGKILL && onNode))
      return undefined;
    return {
      cause: causeText(container, memory, sure),
      evidence: [
        endingEvidence(container, ending),
        specEvidence(
          container,
          `memory limit: ${memory.limit || 'none'}, request: ${memory.request || 'none'}`,
        ),
        ...(onNode === undefined ? [] : [eventEvidence(onNode)]),
      ],
      class: ending.ends > 1 || isOver(container) ? 'fatal' : 'transient',
      ...(sure ? {} : { confidence: onNode === undefined ? 'low' : 'medium' }),
      fixes: fixes(container, memory.limit, scene),
    };
  },
};

interface Memory {
  readonly limit: string;
  readonly request: string;
}

function memoryOf({ spec, status }: Container): Memory {
  // What applies may have been resized since. Source: KEP-1287.
  const resources = fields(status['resources'] ?? spec['resources']);
  return {
    limit: text(fields(resources['limits'])['memory']),
    request: text(fields(resources['requests'])['memory']),
  };
}

function causeText({ name }: Container, { limit, request }: Memory, sure: boolean): string {
  if (limit === '')
    return `Container ${name} was killed because the node ran out of memory: it has no memory limit of its own.`;
  const asked = request === '' || request === limit ? '' : ` (it requests ${request})`;
  return sure
    ? `Container ${name} used more memory than its limit of ${limit}${asked} and was killed (OOMKilled).`
    : `Container ${name} was killed by SIGKILL, most likely because it used more memory than its limit of ${limit}${asked}.`;
}

/** A node out of memory says so in events of its own. Sources: kubelet, node-problem-detector. */
function nodeEvent({ end }: Ending, world: World): Event | undefined {
  const ended = timeOf(end['finishedAt']);
  return (
    world
      .all('Node')
      // The kubelet names its node, where other objects have their uid.
      .flatMap((node) => [
        ...world.eventsOf(node),
        ...world.eventsOf({ metadata: { uid: nameOf(node) } }),
      ])
      .find(
        ({ reason, time }) =>
          (reason === 'SystemOOM' || reason === 'OOMKilling') && Math.abs(time - ended) < 60_000,
      )
  );
}

function fixes(container: Container, limit: string, scene: Scene): readonly Fix[] {
  const larger = limit === '' ? '512Mi' : twice(limit);
  return [
    setFix(
      scene.subject,
      'resources',
      `-c ${container.name} --limits=memory=${larger}`,
      limit === ''
        ? 'gives it a limit and so a place on a node that has room'
        : `doubles the limit, to ${larger}`,
    ),
    ...undoFix(scene),
  ];
}

function twice(quantity: string): string {
  try {
    const parsed = parseQuantity(quantity);
    return formatQuantity(addQuantities(parsed, parsed));
  } catch {
    return quantity;
  }
}
