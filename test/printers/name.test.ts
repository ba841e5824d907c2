import { expect, test } from 'vitest';
import { NamePrinter } from '../../src/printers/name.ts';
import type { Printable } from '../../src/printers/printer.ts';
import { MemoryOut } from '../helpers/run-kubist.ts';

async function print(object: Printable, operation = ''): Promise<string> {
  const out = new MemoryOut();
  await new NamePrinter({ operation }).print(object, out);
  return out.text;
}

const pod = { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'web-1' } };
const deployment = { apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'web' } };

test('an object is its kind, group and name', async () => {
  expect(await print(pod)).toBe('pod/web-1\n');
  expect(await print(deployment)).toBe('deployment.apps/web\n');
});

test('a command tells what it did', async () => {
  expect(await print(deployment, 'created (dry run)')).toBe(
    'deployment.apps/web created (dry run)\n',
  );
});

test('a list is its items, an event its object', async () => {
  expect(await print({ apiVersion: 'v1', kind: 'List', items: [pod, deployment] })).toBe(
    'pod/web-1\ndeployment.apps/web\n',
  );
  expect(await print({ type: 'ADDED', object: pod })).toBe('pod/web-1\n');
});

test('an object that does not say what it is, is refused', async () => {
  await expect(print({ metadata: { name: 'x' } })).rejects.toThrow('missing apiVersion or kind');
});
