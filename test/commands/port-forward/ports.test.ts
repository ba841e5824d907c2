import { describe, expect, it } from 'vitest';
import { parseAddresses } from '../../../src/commands/port-forward/listen.ts';
import { parsePorts, podPorts, servicePorts } from '../../../src/commands/port-forward/ports.ts';
import { byActivity, byLogging } from '../../../src/resources/pods/order.ts';
import type { Pod } from '../../../src/resources/pods/pod.ts';

const pod: Pod = {
  metadata: { name: 'web' },
  spec: {
    containers: [
      {
        name: 'main',
        ports: [
          { name: 'http', containerPort: 8080 },
          { name: 'dns', containerPort: 53, protocol: 'UDP' },
          { name: 'dns-tcp', containerPort: 5353, protocol: 'TCP' },
          { containerPort: 5353, protocol: 'UDP' },
        ],
      },
    ],
  },
};
const service = {
  metadata: { name: 'web' },
  spec: {
    clusterIP: '10.0.0.1',
    ports: [
      { name: 'https', port: 443, targetPort: 'http' },
      { name: 'plain', port: 80, targetPort: 8000 },
      { name: 'same', port: 9000 },
    ],
  },
};

describe('ports of a pod', () => {
  it.each([
    ['80', 80, 80],
    ['8080:80', 8080, 80],
    [':80', 0, 80],
    ['http', 8080, 8080],
    ['80:http', 80, 8080],
    [':http', 0, 8080],
    ['5353', 5353, 5353],
    ['1:2:3', 1, 1],
  ])('%s', (text, local, remote) => {
    expect(parsePorts(podPorts([text], pod))).toEqual([{ local, remote }]);
  });

  it.each([
    ['53', 'UDP protocol is not supported for 53'],
    ['nope', "Pod 'web' does not have a named port 'nope'"],
    ['80:0', 'remote port must be > 0'],
    ['x:80', `error parsing local port 'x': strconv.ParseUint: parsing "x": invalid syntax`],
  ])('%s is refused', (text, message) => {
    expect(() => parsePorts(podPorts([text], pod))).toThrow(message);
  });
});

describe('ports of a service', () => {
  it.each([
    ['443', 443, 8080],
    ['https', 443, 8080],
    [':https', 0, 8080],
    ['8443:https', 8443, 8080],
    ['80', 80, 8000],
    ['same', 9000, 9000],
  ])('%s', (text, local, remote) => {
    expect(parsePorts(servicePorts([text], service, pod))).toEqual([{ local, remote }]);
  });

  it('of a headless one are those of the pod', () => {
    const headless = { ...service, spec: { ...service.spec, clusterIP: 'None' } };
    expect(servicePorts(['80'], headless, pod)).toEqual(['80']);
  });

  it.each([
    ['99', 'Service web does not have a service port 99'],
    ['nope', "Service 'web' does not have a named port 'nope'"],
  ])('%s is refused', (text, message) => {
    expect(() => servicePorts([text], service, pod)).toThrow(message);
  });
});

it('listens on both addresses of localhost, once', () => {
  expect(parseAddresses(['localhost', '127.0.0.1', '::1']).map(({ address }) => address)).toEqual([
    '127.0.0.1',
    '::1',
  ]);
  expect(() => parseAddresses(['example.org'])).toThrow('example.org is not a valid IP');
});

describe('the pod that is chosen', () => {
  const made = (
    name: string,
    phase: string,
    ready: string | undefined,
    restarts = 0,
    node = 'n',
  ): Pod => ({
    metadata: { name, creationTimestamp: '2026-01-01T00:00:00Z' },
    spec: { nodeName: node },
    status: {
      phase,
      conditions:
        ready === undefined ? [] : [{ type: 'Ready', status: 'True', lastTransitionTime: ready }],
      containerStatuses: [{ name: 'main', restartCount: restarts }],
    },
  });
  const pods = [
    made('unscheduled', 'Pending', undefined, 0, ''),
    made('pending', 'Pending', undefined),
    made('not-ready', 'Running', undefined),
    made('new', 'Running', '2026-01-02T00:00:00Z'),
    made('old', 'Running', '2026-01-01T00:00:00Z'),
    made('restarted', 'Running', '2026-01-01T00:00:00Z', 3),
  ];
  const names = (order: typeof byLogging): string[] =>
    [...pods].sort(order).map(({ metadata }) => metadata?.name ?? '');

  it('for logs has been ready for long, and restarted often', () => {
    expect(names(byLogging)).toEqual([
      'restarted',
      'old',
      'new',
      'not-ready',
      'pending',
      'unscheduled',
    ]);
  });

  it('for connections has been ready for long, and restarted seldom', () => {
    expect(names(byActivity)).toEqual([
      'old',
      'restarted',
      'new',
      'not-ready',
      'pending',
      'unscheduled',
    ]);
  });
});
