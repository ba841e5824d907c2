import { resolve } from 'node:path';
import type { CommandSpec } from '../../cli/command.ts';
import type { Flags } from '../../cli/flags/flags.ts';
import { HelpError, KubistError } from '../../errors.ts';
import { readCertificateFile } from '../../kubeconfig/files.ts';
import type { ExecConfig, User } from '../../kubeconfig/kubeconfig.ts';
import { openFiles } from './shared.ts';

/** `config set-credentials` */
export const setCredentials: CommandSpec = {
  use: 'NAME [--client-certificate=path/to/certfile] [--client-key=path/to/keyfile] [--token=bearer_token] [--username=basic_user] [--password=basic_password] [--auth-provider=provider_name] [--auth-provider-arg=key=value] [--exec-command=exec_command] [--exec-api-version=exec_api_version] [--exec-arg=arg] [--exec-env=key=value]',
  short: 'Set a user entry in kubeconfig',
  long: `Create or change a user in kubeconfig.

 Of a user that exists only the fields that flags name are changed. A token and a user name with password exclude each other: setting one removes the other.`,
  examples: `  # Give the user "admin" another key, and change nothing else
  {program} config set-credentials admin --client-key=./admin.key

  # Keep the client certificate inside the kubeconfig
  {program} config set-credentials admin --client-certificate=./admin.crt --embed-certs=true

  # Get tokens from a command
  {program} config set-credentials admin --exec-command=my-login --exec-arg=token --exec-api-version=client.authentication.k8s.io/v1 --exec-interactive-mode=Never

  # Set an environment variable of that command, and remove another
  {program} config set-credentials admin --exec-env=REGION=eu --exec-env=PROFILE-

  # Refresh tokens with OpenID Connect
  {program} config set-credentials admin --auth-provider=oidc --auth-provider-arg=client-id=kubernetes`,
  flags: [
    {
      name: 'client-certificate',
      type: 'string',
      default: '',
      usage: 'File with the client certificate of the user in kubeconfig',
    },
    {
      name: 'client-key',
      type: 'string',
      default: '',
      usage: 'File with the key of the client certificate',
    },
    {
      name: 'embed-certs',
      type: 'bool',
      default: false,
      usage: 'Keep certificate and key themselves in kubeconfig, not their paths',
    },
    { name: 'token', type: 'string', default: '', usage: 'Bearer token of the user in kubeconfig' },
    { name: 'username', type: 'string', default: '', usage: 'Name for basic authentication' },
    { name: 'password', type: 'string', default: '', usage: 'Password for basic authentication' },
    {
      name: 'auth-provider',
      type: 'string',
      default: '',
      usage: 'Authentication provider of the user in kubeconfig',
    },
    {
      name: 'auth-provider-arg',
      type: 'stringSlice',
      default: [],
      usage: "Settings of the authentication provider, 'key=value', or 'key-' to remove one",
    },
    {
      name: 'exec-command',
      type: 'string',
      default: '',
      usage: 'Command that prints credentials of the user in kubeconfig',
    },
    {
      name: 'exec-api-version',
      type: 'string',
      default: '',
      usage: 'API version that the command speaks',
    },
    {
      name: 'exec-interactive-mode',
      type: 'string',
      default: '',
      usage: 'Whether the command may ask questions. One of: (IfAvailable, Never, Always)',
    },
    {
      name: 'exec-provide-cluster-info',
      type: 'bool',
      default: false,
      usage: 'Tell the command about the cluster',
    },
    {
      name: 'exec-arg',
      type: 'stringSlice',
      default: [],
      usage: 'Arguments of the command; they replace the ones it has',
    },
    {
      name: 'exec-env',
      type: 'stringArray',
      default: [],
      usage: "Environment of the command, 'key=value', or 'key-' to remove one",
    },
  ],
  async run(context, flags, args) {
    const { name, changes } = toOptions(flags, args);
    validate(name, flags);
    const { config, save } = await openFiles(context);
    const entry = config.users.get(name);
    const user = structuredClone(entry?.value ?? {});
    setCertificates(user, flags);
    setAuthentication(user, flags);
    setAuthProvider(user, flags, changes.provider);
    setExec(user, flags, changes.env);
    config.users.set(name, { origin: '', ...entry, value: user });
    await save({ relativize: true });
    await context.streams.out.write(`User "${name}" set.\n`);
  },
};

interface Options {
  readonly name: string;
  readonly changes: { readonly provider: Changes; readonly env: Changes };
}

/** Values by key; undefined removes the key. */
type Changes = ReadonlyMap<string, string | undefined>;

function toOptions(flags: Flags, args: readonly string[]): Options {
  if (args.length !== 1) throw new HelpError(`unexpected args: [${args.join(' ')}]`);
  const provider = parseChanges('auth-provider-arg', flags);
  const env = parseChanges('exec-env', flags);
  return { name: args[0] ?? '', changes: { provider, env } };
}

/** Reads `key=value` and `key-`. */
function parseChanges(flag: string, flags: Flags): Changes {
  const changes = new Map<string, string | undefined>();
  for (const text of flags.strings(flag)) {
    const equals = text.indexOf('=');
    if (equals > 0) changes.set(text.slice(0, equals), text.slice(equals + 1));
    else if (equals < 0 && text.endsWith('-')) changes.set(text.slice(0, -1), undefined);
    else throw new HelpError(`invalid ${flag} format: ${text}`);
  }
  return changes;
}

function validate(name: string, flags: Flags): void {
  if (name === '') throw new KubistError('you must specify a non-empty user name');
  if (
    flags.string('token') !== '' &&
    (flags.string('username') !== '' || flags.string('password') !== '')
  ) {
    throw new KubistError(
      'you cannot specify more than one authentication method at the same time: --token, --username/--password',
    );
  }
  const mode = flags.string('exec-interactive-mode');
  if (
    flags.changed('exec-interactive-mode') &&
    !['IfAvailable', 'Never', 'Always'].includes(mode)
  ) {
    throw new KubistError('invalid interactive mode type, can be only IfAvailable, Never, Always');
  }
  if (!flags.bool('embed-certs')) return;
  const files = (['client-certificate', 'client-key'] as const).filter(
    (flag) => flags.string(flag) !== '',
  );
  if (files.length === 0)
    throw new KubistError('you must specify a --client-certificate or --client-key to embed');
  for (const flag of files) readCertificateFile(flag, flags.string(flag));
}

function setCertificates(user: User, flags: Flags): void {
  for (const flag of ['client-certificate', 'client-key'] as const) {
    if (!flags.changed(flag)) continue;
    const file = flags.string(flag);
    delete user[flag];
    delete user[`${flag}-data`];
    if (!flags.bool('embed-certs')) user[flag] = resolve(file);
    else if (file !== '') user[`${flag}-data`] = readCertificateFile(flag, file);
  }
}

/** A token removes name and password, and the other way round. */
function setAuthentication(user: User, flags: Flags): void {
  for (const flag of ['token', 'username', 'password'] as const) {
    if (flags.changed(flag)) user[flag] = flags.string(flag);
  }
  if (flags.string('token') !== '') {
    delete user.username;
    delete user.password;
  } else if (flags.string('username') !== '' || flags.string('password') !== '') {
    delete user.token;
  }
}

/** Settings stay when the provider stays the same. */
function setAuthProvider(user: User, flags: Flags, changes: Changes): void {
  const name = flags.string('auth-provider');
  if (flags.changed('auth-provider') && user['auth-provider']?.name !== name)
    user['auth-provider'] = { name, config: {} };
  const provider = user['auth-provider'];
  if (provider === undefined) return;
  const config = new Map(Object.entries(provider.config ?? {}));
  applyChanges(config, changes);
  provider.config = Object.fromEntries(config);
}

function setExec(user: User, flags: Flags, changes: Changes): void {
  if (flags.changed('exec-command')) {
    user.exec = {
      env: null,
      provideClusterInfo: false,
      ...user.exec,
      command: flags.string('exec-command'),
      args: null,
    };
  }
  const exec = user.exec;
  if (exec === undefined) return;
  if (flags.strings('exec-arg').length > 0) exec.args = [...flags.strings('exec-arg')];
  if (flags.changed('exec-api-version')) exec.apiVersion = flags.string('exec-api-version');
  if (flags.changed('exec-interactive-mode'))
    exec.interactiveMode = flags.string('exec-interactive-mode');
  if (flags.changed('exec-provide-cluster-info'))
    exec.provideClusterInfo = flags.bool('exec-provide-cluster-info');
  if (changes.size > 0) setExecEnv(exec, changes);
}

function setExecEnv(exec: ExecConfig, changes: Changes): void {
  const env = new Map((exec.env ?? []).map(({ name, value }) => [name, value]));
  applyChanges(env, changes);
  exec.env = [...env].map(([name, value]) => ({ name, value }));
}

function applyChanges(target: Map<string, string>, changes: Changes): void {
  for (const [key, value] of changes) {
    if (value === undefined) target.delete(key);
    else target.set(key, value);
  }
}
