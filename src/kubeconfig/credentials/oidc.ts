import type { Credentials } from '../../api/connection.ts';
import { ConnectionError, KubistError } from '../../errors.ts';
import { readBytes } from '../files.ts';
import type { AuthProvider } from '../kubeconfig.ts';
import type { CredentialOptions } from './credentials.ts';

/** One HTTP exchange, given by the caller: kubeconfig has no network of its own. `ca` is PEM. */
export type Fetch = (
  url: string,
  request: { method: 'GET' | 'POST'; headers?: Record<string, string>; body?: string; ca?: string },
) => Promise<{ status: number; statusText: string; text: string }>;

/** Providers that were removed from the reference, and what took their place. */
const removed: Readonly<Record<string, string>> = {
  gcp: 'gke-gcloud-auth-plugin',
  azure: 'https://github.com/Azure/kubelogin',
};

/** Seconds before its end at which a token counts as expired, for clocks that differ. */
const expiryDelta = 10;

/** The credentials of a legacy `auth-provider`. Throws for any but `oidc`. */
export function createAuthProvider(
  provider: AuthProvider,
  user: string,
  certificate: { cert: string; key: string } | undefined,
  options: CredentialOptions,
): Credentials {
  const replacement = removed[provider.name];
  if (replacement !== undefined) {
    throw new KubistError(
      `the ${provider.name} auth plugin has been removed; use the ${replacement} credential plugin instead`,
    );
  }
  if (provider.name !== 'oidc')
    throw new KubistError(`no Auth Provider found for name "${provider.name}"`);
  const config = provider.config ?? {};
  for (const field of ['idp-issuer-url', 'client-id']) {
    if (!config[field]) throw new KubistError(`Must provide ${field}`);
  }
  const tokens = new OIDCTokens(config, user, options);
  return {
    headers: async () => ({ authorization: `Bearer ${await tokens.current()}` }),
    clientCertificate: async () => certificate,
    refresh: async () => false,
  };
}

/** An id token that is refreshed when it has expired, and kept in the kubeconfig. */
class OIDCTokens {
  private config: Record<string, string>;
  private readonly user: string;
  private readonly options: CredentialOptions;
  private pending: Promise<string> | undefined;

  constructor(config: Record<string, string>, user: string, options: CredentialOptions) {
    this.config = config;
    this.user = user;
    this.options = options;
  }

  /** The token to send. Concurrent requests share one refresh. */
  async current(): Promise<string> {
    const token = this.config['id-token'] ?? '';
    try {
      if (token !== '' && isValid(token, this.options.now())) return token;
      this.pending ??= this.refreshed().finally(() => (this.pending = undefined));
      return await this.pending;
    } catch (error) {
      throw new ConnectionError(
        'other',
        this.config['idp-issuer-url'] ?? '',
        (error as Error).message,
        { cause: error },
      );
    }
  }

  /** Asks the provider for a new token. Source: OpenID Connect Discovery 1.0; RFC 6749, section 6. */
  private async refreshed(): Promise<string> {
    const refreshToken = this.config['refresh-token'] ?? '';
    if (refreshToken === '')
      throw new KubistError('No valid id-token, and cannot refresh without refresh-token');
    const endpoint = await this.tokenEndpoint();
    const answer = await this.fetch(endpoint, {
      method: 'POST',
      headers: {
        'content-type': 'application/x-www-form-urlencoded',
        authorization: `Basic ${Buffer.from(
          `${encodeURIComponent(this.config['client-id'] ?? '')}:${encodeURIComponent(this.config['client-secret'] ?? '')}`,
        ).toString('base64')}`,
      },
      body: new URLSearchParams({
        grant_type: 'refresh_token',
        refresh_token: refreshToken,
      }).toString(),
    });
    if (answer.status < 200 || answer.status > 299) {
      throw new KubistError(
        `failed to refresh token: oauth2: cannot fetch token: ${answer.status} ${answer.statusText}\nResponse: ${answer.text}`,
      );
    }
    const tokens = parse(answer.text, 'failed to refresh token: oauth2: cannot parse json');
    const idToken = tokens['id_token'];
    if (typeof idToken !== 'string') {
      throw new KubistError(
        'token response did not contain an id_token, either the scope "openid" wasn\'t requested upon login, or the provider doesn\'t support id_tokens as part of the refresh response',
      );
    }
    const next: Record<string, string> = { ...this.config, 'id-token': idToken };
    if (typeof tokens['refresh_token'] === 'string' && tokens['refresh_token'] !== '') {
      next['refresh-token'] = tokens['refresh_token'];
    }
    try {
      await this.options.persist?.(this.user, next);
    } catch (error) {
      throw new KubistError(`could not persist new tokens: ${(error as Error).message}`, {
        cause: error,
      });
    }
    this.config = next;
    return idToken;
  }

  private async tokenEndpoint(): Promise<string> {
    const issuer = (this.config['idp-issuer-url'] ?? '').replace(/\/$/, '');
    const answer = await this.fetch(`${issuer}/.well-known/openid-configuration`, {
      method: 'GET',
    });
    if (answer.status !== 200) {
      const start = answer.text.length > 80 ? `${answer.text.slice(0, 80)}...` : answer.text;
      throw new KubistError(
        `oidc: failed to query metadata endpoint ${answer.status} ${answer.statusText}: ${JSON.stringify(start)}`,
      );
    }
    const endpoint = parse(answer.text, 'oidc: failed to decode provider discovery object')[
      'token_endpoint'
    ];
    if (typeof endpoint !== 'string' || endpoint === '') {
      throw new KubistError("oidc: discovery object doesn't contain a token_endpoint");
    }
    return endpoint;
  }

  private fetch: Fetch = async (url, request) => {
    if (this.options.fetch === undefined)
      throw new KubistError('the oidc auth provider has no connection to its issuer');
    const data = this.config['idp-certificate-authority-data'] ?? '';
    const file = this.config['idp-certificate-authority'] ?? '';
    const ca =
      data !== ''
        ? Buffer.from(data, 'base64').toString('utf8')
        : file !== ''
          ? readBytes(file).toString('utf8')
          : '';
    return this.options.fetch(url, ca === '' ? request : { ...request, ca });
  };
}

/** Whether a JWT has not expired yet. Throws when it is not a JWT. `now` is in milliseconds. */
function isValid(token: string, now: number): boolean {
  const parts = token.split('.');
  if (parts.length !== 3) throw new KubistError('ID Token is not a valid JWT');
  const claims = parse(
    Buffer.from(parts[1] as string, 'base64url').toString('utf8'),
    'parsing claims',
  );
  return now / 1000 + expiryDelta < Number(claims['exp'] ?? 0);
}

function parse(text: string, what: string): Record<string, unknown> {
  try {
    return JSON.parse(text) as Record<string, unknown>;
  } catch (error) {
    throw new KubistError(`${what}: ${(error as Error).message}`, { cause: error });
  }
}
