import type { KubeObject } from '../../../api/types.ts';
import {
  missingFrom,
  type Operation,
  type Plan,
  same,
  type Subject,
  withMetadata,
} from './plan.ts';

/** How a binding comes to have the subjects that it should. Without `removeExtra`, it keeps those that it has besides. */
export function planBinding(
  expected: KubeObject,
  existing: KubeObject | undefined,
  removeExtra: boolean,
): Plan {
  const wanted = subjectsOf(expected);
  if (existing === undefined) {
    return { operation: 'create', object: expected, missingSubjects: wanted };
  }
  // The role of a binding cannot be changed.
  if (!same(roleRefOf(existing), roleRefOf(expected))) {
    return { operation: 'recreate', object: expected };
  }
  const labelled = withMetadata(existing, expected);
  let object = labelled ?? existing;
  let operation: Operation = labelled === undefined ? 'none' : 'update';
  const present = subjectsOf(existing);
  const missingSubjects = missingFrom(present, wanted);
  const extraSubjects = missingFrom(wanted, present);
  if (missingSubjects.length > 0 || (removeExtra && extraSubjects.length > 0)) {
    object = { ...object, subjects: removeExtra ? wanted : [...present, ...missingSubjects] };
    operation = 'update';
  }
  return { operation, object, missingSubjects, extraSubjects };
}

function subjectsOf(binding: KubeObject): readonly Subject[] {
  return (binding['subjects'] ?? []) as readonly Subject[];
}

function roleRefOf(binding: KubeObject): object {
  return binding['roleRef'] ?? {};
}
