import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { diagnose } from '../src/index.ts';

const snapshot = fileURLToPath(new URL('../fixtures/snapshots/demo', import.meta.url));

it('says why a deployment failed, as data', async () => {
  const report = await diagnose({
    targets: ['deployment/mailer'],
    namespace: 'shop',
    snapshot,
    env: {},
  });
  expect(report.verdict).toBe('failed');
  expect(report.diagnoses[0]?.findings.map(({ id }) => id)).toEqual(['CFG-03']);
});

it('rejects with what the command would say', async () => {
  await expect(diagnose({ targets: ['deployment/nope'], snapshot, env: {} })).rejects.toThrow(
    'Error from server (NotFound): deployments.apps "nope" not found',
  );
});
