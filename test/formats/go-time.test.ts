import { expect, it } from 'vitest';
import { parseGoTime } from '../../src/formats/go-time.ts';

it.each([
  ['2020-01-01T00:00:00.5+02:00', '2019-12-31T22:00:00.500Z'],
  ['2020-02-29T5:00:00Z', '2020-02-29T05:00:00.000Z'],
  ['2020-02-29T05:00:00,25-01:30', '2020-02-29T06:30:00.250Z'],
])('%s is %s', (text, time) => {
  expect(new Date(parseGoTime(text)).toISOString()).toBe(time);
});

const layout = 'as "2006-01-02T15:04:05Z07:00": cannot parse';
it.each([
  ['x', `parsing time "x" ${layout} "x" as "2006"`],
  ['2020', `parsing time "2020" ${layout} "" as "-"`],
  ['2020-02-20t05:01:00z', `parsing time "2020-02-20t05:01:00z" ${layout} "t05:01:00z" as "T"`],
  ['2020-02-20T05:00:00', `parsing time "2020-02-20T05:00:00" ${layout} "" as "Z07:00"`],
  ['2020-02-20T05:00:00.Z', `parsing time "2020-02-20T05:00:00.Z" ${layout} ".Z" as "Z07:00"`],
  ['2020-13-01T00:00:00Z', 'parsing time "2020-13-01T00:00:00Z": month out of range'],
  ['2020-02-30T00:00:00Z', 'parsing time "2020-02-30T00:00:00Z": day out of range'],
  ['2020-02-20T25:00:00Z', 'parsing time "2020-02-20T25:00:00Z": hour out of range'],
  ['2020-02-20T05:00:00Zx', 'parsing time "2020-02-20T05:00:00Zx": extra text: "x"'],
  [
    '2020-02-20T05:00:00+25:00',
    'parsing time "2020-02-20T05:00:00+25:00": time zone offset hour out of range',
  ],
])('%s is refused in the words of Go', (text, message) => {
  expect(() => parseGoTime(text)).toThrow(message);
});
