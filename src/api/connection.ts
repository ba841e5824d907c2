/**
 * What `kubeconfig` hands to `rest`: everything that is needed to talk to one server,
 * files already read, flags already applied.
 */

/** Supplies credentials for requests; the exec plugin and tokenFile re-read theirs. */
export interface Credentials {
  /** Headers to add to a request, for instance `{authorization: "Bearer …"}`. */
  headers(): Promise<Record<string, string>>;
  /** Client certificate and key as PEM, where the user has one. */
  clientCertificate(): Promise<{ cert: string; key: string } | undefined>;
  /** Called once after a 401; true when new credentials were obtained and the request is worth repeating. */
  refresh(): Promise<boolean>;
}

/** TLS settings of one server. `ca` is PEM text. */
export interface TLSOptions {
  readonly ca?: string;
  readonly serverName?: string;
  readonly insecureSkipVerify: boolean;
}

/** `--as`, `--as-uid`, `--as-group`, `--as-user-extra`, or their kubeconfig fields. */
export interface Impersonation {
  readonly user: string;
  readonly uid: string;
  readonly groups: readonly string[];
  readonly extra: Readonly<Record<string, readonly string[]>>;
}

/** One resolved connection. */
export interface Connection {
  /** Base URL without a trailing slash, for instance `https://127.0.0.1:6443`. */
  readonly server: string;
  readonly tls: TLSOptions;
  readonly credentials: Credentials;
  readonly impersonate?: Impersonation;
  /** `proxy-url` of the cluster or `--proxy-url`; when missing, the environment decides. */
  readonly proxyURL?: string;
  /** Timeout of one request in milliseconds; 0 is none. */
  readonly timeout: number;
  readonly disableCompression: boolean;
  readonly userAgent: string;
}
