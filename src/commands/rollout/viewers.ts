import { KubistError } from '../../errors.ts';
import type { Workload } from './shared.ts';

/** How far a rollout is. */
export interface RolloutStatus {
  /** A line for people. */
  readonly text: string;
  readonly done: boolean;
}

/** What is to be said of a workload's rollout. Throws a KubistError when it has failed, or cannot be told. */
export type Viewer = (workload: Workload, revision: number) => RolloutStatus;

/** The controller has given a rollout up. */
export class DeadlineError extends KubistError {
  override name = 'DeadlineError';
}

const waiting = (text: string): RolloutStatus => ({ text: `${text}\n`, done: false });
const done = (text: string): RolloutStatus => ({ text: `${text}\n`, done: true });

const deployment: Viewer = (workload, revision) => {
  const { metadata, spec } = workload;
  if (revision > 0) {
    const running = Number(metadata?.annotations?.['deployment.kubernetes.io/revision'] ?? 0);
    if (running !== revision) {
      throw new KubistError(
        `desired revision (${revision}) is different from the running revision (${running})`,
      );
    }
  }
  if (!observed(workload)) return waiting('Waiting for deployment spec update to be observed...');
  const name = JSON.stringify(metadata?.name ?? '');
  const conditions = (workload.status?.['conditions'] ?? []) as { type: string; reason?: string }[];
  const progress = conditions.find(({ type }) => type === 'Progressing');
  if (progress?.reason === 'ProgressDeadlineExceeded') {
    throw new DeadlineError(`deployment ${name} exceeded its progress deadline`);
  }
  const count = counter(workload);
  const updated = count('updatedReplicas');
  const lead = `Waiting for deployment ${name} rollout to finish:`;
  if (spec?.replicas !== undefined && updated < spec.replicas) {
    return waiting(`${lead} ${updated} out of ${spec.replicas} new replicas have been updated...`);
  }
  const all = count('replicas');
  if (all > updated) {
    return waiting(`${lead} ${all - updated} old replicas are pending termination...`);
  }
  const available = count('availableReplicas');
  if (available < updated) {
    return waiting(`${lead} ${available} of ${updated} updated replicas are available...`);
  }
  return done(`deployment ${name} successfully rolled out`);
};

const daemonSet: Viewer = (workload) => {
  requireRolling(workload);
  if (!observed(workload)) return waiting('Waiting for daemon set spec update to be observed...');
  const name = JSON.stringify(workload.metadata?.name ?? '');
  const count = counter(workload);
  const wanted = count('desiredNumberScheduled');
  const updated = count('updatedNumberScheduled');
  const lead = `Waiting for daemon set ${name} rollout to finish:`;
  if (updated < wanted) {
    return waiting(`${lead} ${updated} out of ${wanted} new pods have been updated...`);
  }
  const available = count('numberAvailable');
  if (available < wanted) {
    return waiting(`${lead} ${available} of ${wanted} updated pods are available...`);
  }
  return done(`daemon set ${name} successfully rolled out`);
};

const statefulSet: Viewer = (workload) => {
  requireRolling(workload);
  const count = counter(workload);
  if (count('observedGeneration') === 0 || !observed(workload)) {
    return waiting('Waiting for statefulset spec update to be observed...');
  }
  const { spec, status } = workload;
  const missing = (spec?.replicas ?? 0) - count('readyReplicas');
  if (missing > 0) return waiting(`Waiting for ${missing} pods to be ready...`);
  const updated = count('updatedReplicas');
  const partition = spec?.updateStrategy?.rollingUpdate?.partition;
  if (partition !== undefined) {
    const wanted = (spec?.replicas ?? 0) - partition;
    if (updated < wanted) {
      return waiting(
        `Waiting for partitioned roll out to finish: ${updated} out of ${wanted} new pods have been updated...`,
      );
    }
    return done(`partitioned roll out complete: ${updated} new pods have been updated...`);
  }
  const [current, update] = [
    String(status?.['currentRevision']),
    String(status?.['updateRevision']),
  ];
  if (update !== current) {
    return waiting(
      `waiting for statefulset rolling update to complete ${updated} pods at revision ${update}...`,
    );
  }
  return done(
    `statefulset rolling update complete ${count('currentReplicas')} pods at revision ${current}...`,
  );
};

/** The viewers by kind. */
export const viewers: Readonly<Record<string, Viewer>> = {
  Deployment: deployment,
  DaemonSet: daemonSet,
  StatefulSet: statefulSet,
};

function requireRolling({ spec }: Workload): void {
  if (spec?.updateStrategy?.type === 'RollingUpdate') return;
  throw new KubistError('rollout status is only available for RollingUpdate strategy type');
}

/** True when the status is about the spec as it is. */
function observed(workload: Workload): boolean {
  return (workload.metadata?.generation ?? 0) <= counter(workload)('observedGeneration');
}

function counter({ status }: Workload): (field: string) => number {
  return (field) => Number(status?.[field] ?? 0);
}
