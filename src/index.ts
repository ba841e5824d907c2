/** The library entry: what `import … from 'kubist'` offers. */
export { run, type RunOptions } from './main.ts';
export { diagnose, type DiagnoseRequest } from './library.ts';
export type {
  Confidence,
  Diagnosis,
  Evidence,
  Finding,
  FindingClass,
  Fix,
  ObjectRef,
  Place,
  Report,
  Serving,
  Severity,
  Skipped,
  Verdict,
} from './diagnose/model.ts';
export type { Env } from './cli/context.ts';
export type { InStream, OutStream, Streams } from './cli/streams.ts';
export type { KubeObject, KubeList, Status, Table } from './api/types.ts';
