import type { CommandSpec } from '../cli/command.ts';
import type { Context } from '../cli/context.ts';
import { bareStatusError } from '../discovery/bare-status-error.ts';
import { KubistError, StatusError, UsageError } from '../errors.ts';
import { writeAs } from '../printers/write-as.ts';

/** `version`: what this client is compatible with, and what the server is. */
export const version: CommandSpec = {
  use: '[flags]',
  short: 'Print the client and server version information',
  long: 'Prints the version of this client and of the server in the current context.',
  examples:
    '  # Client and server\n  {program} version\n\n  # Without asking a server\n  {program} version --client',
  flags: [
    {
      name: 'client',
      type: 'bool',
      default: false,
      usage: 'Only the version of the client; no server is needed.',
    },
    {
      name: 'output',
      short: 'o',
      type: 'string',
      default: '',
      usage: "Output format: 'yaml' or 'json'.",
    },
  ],
  async run(context, flags, args) {
    const output = flags.string('output');
    if (args.length > 0)
      throw new UsageError(`extra arguments: [${args.join(' ')}]`, { hint: false });
    if (!['', 'yaml', 'json'].includes(output))
      throw new KubistError("--output must be 'yaml' or 'json'");
    const server = flags.bool('client')
      ? undefined
      : await serverVersion(context).catch((error: unknown) => ({ error }));
    const found = server !== undefined && 'info' in server ? server.info : undefined;
    // Without -o these are lines of names and values, as in YAML.
    const kind = output === 'json' ? 'json' : 'yaml';
    await writeAs(kind, await render(found, output), context.streams.out);
    if (server !== undefined && 'error' in server) throw server.error;
    if (found !== undefined) warnOfSkew(context, found);
  },
};

/** `version.Info` of apimachinery; servers add fields of their own. */
type VersionInfo = Readonly<Record<string, string>>;

/** What the client is compatible with, in the fields that scripts read. */
const compatible = {
  major: '1',
  minor: '36',
  gitVersion: 'v1.36.3',
  gitCommit: '$Format:%H$',
  gitTreeState: '',
  buildDate: '1970-01-01T00:00:00Z',
  goVersion: 'go1.26.8',
  compiler: 'gc',
} as const;
const kustomizeVersion = 'v5.8.1';

/** Fields of the server's answer that are told, in this order; the last five are always there. */
const fields = [
  'major',
  'minor',
  'emulationMajor',
  'emulationMinor',
  'minCompatibilityMajor',
  'minCompatibilityMinor',
  'gitVersion',
  'gitCommit',
  'gitTreeState',
  'buildDate',
  'goVersion',
  'compiler',
  'platform',
] as const;

async function serverVersion(context: Context): Promise<{ info: VersionInfo }> {
  const { fetchJSON } = await import('../discovery/fetch-json.ts');
  const [client, connection] = await Promise.all([context.client(), context.connection()]);
  const request = {
    path: '/version',
    headers: { accept: 'application/json, */*' },
    timeout: connection.timeout || 32_000,
    source: 'discovery_client.go:667',
  };
  try {
    return { info: await fetchJSON<VersionInfo>(client, request) };
  } catch (error) {
    if (error instanceof KubistError && error.name === 'KubistError') {
      throw new KubistError(`unable to parse the server version: ${error.message}`, {
        cause: error,
      });
    }
    throw error instanceof StatusError ? bareStatusError(error) : error;
  }
}

async function render(server: VersionInfo | undefined, output: string): Promise<string> {
  if (output === '') {
    const last = server === undefined ? '' : `Server Version: ${server['gitVersion'] ?? ''}\n`;
    return `Client Version: ${compatible.gitVersion}\nKustomize Version: ${kustomizeVersion}\n${last}`;
  }
  const versions = {
    clientVersion: { ...compatible, platform: platform() },
    kustomizeVersion,
    ...(server === undefined ? {} : { serverVersion: pick(server) }),
  };
  if (output === 'yaml')
    return `${(await import('../formats/yaml/emit.ts')).stringifyYAML(versions)}\n`;
  const { stringifyJSON } = await import('../formats/json.ts');
  return `${stringifyJSON(versions, { indent: 2 })}\n`;
}

/** The known fields of the answer; those about emulation only when the server has them. */
function pick(server: VersionInfo): VersionInfo {
  const known = fields.filter(
    (field) => server[field] || !/^(emulation|minCompatibility)/.test(field),
  );
  return Object.fromEntries(known.map((field) => [field, server[field] ?? '']));
}

/** Go's name of this system: `linux/amd64`. */
function platform(): string {
  const system = process.platform === 'win32' ? 'windows' : process.platform;
  const architectures: Readonly<Record<string, string>> = { x64: 'amd64', ia32: '386' };
  return `${system}/${architectures[process.arch] ?? process.arch}`;
}

/** One minor version between client and server is supported (the version skew policy). */
function warnOfSkew(context: Context, { gitVersion = '' }: VersionInfo): void {
  const parsed = /^v?(\d+)\.(\d+)/.exec(gitVersion);
  if (parsed === null) {
    throw new KubistError(
      `server version error: could not parse ${JSON.stringify(gitVersion)} as version`,
    );
  }
  const [major, minor] = [Number(parsed[1]), Number(parsed[2])];
  if (major === Number(compatible.major) && Math.abs(minor - Number(compatible.minor)) <= 1) return;
  const client = `${compatible.major}.${compatible.minor}`;
  context.warn(
    `version difference between client (${client}) and server (${major}.${minor}) exceeds the supported minor version skew of +/-1`,
  );
}
