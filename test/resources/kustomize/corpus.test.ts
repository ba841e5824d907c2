import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { kubist } from '../../helpers/run-kubist.ts';
import { readCorpus, unpack } from './corpus.ts';

describe('kustomizations whose output was recorded from the reference', () => {
  let root = '';
  beforeEach(() => {
    root = realpathSync(mkdtempSync(join(tmpdir(), 'kustomize-')));
  });
  afterEach(() => rmSync(root, { recursive: true }));

  it.each(readCorpus())('$name', async (recorded) => {
    const folder = unpack(recorded, root);
    const { out, err } = await kubist(['kustomize', folder]);
    expect({ out, err: err.replaceAll(root, '{dir}') }).toEqual({
      out: recorded.stdout,
      err: recorded.stderr,
    });
  });
});
