import type { JSONObject, KubeObject } from '../../api/types.ts';
import { ConnectionError, KubistError } from '../../errors.ts';
import type { RESTClient } from '../../rest/client.ts';
import type { Located } from '../../resources/paths.ts';
import { createObject } from '../../resources/write.ts';
import { withLastApplied } from '../create/last-applied.ts';

const autoscalers = (version: string): Located => ({
  group: 'autoscaling',
  version,
  resource: 'horizontalpodautoscalers',
  namespaced: true,
});

/** How an autoscaler is created. */
export interface CreateAutoscalerOptions {
  readonly dryRun: boolean;
  readonly fieldManager: string;
  readonly saveConfig: boolean;
}

/**
 * Creates an autoscaler of autoscaling/v2. When the server refuses it, one of v1 is tried, which can only say how
 * much CPU is used in percent; its error is then told.
 */
export async function createAutoscaler(
  client: RESTClient,
  namespace: string,
  autoscaler: KubeObject,
  { dryRun, fieldManager, saveConfig }: CreateAutoscalerOptions,
): Promise<KubeObject> {
  const create = (version: string, object: KubeObject): Promise<KubeObject> =>
    createObject(
      client,
      { resource: autoscalers(version), namespace },
      saveConfig ? withLastApplied(object) : object,
      { dryRun, fieldManager },
    );
  try {
    return await create('v2', autoscaler);
  } catch (error) {
    // What was sent may have been done.
    if (error instanceof ConnectionError && error.sent) throw error;
    return create('v1', inVersion1(autoscaler, error as Error));
  }
}

/** The same in autoscaling/v1. Throws a KubistError when that cannot say what is wanted. */
function inVersion1(autoscaler: KubeObject, refused: Error): KubeObject {
  const { metrics = [], ...spec } = autoscaler['spec'] as JSONObject & { metrics?: JSONObject[] };
  const resources = metrics.map(({ resource }) => resource as JSONObject);
  const cpu = resources.find(({ name }) => name === 'cpu')?.['target'] as JSONObject | undefined;
  const percent = resources.length === 1 ? cpu?.['averageUtilization'] : undefined;
  if (percent === undefined) {
    const reason = cpu === undefined ? 'empty input' : refused.message;
    throw new KubistError(
      `failed to create autoscaling/v2 HPA and the configuration is incompatible with autoscaling/v1: ${reason}`,
      { cause: refused },
    );
  }
  return {
    ...autoscaler,
    apiVersion: 'autoscaling/v1',
    spec: { ...spec, targetCPUUtilizationPercentage: percent },
    status: { currentReplicas: 0, desiredReplicas: 0 },
  };
}
