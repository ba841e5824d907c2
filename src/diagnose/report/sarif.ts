import { RULES } from '../rules/index.ts';
import type { Finding, Place, Report } from '../model.ts';
import type { Rule } from '../rule.ts';
import { commandOf, isFile, pathOf } from './lines.ts';

const LEVELS = { error: 'error', warning: 'warning', info: 'note' } as const;

/** A report in SARIF 2.1.0, for code scanning. Places are lines of manifests, where these were given, and logical ones. */
export function renderSARIF({ diagnoses, checkedAt }: Report, program: string): object {
  const results = diagnoses.flatMap(({ target, place, findings }) =>
    findings.map((finding) => ({
      ruleId: finding.id,
      level: LEVELS[finding.severity],
      message: { text: messageOf(finding, program) },
      locations: [
        {
          ...physical(finding.place ?? place),
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
            rules: RULES.filter(isFirst).map(({ id, title, severity }) => ({
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

/** One for each name: some rules know their cause in several ways. */
function isFirst({ id }: Rule, index: number, rules: readonly Rule[]): boolean {
  return rules.findIndex((one) => one.id === id) === index;
}

function physical(place: Place | undefined): object {
  if (!isFile(place)) return {};
  const artifactLocation = { uri: encodeURI(place.file.replaceAll('\\', '/')) };
  return { physicalLocation: { artifactLocation, region: { startLine: place.line } } };
}

function messageOf({ cause, evidence, fixes }: Finding, program: string): string {
  return [
    cause,
    ...evidence.map(({ source, text }) => `${source}: ${text}`),
    ...fixes.map(({ command, why }) => `${commandOf(command, program)} # ${why}`),
  ].join('\n');
}
