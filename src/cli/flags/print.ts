import type { FlagSpec } from './flags.ts';

/** `-o` and what belongs to it, for commands that print objects. `formats` are those that help names. */
export function printFlags(formats: string): readonly FlagSpec[] {
  return [
    {
      name: 'allow-missing-template-keys',
      type: 'bool',
      default: true,
      usage:
        'Take fields and keys that a template names and the object lacks for empty; false makes them errors. For Go templates and JSONPath.',
    },
    {
      name: 'output',
      short: 'o',
      type: 'string',
      default: '',
      usage: `How to print. One of: ${formats}.`,
    },
    {
      name: 'show-managed-fields',
      type: 'bool',
      default: false,
      usage: 'Keep managedFields in JSON and YAML',
    },
    {
      name: 'template',
      type: 'string',
      default: '',
      usage: 'The template, or the file that holds it, for -o go-template and -o go-template-file',
    },
  ];
}
