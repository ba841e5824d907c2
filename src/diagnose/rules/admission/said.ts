import type { Match, Scene } from '../../rule.ts';
import { type Refusal, refusalsOf } from '../shared/refusals.ts';

/** One match for each refusal whose text has the shape. */
export function said(
  scene: Scene,
  shape: RegExp,
  tell: (parts: RegExpExecArray, refusal: Refusal) => Omit<Match, 'evidence'> & Partial<Match>,
): readonly Match[] {
  return refusalsOf(scene).flatMap((refusal) => {
    const parts = shape.exec(refusal.text);
    if (parts === null) return [];
    const { evidence = [], ...match } = tell(parts, refusal);
    return [{ since: refusal.since, ...match, evidence: [refusal.evidence, ...evidence] }];
  });
}
