import { among, type Source } from './source.ts';

/** Names of the kubeconfig's contexts, clusters or users. */
export function kubeconfigNames(stanza: 'contexts' | 'clusters' | 'users'): Source {
  return async ({ context, word }) =>
    among([...(await context.kubeconfig())[stanza].keys()].toSorted(), word);
}
