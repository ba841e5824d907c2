/** What tells of the machine that was recorded, and what stands for it. */
const OURS: readonly (readonly [RegExp, string])[] = [
  // The folders of the test cluster's node: test/cluster/node.ts.
  [/\/[^\s"'\\:,;=()]*\/instances\/[a-z0-9-]+\/kubelet\b/g, '/var/lib/kubelet'],
  [/\/[^\s"'\\:,;=()]*\/instances\/[a-z0-9-]+\/containerd-state\b/g, '/run/containerd'],
  [/\/[^\s"'\\:,;=()]*\/instances\/[a-z0-9-]+/g, '/var/lib'],
  [/("(?:machineID|systemUUID)":)"[^"]+"/g, '$1"00000000000000000000000000000000"'],
  [/("bootID":)"[^"]+"/g, '$1"00000000-0000-0000-0000-000000000000"'],
  [/("kernelVersion":)"[^"]+"/g, '$1"6.1.0"'],
  [/("reportingInstance":"default-scheduler-)[^"]+"/g, '$1control-plane"'],
];

/** A recording, as JSON, without what tells of the machine that it was made on. */
export function neutral(recording: string): string {
  return OURS.reduce((text, [ours, other]) => text.replace(ours, other), recording);
}
