import { describe, expect, it } from 'vitest';
import { parseArguments } from '../../src/resources/arguments.ts';
import { collectionPath, objectPath } from '../../src/resources/paths.ts';

const parse = (line: string): ReturnType<typeof parseArguments> =>
  parseArguments(line.split(' '), 'kubectl');

describe('arguments', () => {
  it('are types, and names after them', () => {
    expect(parse('pods,svc,pods')).toEqual({ typed: [], types: ['pods', 'svc'], names: [] });
    expect(parse('pods a b')).toEqual({ typed: [], types: ['pods'], names: ['a', 'b'] });
  });

  it('pair each type with each name', () => {
    expect(parse('pods,svc a b').typed.map(({ type, name }) => `${type}/${name}`)).toEqual([
      'pods/a',
      'pods/b',
      'svc/a',
      'svc/b',
    ]);
  });

  it.each([
    ['pods a/b', 'there is no need to specify a resource type as a separate argument'],
    ['a/b/c', 'may not have more than one slash'],
    ['pods/', 'must have a single resource and name'],
    ['a,b/c', 'must have a single resource and name'],
  ])('%s is refused', (line, message) => {
    expect(() => parse(line)).toThrow(message);
  });
});

describe('paths', () => {
  const web = { group: 'apps', version: 'v1', resource: 'deployments', namespaced: true };

  it("follow the API's layout", () => {
    expect(collectionPath(web, 'shop')).toBe('/apis/apps/v1/namespaces/shop/deployments');
    expect(collectionPath(web, '')).toBe('/apis/apps/v1/deployments');
    expect(objectPath({ ...web, group: '' }, 'shop', 'a b', 'scale')).toBe(
      '/api/v1/namespaces/shop/deployments/a%20b/scale',
    );
  });

  it.each(['.', '..', 'a/b', 'a%2fb'])('never leave their place: %s', (name) => {
    expect(() => objectPath(web, 'shop', name)).toThrow('invalid resource name');
    expect(() => collectionPath(web, name)).toThrow('invalid namespace');
    expect(() => objectPath(web, 'shop', 'x', name)).toThrow('invalid subresource');
  });

  it('need a name', () => {
    expect(() => objectPath(web, 'shop', '')).toThrow('resource name may not be empty');
  });
});
