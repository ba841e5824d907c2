import { describe, expect, test } from 'vitest';
import { parseJSON } from '../../src/formats/json.ts';
import { stringifyYAML, stringifyYAMLItem, yamlListFrame } from '../../src/formats/yaml/emit.ts';
import {
  kyamlListFrame,
  stringifyKYAML,
  stringifyKYAMLItem,
} from '../../src/formats/yaml/kyaml.ts';
import { differing, outcome, recorded } from './fixture.ts';

type Row = [json: string, out: string, error: string];

const want = ([, out, error]: Row): unknown => ({ out, error });

test('YAML is byte for byte what Go writes', () => {
  const rows = recorded<Row>('yaml-emit');
  expect(differing(rows, want, ([json]) => outcome(() => stringifyYAML(parseJSON(json))))).toEqual(
    [],
  );
});

test('KYAML is byte for byte what Go writes', () => {
  const rows = recorded<Row>('kyaml');
  expect(differing(rows, want, ([json]) => outcome(() => stringifyKYAML(parseJSON(json))))).toEqual(
    [],
  );
});

describe('lists are written an item at a time', () => {
  const items = [
    { kind: 'Pod', spec: { containers: [{ name: 'a' }] } },
    { kind: 'Pod', text: 'one\ntwo' },
  ];
  const envelope = { apiVersion: 'v1', kind: 'List', metadata: { resourceVersion: '' } };

  test('as YAML', () => {
    const frame = yamlListFrame(envelope);
    expect(frame.open + items.map(stringifyYAMLItem).join('') + frame.close).toBe(
      stringifyYAML({ ...envelope, items }),
    );
    expect(frame.empty).toBe(stringifyYAML({ ...envelope, items: [] }));
  });

  test('as KYAML', () => {
    const frame = kyamlListFrame(envelope);
    const text = frame.open + items.map(stringifyKYAMLItem).join(frame.separator) + frame.close;
    expect(text).toBe(stringifyKYAML({ ...envelope, items }));
    expect(frame.empty).toBe(stringifyKYAML({ ...envelope, items: [] }));
  });
});
