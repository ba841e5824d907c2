import { fileURLToPath } from 'node:url';
import { diagnose } from '../../src/diagnose/diagnose.ts';
import { renderText } from '../../src/diagnose/report/text.ts';
import { nameOf, type World } from '../../src/diagnose/world.ts';
import type { Kind } from '../../src/diagnose/world.ts';
import type { Scenario } from './scenario.ts';

/** Where a scenario's recording is. */
export function fixtureOf({ name }: Scenario): string {
  return fileURLToPath(new URL(`../../fixtures/diagnose/${name}.json`, import.meta.url));
}

/** What the diagnosis of a world says otherwise than the scenario wants; nothing when all is well. */
export function judgeScenario(
  scenario: Scenario,
  world: World,
  namespace: string,
): readonly string[] {
  const [type = '', name = ''] = scenario.target.split('/');
  const target = WORLD_KINDS.flatMap((kind) => world.all(kind, namespace)).find(
    (object) => (object['kind'] as string).toLowerCase() === type && nameOf(object) === name,
  );
  if (target === undefined) return [`${scenario.target} is not in the recording`];
  const report = diagnose(world, [target], {
    grace: scenario.grace,
    tolerateRestarts: 2,
    hints: scenario.hints === true,
  });
  const text = renderText(report, { program: 'kubist', namespace: '', now: world.now, wide: true });
  const diagnosis = report.diagnoses[0];
  const found = diagnosis?.findings ?? [];
  const wrong: string[] = [];
  if (diagnosis?.verdict !== scenario.verdict)
    wrong.push(`the verdict is ${diagnosis?.verdict}, not ${scenario.verdict}`);
  const ids = found.map(({ id }) => id);
  if (ids.join() !== scenario.finds.join())
    wrong.push(
      `found ${ids.join(', ') || 'nothing'}, not ${scenario.finds.join(', ') || 'nothing'}`,
    );
  for (const [at, cause] of (scenario.causes ?? []).entries())
    if (!cause.test(found[at]?.cause ?? ''))
      wrong.push(`cause ${at + 1} is ${JSON.stringify(found[at]?.cause)}, not like ${cause}`);
  const followed = found.flatMap(({ consequences }) => consequences.map(({ id }) => id));
  for (const id of scenario.follows ?? [])
    if (!followed.includes(id))
      wrong.push(`what follows is ${followed.join(', ') || 'nothing'}, without ${id}`);
  if (scenario.never?.test(text)) wrong.push(`the report has ${scenario.never}`);
  return wrong.length === 0 ? [] : [...wrong, `\n${text}`];
}

const WORLD_KINDS: readonly Kind[] = [
  'Deployment',
  'StatefulSet',
  'DaemonSet',
  'Job',
  'CronJob',
  'ReplicaSet',
  'Pod',
  'Service',
  'Ingress',
  'HorizontalPodAutoscaler',
  'PodDisruptionBudget',
  'PersistentVolumeClaim',
];
