import { expect, test } from 'vitest';
import { Description } from '../../src/describe/description.ts';
import { toModel } from '../../src/describe/model.ts';
import { tabbedText, writeText } from '../../src/describe/text.ts';

async function textOf(description: Description): Promise<string> {
  let text = '';
  await writeText(description, { write: (chunk: string) => void (text += chunk) });
  return text;
}

function web(): Description {
  const description = new Description();
  description.field('Name', 'web');
  description.map('Labels', { tier: 'front', app: 'web' });
  description.map('Annotations', {});
  description.values('IPs', ['10.0.0.1', '10.0.0.2']);
  description.optional('Message', undefined);
  const spec = description.section('Spec');
  spec.field('Replicas', 3);
  spec.line('any port');
  description.table('Conditions', ['Type', 'Last Seen'], [['Ready', '5m']]);
  description.field('Events', '<none>');
  return description;
}

test('text aligns values, maps and tables', async () => {
  expect(await textOf(web())).toBe(`Name:         web
Labels:       app=web
              tier=front
Annotations:  <none>
IPs:          10.0.0.1
              10.0.0.2
Spec:
  Replicas:  3
  any port
Conditions:
  Type   Last Seen
  ----   ---------
  Ready  5m
Events:  <none>
`);
});

test('the same as data has members named as in the text, and null for nothing', () => {
  expect(toModel(web())).toEqual({
    name: 'web',
    labels: { app: 'web', tier: 'front' },
    annotations: {},
    ips: ['10.0.0.1', '10.0.0.2'],
    spec: { replicas: 3, notes: 'any port' },
    conditions: [{ type: 'Ready', lastSeen: '5m' }],
    events: null,
  });
});

test('what stands more than once is a list', () => {
  const description = new Description();
  description.field('Host', 'a');
  description.field('Host', 'b');
  expect(toModel(description)).toEqual({ host: ['a', 'b'] });
});

test('a section of groups is a list, and text shows them one after the other', () => {
  const description = new Description();
  const section = description.section('Parts');
  for (const name of ['a', 'b']) section.group().field('Name', name);
  expect(toModel(description)).toEqual({ parts: [{ name: 'a' }, { name: 'b' }] });
  expect(tabbedText(description)).toBe('Parts:\n  Name:\ta\n  Name:\tb\n');
});

test('a value beside the name of a section stays beside what the section says', () => {
  const description = new Description();
  description.section('State', { value: 'Waiting' }).field('Reason', 'ErrImagePull');
  expect(tabbedText(description)).toBe('State:\tWaiting\n  Reason:\tErrImagePull\n');
  expect(toModel(description)).toEqual({ state: { value: 'Waiting', reason: 'ErrImagePull' } });
});

test('a prefix moves the content of a section a column further', () => {
  const description = new Description();
  description.section('Subject', { indent: 0, prefix: '\t' }).values('Organization', ['a', 'b']);
  expect(tabbedText(description)).toBe('Subject:\n\tOrganization:\ta\n\t\tb\n');
});

test('blank lines and rules are for people only', () => {
  const description = new Description();
  description.decoration('');
  description.field('Type', 'Opaque');
  expect(tabbedText(description)).toBe('\nType:\tOpaque\n');
  expect(toModel(description)).toEqual({ type: 'Opaque' });
});

test('names that an object gives are taken as they are, __proto__ too', () => {
  const description = new Description();
  const section = description.section('Environment', { ownNames: true });
  section.field('POD_IP', '1');
  section.field('__proto__', 'x');
  const model = toModel(description);
  expect(JSON.stringify(model)).toBe('{"environment":{"POD_IP":"1","__proto__":"x"}}');
});

test('control characters of an object do not reach the terminal', () => {
  const description = new Description();
  description.field('Name', '\u001b[31mred\rgone');
  expect(tabbedText(description)).toBe('Name:\t^[[31mred\\rgone\n');
});
