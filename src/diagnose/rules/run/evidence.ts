import { fields, text } from '../../../describe/fields.ts';
import type { Evidence, Fix } from '../../model.ts';
import type { Scene } from '../../rule.ts';
import type { Container } from '../../subject.ts';
import { nameOf } from '../../world.ts';
import { commandWords } from '../shared/command-words.ts';
import { inNamespace } from '../shared/template-fixes.ts';
import { specEvidence } from '../shared/waiting.ts';

/** What a container is told to run, where its spec says it. */
export function commandEvidence(container: Container): readonly Evidence[] {
  const { spec } = container;
  const shown = ['command', 'args', 'workingDir'].flatMap((field) => {
    const value = spec[field];
    if (value === undefined) return [];
    return [
      `${field}: ${Array.isArray(value) ? JSON.stringify(commandWords(value)) : text(value)}`,
    ];
  });
  return shown.length === 0 ? [] : [specEvidence(container, shown.join(', '))];
}

/** Reads the log of the container that ended. */
export function logFix({ pod, name, status }: Container, { subject }: Scene): Fix {
  const previous = fields(status['state'])['terminated'] === undefined ? ' --previous' : '';
  return {
    command: `{program} logs ${nameOf(pod)} -c ${name}${previous} ${inNamespace(subject)}`,
    why: 'shows all that it wrote before it ended',
  };
}
