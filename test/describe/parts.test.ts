import { expect, test } from 'vitest';
import { annotate } from '../../src/describe/annotations.ts';
import { Description } from '../../src/describe/description.ts';
import { showEvents } from '../../src/describe/events.ts';
import type { Fields } from '../../src/describe/fields.ts';
import { labelOf } from '../../src/describe/generic.ts';
import { describeSlices } from '../../src/describe/node/resource-slices.ts';
import { describeOldAutoscaler } from '../../src/describe/policy/autoscaler.ts';
import { describeResourceQuota } from '../../src/describe/quota/resource-quota.ts';
import { tabbedText } from '../../src/describe/text.ts';

function told(tell: (description: Description) => void): string {
  const description = new Description();
  tell(description);
  return tabbedText(description);
}

test('names of fields become titles', () => {
  const titles: Readonly<Record<string, string>> = {
    creationTimestamp: 'Creation Timestamp',
    uid: 'UID',
    apiVersion: 'API Version',
    podIPs: 'Pod I Ps',
    i18n: 'i18n',
    'a.b': 'a.b',
    x_y: 'x_y',
  };
  for (const [name, title] of Object.entries(titles)) expect(labelOf(name)).toBe(title);
});

test('annotations are sorted, long ones stand below their name and are cut', () => {
  const long = 'x'.repeat(150);
  const text = told((description) => annotate(description, { b: 'short', a: long }));
  expect(text).toBe(`Annotations:\ta:\n\t  ${'x'.repeat(138)}...\n\tb: short\n`);
});

test('annotations of several lines keep their lines', () => {
  const text = told((description) => annotate(description, { a: 'one\ntwo\n' }));
  expect(text).toBe('Annotations:\ta:\n\t  one\n\t  two\n');
});

test('the manifest that apply keeps is not shown', () => {
  const kept = { 'kubectl.kubernetes.io/last-applied-configuration': '{}' };
  expect(told((description) => annotate(description, kept))).toBe('Annotations:\t<none>\n');
});

const NOW = Date.parse('2026-01-01T01:00:00Z');
const RULE = '  ----\t------\t----\t----\t-------\n';
const HEAD = `Events:\n  Type\tReason\tAge\tFrom\tMessage\n${RULE}`;

const eventsText = (...events: Fields[]): string =>
  told((description) => showEvents(description, events, NOW));

test('the latest event stands last, counted ones tell since when', () => {
  const often = {
    type: 'Warning',
    reason: 'BackOff',
    message: ' again ',
    count: 3,
    firstTimestamp: '2026-01-01T00:00:00Z',
    lastTimestamp: '2026-01-01T00:59:00Z',
    source: { component: 'kubelet', host: 'n1' },
  };
  const once = {
    type: 'Normal',
    reason: 'Pulled',
    message: 'done',
    count: 1,
    firstTimestamp: '2026-01-01T00:30:00Z',
    lastTimestamp: '2026-01-01T00:30:00Z',
    involvedObject: { fieldPath: 'spec.containers{a}' },
    reportingComponent: 'kubelet',
  };
  expect(eventsText(often, once)).toBe(
    `${HEAD}  Normal\tPulled\t30m\tkubelet\tspec.containers{a}: done\n  Warning\tBackOff\t60s (x3 over 60m)\tkubelet\tagain\n`,
  );
});

test('a series counts by its own time, and an event without times has an unknown age', () => {
  const series = {
    type: 'Normal',
    reason: 'Seen',
    eventTime: '2026-01-01T00:00:00.000000Z',
    series: { count: 7, lastObservedTime: '2026-01-01T00:50:00.000000Z' },
  };
  expect(eventsText(series)).toBe(`${HEAD}  Normal\tSeen\t10m (x7 over 60m)\t\t\n`);
  expect(eventsText({ type: 'Normal' })).toContain('<unknown>');
});

test('no events is said in a line', () => {
  expect(eventsText()).toBe('Events:\t<none>\n');
});

test('a quota lists what is used of each resource in order', () => {
  const quota = {
    metadata: { name: 'q', namespace: 'n' },
    status: { hard: { pods: '10', cpu: '2' }, used: { pods: '3', cpu: '0' } },
  };
  const text = told((description) => describeResourceQuota(quota, description));
  expect(text).toMatch(/^Name:\tq\nNamespace:\tn\n/);
  expect(text.indexOf('cpu\t0\t2')).toBeGreaterThan(0);
  expect(text.indexOf('pods\t3\t10')).toBeGreaterThan(text.indexOf('cpu\t0\t2'));
});

test('devices of a node are counted by driver and pool', () => {
  const slice = (driver: string, name: string, devices: readonly object[]): Fields => ({
    spec: { driver, pool: { name }, devices },
  });
  const text = told((description) =>
    describeSlices(description, [
      slice('net', 'p', []),
      slice('gpu', 'q', [{}, {}]),
      slice('gpu', 'p', [{}]),
      slice('gpu', 'q', [{}]),
    ]),
  );
  expect(text.split('\n').slice(3, -1)).toEqual([
    '  gpu\tp\t1\t1',
    '  gpu\tq\t2\t3',
    '  net\tp\t1\t0',
  ]);
  expect(told((description) => describeSlices(description, []))).toBe('');
});

test('an autoscaler of the old version knows of CPU alone', async () => {
  const description = new Description();
  const nothing = { now: NOW, showEvents: false, get: async () => ({}), list: async () => [] };
  const object = {
    metadata: { name: 'web' },
    spec: {
      scaleTargetRef: { kind: 'Deployment', name: 'web' },
      maxReplicas: 3,
      targetCPUUtilizationPercentage: 50,
    },
    status: { currentReplicas: 2 },
  };
  await describeOldAutoscaler(object, description, nothing);
  expect(tabbedText(description)).toMatch(
    /Target CPU utilization:\t50%\nCurrent CPU utilization:\t<unknown>%\nMin replicas:\t<unset>\n.*3\nDeployment pods:\t2 current \/ 0 desired\n$/,
  );
});
