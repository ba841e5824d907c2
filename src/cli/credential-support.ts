import type { CredentialOptions } from '../kubeconfig/credentials/credentials.ts';
import type { LoadingRules } from '../kubeconfig/load.ts';
import type { Streams } from './streams.ts';

/**
 * What credentials may need from the rest of the program, each part loaded when it is used: questions at the
 * terminal, HTTP to an identity provider, and a place for the tokens that it returns.
 */
export function credentialSupport(
  streams: Streams,
  rules: () => Promise<LoadingRules>,
): Required<Pick<CredentialOptions, 'prompt' | 'fetch' | 'persist'>> {
  let prompt: Promise<(label: string, secret: boolean) => Promise<string>> | undefined;
  return {
    prompt: async (label, secret) => {
      prompt ??= import('../kubeconfig/credentials/prompt.ts').then(({ createPrompt }) =>
        createPrompt(streams),
      );
      return (await prompt)(label, secret);
    },
    fetch: async (url, { ca, ...request }) => {
      const { createTransport } = await import('#transport');
      const transport = createTransport({
        tls: { ...(ca === undefined ? {} : { ca }), insecureSkipVerify: false },
      });
      try {
        const answer = await transport.request({ url, headers: {}, ...request });
        return { status: answer.status, statusText: answer.statusText, text: await answer.text() };
      } finally {
        await transport.close();
      }
    },
    persist: async (user, settings) => {
      const { saveAuthProvider } = await import('../kubeconfig/modify.ts');
      await saveAuthProvider(await rules(), user, settings);
    },
  };
}
