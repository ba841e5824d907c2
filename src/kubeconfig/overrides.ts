/** What global flags change on top of the kubeconfig. Empty strings, empty lists and false mean: not given. */
export interface Overrides {
  readonly context: string;
  readonly cluster: string;
  readonly user: string;
  readonly namespace: string;
  readonly server: string;
  readonly tlsServerName: string;
  readonly certificateAuthority: string;
  readonly insecureSkipTLSVerify: boolean;
  readonly disableCompression: boolean;
  readonly clientCertificate: string;
  readonly clientKey: string;
  readonly token: string;
  readonly username: string;
  readonly password: string;
  readonly as: string;
  readonly asUID: string;
  readonly asGroups: readonly string[];
  /** `KEY=VALUE` each; one without `=` is ignored, as in the reference. */
  readonly asUserExtra: readonly string[];
  /** Text of `--request-timeout`; see {@link parseTimeout}. */
  readonly requestTimeout: string;
}

/** Reads flag values; cli's `Flags` is one. */
export interface FlagReader {
  string(name: string): string;
  bool(name: string): boolean;
  strings(name: string): readonly string[];
}

/** The overrides that the global flags ask for. */
export function overridesFromFlags(flags: FlagReader): Overrides {
  return {
    context: flags.string('context'),
    cluster: flags.string('cluster'),
    user: flags.string('user'),
    namespace: flags.string('namespace'),
    server: flags.string('server'),
    tlsServerName: flags.string('tls-server-name'),
    certificateAuthority: flags.string('certificate-authority'),
    insecureSkipTLSVerify: flags.bool('insecure-skip-tls-verify'),
    disableCompression: flags.bool('disable-compression'),
    clientCertificate: flags.string('client-certificate'),
    clientKey: flags.string('client-key'),
    token: flags.string('token'),
    username: flags.string('username'),
    password: flags.string('password'),
    as: flags.string('as'),
    asUID: flags.string('as-uid'),
    asGroups: flags.strings('as-group'),
    asUserExtra: flags.strings('as-user-extra'),
    requestTimeout: flags.string('request-timeout'),
  };
}

/** No overrides at all. */
export const noOverrides: Overrides = {
  context: '',
  cluster: '',
  user: '',
  namespace: '',
  server: '',
  tlsServerName: '',
  certificateAuthority: '',
  insecureSkipTLSVerify: false,
  disableCompression: false,
  clientCertificate: '',
  clientKey: '',
  token: '',
  username: '',
  password: '',
  as: '',
  asUID: '',
  asGroups: [],
  asUserExtra: [],
  requestTimeout: '',
};
