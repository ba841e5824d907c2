import { describe, expect, onTestFinished, test, vi } from 'vitest';
import {
  formatDuration,
  formatTimestampAge,
  humanDuration,
  parseDuration,
  parseDurationNanos,
  shortHumanDuration,
} from '../../src/formats/duration.ts';
import {
  addQuantities,
  canonicalQuantity,
  compareQuantities,
  formatQuantity,
  parseQuantity,
  quantityMilliValue,
  quantityValue,
  subtractQuantities,
} from '../../src/formats/quantity.ts';
import {
  formatLocalRFC3339,
  formatMicroTime,
  formatRFC1123Z,
  formatRFC3339,
  parseRFC3339,
} from '../../src/formats/time.ts';
import { differing, outcome, recorded } from './fixture.ts';

type Row = [text: string, unused: string, out: string, error: string];

const want = ([, , out, error]: Row): unknown => ({ out, error });

describe('durations', () => {
  test('are read and written as Go does', () => {
    const roundTrip = ([text]: Row): unknown =>
      outcome(() => `${formatDuration(parseDurationNanos(text))} ${parseDurationNanos(text)}`);
    expect(differing(recorded<Row>('durations'), want, roundTrip)).toEqual([]);
  });

  test('show as ages as in the tables of the reference', () => {
    const show = ([nanoseconds]: Row): string => {
      const ms = Number(nanoseconds) / 1e6;
      return `${humanDuration(ms)} ${shortHumanDuration(ms)} ${formatDuration(BigInt(nanoseconds))}`;
    };
    expect(differing(recorded<Row>('ages'), ([, , out]) => out, show)).toEqual([]);
  });

  test('give milliseconds for timers', () => {
    expect(parseDuration('1m0.5s')).toBe(60_500);
  });

  test('an object without a time has no known age', () => {
    const now = Date.parse('2024-05-01T10:00:00Z');
    expect(formatTimestampAge('2024-05-01T09:55:00Z', now)).toBe('5m');
    expect(formatTimestampAge(null, now)).toBe('<unknown>');
  });
});

describe('quantities', () => {
  test('are read and written as the reference does', () => {
    const show = ([text]: Row): unknown =>
      outcome(() => {
        const quantity = parseQuantity(text);
        return `${formatQuantity(quantity)} ${quantity.format}`;
      });
    expect(differing(recorded<Row>('quantities'), want, show)).toEqual([]);
  });

  test('are added, subtracted and compared exactly', () => {
    type Sum = [a: string, b: string, sum: string, difference: string, order: string];
    const compute = ([a, b]: Sum): string[] => {
      const [x, y] = [parseQuantity(a), parseQuantity(b)];
      const results = [addQuantities(x, y), subtractQuantities(x, y)].map(formatQuantity);
      return [...results, String(compareQuantities(x, y))];
    };
    expect(differing(recorded<Sum>('quantity-sums'), (row) => row.slice(2), compute)).toEqual([]);
  });

  test('give whole units and thousandths, rounded up', () => {
    expect(quantityValue(parseQuantity('1500m'))).toBe(2n);
    expect(quantityMilliValue(parseQuantity('0.1005'))).toBe(101n);
    expect(quantityValue(parseQuantity('1.5Gi'))).toBe(1_610_612_736n);
  });

  test('text that is no quantity is left alone', () => {
    expect(canonicalQuantity('0.5')).toBe('500m');
    expect(canonicalQuantity('lots')).toBe('lots');
  });
});

describe('times', () => {
  test('are read with any offset and fraction', () => {
    expect(parseRFC3339('2024-05-01T12:00:00.25+02:00')?.ms).toBe(
      Date.UTC(2024, 4, 1, 10, 0, 0, 250),
    );
    expect(parseRFC3339('2024-05-01T10:00:00.123456789Z')?.nanos).toBe(123_456_789);
  });

  test.each([
    '2024-02-30T00:00:00Z',
    '2024-05-01T24:00:00Z',
    '2024-05-01t10:00:00Z',
    '2024-05-01T10:00:00',
    '',
  ])('%j is no time', (text) => expect(parseRFC3339(text)).toBeUndefined());

  test('are written as the API and describe write them', () => {
    const ms = Date.UTC(2024, 4, 1, 10, 0, 0, 123);
    expect(formatRFC3339(ms)).toBe('2024-05-01T10:00:00Z');
    expect(formatMicroTime(ms)).toBe('2024-05-01T10:00:00.123000Z');
    expect(formatRFC1123Z(ms, true)).toBe('Wed, 01 May 2024 10:00:00 +0000');
  });

  test.each([
    ['UTC', '2024-05-01T10:00:00Z'],
    ['Asia/Kolkata', '2024-05-01T15:30:00+05:30'],
    ['America/St_Johns', '2024-05-01T07:30:00-02:30'],
  ])('are written in the time of %s', (zone, text) => {
    vi.stubEnv('TZ', zone);
    onTestFinished(() => void vi.unstubAllEnvs());
    expect(formatLocalRFC3339(Date.UTC(2024, 4, 1, 10, 0, 0, 123))).toBe(text);
  });
});
