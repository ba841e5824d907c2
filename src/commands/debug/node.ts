import type { KubeObject } from '../../api/types.ts';
import type { Context } from '../../cli/context.ts';
import type { Flags } from '../../cli/flags/flags.ts';
import { asTyped } from '../../resources/typed/encode.ts';
import { createObject } from '../../resources/write.ts';
import { randomSuffix } from '../create/random-suffix.ts';
import { PODS } from '../run/created.ts';
import { newContainer } from './container.ts';
import { customized } from './custom.ts';
import type { DebugOptions } from './options.ts';
import { applyToContainer, applyToNodePod } from './profiles.ts';
import type { DebugPod, Debugger } from './shapes.ts';

/** Runs a pod on a node, as open to it as the profile says. */
export async function debugNode(
  context: Context,
  flags: Flags,
  options: DebugOptions,
  node: KubeObject,
): Promise<Debugger> {
  const { namespace, profile, custom } = options;
  const nodeName = node.metadata?.name ?? '';
  const container = flags.string('container') || 'debugger';
  const pod: DebugPod = {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      name: `node-debugger-${nodeName}-${randomSuffix()}`,
      labels: { 'app.kubernetes.io/managed-by': 'kubectl-debug' },
    },
    spec: {
      containers: [newContainer(container, flags, options)],
      nodeName,
      restartPolicy: 'Never',
      // Whatever keeps others from the node.
      tolerations: [{ operator: 'Exists' }],
    },
  };
  if (!flags.bool('quiet')) {
    await context.streams.out.write(
      `Creating debugging pod ${pod.metadata?.name} with container ${container} on node ${nodeName}.\n`,
    );
  }
  for (const one of pod.spec.containers) applyToContainer(profile, one, true);
  applyToNodePod(profile, pod);
  if (custom !== undefined) {
    pod.spec.containers = pod.spec.containers.map((one) => customized(one, custom));
  }
  const created = await createObject(
    await context.client(),
    { resource: PODS, namespace },
    asTyped(pod),
  );
  return { pod: created, container };
}
