/** Something that the user of the test cluster has to put right; its message is one sentence. */
export class ClusterError extends Error {
  override name = 'ClusterError';
}
