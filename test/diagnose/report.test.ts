import { describe, expect, it } from 'vitest';
import type { Diagnosis, Finding, Report } from '../../src/diagnose/model.ts';
import { renderGitHub } from '../../src/diagnose/report/github.ts';
import { renderMarkdown } from '../../src/diagnose/report/markdown.ts';
import { renderSARIF } from '../../src/diagnose/report/sarif.ts';
import { renderText } from '../../src/diagnose/report/text.ts';
import { paintDiagnosis } from '../../src/printers/colour/diagnosis.ts';

const finding = (id: string, cause: string, more: Partial<Finding> = {}): Finding => ({
  id,
  title: 'some-thing',
  severity: 'error',
  class: 'fatal',
  confidence: 'high',
  fatal: true,
  cause,
  objects: [{ kind: 'Pod', namespace: 'shop', name: 'web-1', container: 'app' }],
  evidence: [
    {
      kind: 'log',
      source: 'log of pod/web-1',
      text: 'a line that is rather long, as lines are\nand one more',
    },
    {
      kind: 'event',
      source: 'event Failed',
      text: 'words of a server that are rather long as well',
      count: 3,
    },
  ],
  fixes: [
    {
      command: '{program} patch deployment/web -p \'{"spec":{"replicas":1}}\'',
      why: 'a reason for it that is not short either',
    },
  ],
  consequences: [],
  ...more,
});

const diagnosis = (name: string, more: Partial<Diagnosis> = {}): Diagnosis => ({
  target: { kind: 'Deployment', namespace: 'shop', name },
  verdict: 'failed',
  summary: 'The thing that it needs is missing.',
  serving: { desired: 3, updated: 3, ready: 1, oldReady: 0 },
  findings: [finding('CFG-01', 'The thing that it needs is missing.')],
  ...more,
});

const report = (...diagnoses: readonly Diagnosis[]): Report => ({
  verdict: 'failed',
  diagnoses,
  skipped: [],
  checkedAt: '2026-01-01T00:00:00Z',
});

const options = { program: 'kubist', namespace: 'shop', now: 0, wide: false };

describe('the text of a report', () => {
  it('is broken between words where a terminal is narrow, except for commands and logs', () => {
    const text = renderText(report(diagnosis('web')), { ...options, columns: 48 });
    expect(text).toBe(`deployment/web in namespace shop: FAILED
  1 of 3 pods are ready.

  ERROR The thing that it needs is missing.
         [CFG-01 some-thing]
    pod/web-1 container app
    ├ log of pod/web-1: a line that is rather
    │   long, as lines are
    │   and one more
    └ event Failed (3 times): words of a server
        that are rather long as well
    Fix
      kubist patch deployment/web -p '{"spec":{"replicas":1}}'
        a reason for it that is not short either
`);
    expect(text.split('\n').every((line) => line.length <= 48 || line.includes(' -p '))).toBe(true);
  });

  it('is left as it is where nobody says how wide it may be', () => {
    const lines = renderText(report(diagnosis('web')), options).split('\n');
    expect(lines).toContain('  ERROR The thing that it needs is missing. [CFG-01 some-thing]');
  });

  it('begins with a table where there are many, with namespaces where these differ', () => {
    const many = [
      diagnosis('web', { findings: [finding('CFG-01', 'a'), finding('SVC-02', 'b')] }),
      diagnosis('a', {
        verdict: 'blocked',
        findings: [finding('ROL-03', 'c', { severity: 'info' })],
      }),
      diagnosis('job', {
        verdict: 'unknown',
        findings: [],
        target: { kind: 'Job', namespace: 'other', name: 'job' },
      }),
    ];
    expect(renderText(report(...many), options).split('\n\n')[0]).toBe(
      [
        'NAMESPACE   NAME             VERDICT   READY   CAUSE',
        'shop        deployment/web   FAILED    1/3     CFG-01 some-thing and 1 more',
        'shop        deployment/a     BLOCKED   1/3     ROL-03 some-thing',
        'other       job/job          UNKNOWN   1/3     -',
      ].join('\n'),
    );
    expect(renderText(report(...many.slice(0, 2)), options)).not.toContain('VERDICT');
    expect(renderMarkdown(report(...many), 'kubist')).toContain(
      '| `shop/deployment/web` | failed | 1/3 | CFG-01 some-thing and 1 more |\n',
    );
  });

  it('names what has only not been applied yet', () => {
    const place = { file: 'web.yaml', document: 1, line: 1 };
    const waits = { verdict: 'blocked', findings: [], place } as const;
    expect(renderText(report(diagnosis('a', waits), diagnosis('b', waits)), options)).toBe(
      'Not in the cluster yet, as nobody has applied it: deployment/a, deployment/b.\n',
    );
  });

  it('is coloured line by line, and loses nothing by it', () => {
    const text = renderText(report(diagnosis('a'), diagnosis('b'), diagnosis('c')), {
      ...options,
      columns: 60,
    });
    const painted = paintDiagnosis(text);
    // oxlint-disable-next-line no-control-regex
    expect(painted.replace(/\u001b\[\d+m/g, '')).toBe(text);
    expect(painted).toMatch(/\n\S+ +\u001b\[31m\u001b\[1mFAILED/);
  });
});

describe('what is wrong with a manifest', () => {
  const place = { file: 'deploy/web.yaml', document: 2, line: 14 };
  const refused = diagnosis('web', {
    place: { ...place, line: 9 },
    findings: [finding('VAL-01', 'No such field.', { place }), finding('CFG-01', 'It is missing.')],
  });

  it('is told at its line, and the rest where the manifest has the object', () => {
    const lines = renderGitHub(report(refused), 'kubist').split('\n');
    expect(lines[0]).toMatch(/^::error file=deploy\/web\.yaml,line=14,title=VAL-01 some-thing::/);
    expect(lines[1]).toMatch(/^::error file=deploy\/web\.yaml,line=9,title=CFG-01 some-thing::/);
    expect(renderSARIF(report(refused), 'kubist')).toMatchObject({
      runs: [
        {
          results: [
            {
              locations: [
                {
                  physicalLocation: {
                    artifactLocation: { uri: 'deploy/web.yaml' },
                    region: { startLine: 14 },
                  },
                },
              ],
            },
            { locations: [{ physicalLocation: { region: { startLine: 9 } } }] },
          ],
        },
      ],
    });
  });

  it('has no place for a code host when it came from standard input', () => {
    const piped = diagnosis('web', { place: { ...place, file: 'STDIN' } });
    expect(renderGitHub(report(piped), 'kubist')).toMatch(/^::error title=/);
  });
});
