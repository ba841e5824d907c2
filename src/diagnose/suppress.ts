import type { Finding, ObjectRef } from './model.ts';

/** Which findings explain which others: a cause on the left makes the symptom on the right its consequence. */
interface Edge {
  readonly cause: RegExp;
  readonly symptom: RegExp;
  /** Only where both are about the same container. */
  readonly sameContainer?: true;
}

const EDGES: readonly Edge[] = [
  {
    cause: /^(?:ADM|QUO|LIM|REF)-/,
    symptom: /^(?:ROL-0[1248]|SVC-02|ING-03|HPA-01|PDB-01|STS-01)$/,
  },
  {
    cause: /^(?:SCH|VOL|IMG|CFG|RUN|PRB|HOK|INI|GAT|NET|NOD|POD)-/,
    symptom: /^(?:ROL-0[1248]|SVC-02|ING-03|HPA-01|PDB-01|STS-01|JOB-0[15])$/,
  },
  { cause: /^VOL-0[1-589]$/, symptom: /^SCH-06$/ },
  { cause: /^CFG-0[123]$/, symptom: /^VOL-07$/ },
  { cause: /^IMG-02$/, symptom: /^IMG-03$/ },
  { cause: /^NOD-/, symptom: /^(?:POD-03|NET-01|IMG-08)$/ },
  { cause: /^NOD-01$/, symptom: /^SCH-04$/ },
  { cause: /^SCH-10$/, symptom: /^POD-04$/ },
  { cause: /^NET-01$/, symptom: /^NET-02$/ },
  { cause: /^PRB-0[13]$/, symptom: /^(?:RUN-0[157]|PRB-02)$/, sameContainer: true },
  { cause: /^HOK-01$/, symptom: /^RUN-/, sameContainer: true },
  { cause: /^RUN-02$/, symptom: /^(?:RUN-0[17]|PRB-0[12])$/, sameContainer: true },
  { cause: /^RUN-0[34]$/, symptom: /^RUN-0[17]$/, sameContainer: true },
  { cause: /^IMG-06$/, symptom: /^RUN-/, sameContainer: true },
  { cause: /^RUN-0[15]$/, symptom: /^PRB-0[12]$/, sameContainer: true },
  { cause: /^SVC-0[13]$/, symptom: /^(?:SVC-02|ING-03)$/ },
  { cause: /^ING-0[12]$/, symptom: /^ING-03$/ },
  { cause: /^(?:SCH|QUO)-/, symptom: /^ROL-08$/ },
  { cause: /^JOB-0[123]$/, symptom: /^CJ-01$/ },
];

/** Files symptoms below their causes. Two findings that no edge joins are two causes. */
export function suppress(findings: readonly Finding[]): readonly Finding[] {
  const explained = new Map<Finding, Finding>();
  for (const symptom of findings) {
    const cause = findings.find((one) => one !== symptom && explains(one, symptom));
    if (cause !== undefined) explained.set(symptom, cause);
  }
  const below = (finding: Finding): Finding => ({
    ...finding,
    consequences: findings.filter((one) => explained.get(one) === finding).map(below),
  });
  return findings.filter((one) => !explained.has(one)).map(below);
}

function explains(cause: Finding, symptom: Finding): boolean {
  // What is only a hint explains nothing, and neither does a cause that is explained by its own symptom.
  if (cause.severity === 'info') return false;
  return EDGES.some(
    (edge) =>
      edge.cause.test(cause.id) &&
      edge.symptom.test(symptom.id) &&
      (edge.sameContainer !== true || shareContainer(cause.objects, symptom.objects)),
  );
}

function shareContainer(a: readonly ObjectRef[], b: readonly ObjectRef[]): boolean {
  return a.some(({ container }) => b.some((other) => other.container === container));
}
