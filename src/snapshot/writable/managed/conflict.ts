import { Refusal } from '../../answer.ts';
import { type FieldSet, pathText } from './field-set.ts';
import type { Manager } from './managers.ts';

/** The server's word for fields that somebody else owns. */
export function conflictOf(
  conflicts: readonly { readonly manager: Manager; readonly fields: FieldSet }[],
): Refusal {
  const causes = conflicts
    .flatMap(({ manager, fields }) =>
      [...fields.paths()].map((path) => ({ who: managerText(manager), field: pathText(path) })),
    )
    .sort((a, b) => (a.who + a.field < b.who + b.field ? -1 : 1));
  const [first] = causes;
  let words = '';
  if (causes.length === 1 && first !== undefined) {
    words = `Apply failed with 1 conflict: conflict with ${first.who}: ${first.field}`;
  } else {
    const names = [...new Set(causes.map(({ who }) => who))];
    const parts = names.map((name) => {
      const lines = causes.filter(({ who }) => who === name).map(({ field }) => `\n- ${field}`);
      return `conflicts with ${name}:${lines.join('')}`;
    });
    words = `Apply failed with ${causes.length} conflicts: ${parts.join('\n')}`;
  }
  return new Refusal(409, 'Conflict', words, {
    causes: causes.map(({ who, field }) => ({
      reason: 'FieldManagerConflict',
      message: `conflict with ${who}`,
      field,
    })),
  });
}

function managerText({ name, operation, apiVersion, subresource }: Manager): string {
  const who = subresource === '' ? `"${name}"` : `"${name}" with subresource "${subresource}"`;
  return operation === 'Update' ? `${who} using ${apiVersion}` : who;
}
