import type { ParityCase } from '../case.ts';

/** Words near a command, far from all, the beginning of one; and near those that nobody is pointed to. */
const words = ['gte', 'CREATE', 'expl', 'a', 'exp', 'hel', 'alph', 'optio', 'zzz'];

export const suggestions: readonly ParityCase[] = words.map((word) => ({
  name: `an unknown command, ${word}`,
  covers: 'errors',
  line: word,
}));

export const unknownFlags: readonly ParityCase[] = ['get --outpt', 'get pods -q'].map((line) => ({
  name: `an unknown flag, ${line}`,
  covers: 'get',
  line,
}));
