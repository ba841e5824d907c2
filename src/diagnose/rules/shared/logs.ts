import { fields, text } from '../../../describe/fields.ts';
import type { Evidence } from '../../model.ts';
import type { Scene } from '../../rule.ts';
import { type Container, containersOf, endOf } from '../../subject.ts';
import { type ContainerLog, nameOf, timeOf } from '../../world.ts';
import { causeOfLog, type LogCause } from './log-lines.ts';

/** A log with the container that wrote it. */
interface FoundLog extends ContainerLog {
  readonly writer: Container;
}

/**
 * The last lines of a container; where its own were not read, those of the same container of another pod, which ended
 * in the same way: equal causes read equal.
 */
export function logOf(container: Container, { world, subject }: Scene): FoundLog | undefined {
  const own = world.log(container.pod, container.name);
  if (own !== undefined) return { ...own, writer: container };
  for (const pod of subject.pods) {
    const log = world.log(pod, container.name);
    const writer = containersOf(pod).find(({ name }) => name === container.name);
    if (log !== undefined && writer !== undefined && endText(writer) === endText(container))
      return { ...log, writer };
  }
  return undefined;
}

function endText(container: Container): string {
  const end = endOf(container);
  return `${text(end?.['exitCode'])} ${text(end?.['reason'])}`;
}

/** What a container said of its end, with where it said so. */
export interface LastWords extends LogCause {
  readonly evidence: Evidence;
}

/** What a container said of its end: its termination message, else its log. */
export function lastWords(container: Container, scene: Scene): LastWords | undefined {
  const end = endOf(container);
  const message = text(end?.['message']);
  // The runtime's own words stand in the same place when nothing was started.
  const own =
    message !== '' && end?.['reason'] !== 'StartError' && end?.['reason'] !== 'ContainerCannotRun';
  const log = own ? undefined : logOf(container, scene);
  const cause = causeOfLog(own ? message : (log?.text ?? ''));
  if (cause === undefined) return undefined;
  const { pod, name } = log?.writer ?? container;
  const which = log?.previous === true ? ' (before its restart)' : '';
  const time = timeOf(end?.['finishedAt']);
  return {
    ...cause,
    evidence: {
      kind: own ? 'status' : 'log',
      source: own
        ? `termination message of pod/${nameOf(pod)} container ${name}`
        : `log of pod/${nameOf(pod)} container ${name}${which}`,
      text: cause.block,
      ...(time > 0 ? { time: text(fields(end)['finishedAt']) } : {}),
    },
  };
}
