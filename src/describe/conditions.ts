import type { Description } from './description.ts';
import { list, text } from './fields.ts';

/** Describes conditions as a table of type, status and some more of their members, when there are any. */
export function describeConditionTable(
  description: Description,
  conditions: unknown,
  members: readonly ('reason' | 'message')[],
): void {
  const all = list(conditions);
  if (all.length === 0) return;
  const titles = { reason: 'Reason', message: 'Message' };
  description.table(
    'Conditions',
    ['Type', 'Status', ...members.map((member) => titles[member])],
    all.map((condition) => [
      `${text(condition['type'])} `,
      text(condition['status']),
      ...members.map((member) => text(condition[member])),
    ]),
  );
}
