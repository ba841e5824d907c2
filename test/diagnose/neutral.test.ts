import { readdirSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { neutral } from './neutral.ts';

const FOLDER = new URL('../../fixtures/diagnose/', import.meta.url);

it('takes out of recordings what tells of the machine', () => {
  const said = {
    message:
      'error preparing data for projected volume: open /home/ada/.cache/kubist-cluster/instances/dev/kubelet/pods/1/volumes: no such file',
    reportingInstance: 'default-scheduler-ada-laptop',
    machineID: 'd'.repeat(32),
  };
  expect(JSON.parse(neutral(JSON.stringify(said)))).toEqual({
    message:
      'error preparing data for projected volume: open /var/lib/kubelet/pods/1/volumes: no such file',
    reportingInstance: 'default-scheduler-control-plane',
    machineID: '0'.repeat(32),
  });
});

it('no recording tells of a machine', () => {
  const told = readdirSync(FOLDER).filter((name) => {
    const text = readFileSync(new URL(name, FOLDER), 'utf8');
    return neutral(text) !== text || /\/home\/|\/root\/|\.cache\//.test(text);
  });
  expect(told).toEqual([]);
});
