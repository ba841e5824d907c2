import { isTrue } from '../list.ts';
import { badRequest } from '../answer.ts';
import { invalid, unsupported } from './invalid.ts';

/** What the query of a change says about how it is done. */
export interface WriteOptions {
  readonly dryRun: boolean;
  /** Who owns the fields that change. */
  readonly manager: string;
  readonly fieldValidation: 'Ignore' | 'Warn' | 'Strict';
  /** Take fields from other managers. */
  readonly force: boolean;
}

/** Reads CreateOptions, UpdateOptions or PatchOptions. Throws what the server answers to others. */
export function readOptions(query: URLSearchParams, userAgent: string, kind: string): WriteOptions {
  const validation = query.get('fieldValidation') || 'Warn';
  if (validation !== 'Ignore' && validation !== 'Warn' && validation !== 'Strict') {
    const supported = ['Ignore', 'Strict', 'Warn'];
    const problem = unsupported('fieldValidation', validation, supported);
    throw invalid({ group: 'meta.k8s.io', kind }, '', [problem]);
  }
  const [agent = ''] = userAgent.split('/');
  return {
    dryRun: readDryRun(query.getAll('dryRun'), kind),
    manager: (query.get('fieldManager') || agent || 'unknown').slice(0, 128),
    fieldValidation: validation,
    force: isTrue(query, 'force'),
  };
}

/** Whether nothing is to be kept. Throws what the server answers to other values. */
export function readDryRun(values: readonly string[], kind: string): boolean {
  if (values.length === 0) return false;
  if (values.every((value) => value === 'All')) return true;
  throw invalid({ group: 'meta.k8s.io', kind }, '', [
    unsupported('dryRun', values as string[], ['All']),
  ]);
}

/** Judges fields that a kind does not have: refused, or warnings that go with the answer. */
export function judgeUnknown(
  unknown: readonly string[],
  { fieldValidation }: WriteOptions,
  refuse: (words: string) => Error = badRequest,
): string[] {
  if (unknown.length === 0 || fieldValidation === 'Ignore') return [];
  const words = unknown.map((path) => `unknown field "${path}"`);
  if (fieldValidation === 'Strict') throw refuse(`strict decoding error: ${words.join(', ')}`);
  return words.map((text) => `299 - ${JSON.stringify(text)}`);
}
