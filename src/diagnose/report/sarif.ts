import { RULES } from '../rules/index.ts';
import type { Finding, Report } from '../model.ts';
import { commandOf, pathOf } from './lines.ts';

const LEVELS = { error: 'error', warning: 'warning', info: 'note' } as const;

/** A report in SARIF 2.1.0, for code scanning. Places are logical ones: namespace, kind and name. */
export function renderSARIF({ diagnoses, checkedAt }: Report, program: string): object {
  const results = diagnoses.flatMap(({ target, findings }) =>
    findings.map((finding) => ({
      ruleId: finding.id,
      level: LEVELS[finding.severity],
      message: { text: messageOf(finding, program) },
      locations: [
        {
          logicalLocations: [
            { fullyQualifiedName: pathOf(target), name: target.name, kind: 'resource' },
          ],
        },
      ],
      properties: { class: finding.class, confidence: finding.confidence, fatal: finding.fatal },
    })),
  );
  return {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'kubist',
            rules: RULES.map(({ id, title, severity }) => ({
              id,
              name: title,
              defaultConfiguration: { level: LEVELS[severity] },
            })),
          },
        },
        invocations: [{ executionSuccessful: true, endTimeUtc: checkedAt }],
        results,
      },
    ],
  };
}

function messageOf({ cause, evidence, fixes }: Finding, program: string): string {
  return [
    cause,
    ...evidence.map(({ source, text }) => `${source}: ${text}`),
    ...fixes.map(({ command, why }) => `${commandOf(command, program)} # ${why}`),
  ].join('\n');
}
