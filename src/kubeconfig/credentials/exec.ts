import { spawn } from 'node:child_process';
import type { Credentials } from '../../api/connection.ts';
import { ConnectionError, KubistError } from '../../errors.ts';
import type { Cluster, ExecConfig } from '../kubeconfig.ts';
import type { CredentialOptions } from './credentials.ts';
import { execFailure, lookUp, missingExecutable } from './exec-command.ts';
import { execInfo, readExecCredential } from './exec-credential.ts';
import type { ExecStatus } from './exec-credential.ts';

const versions: ReadonlySet<string> = new Set([
  'client.authentication.k8s.io/v1',
  'client.authentication.k8s.io/v1beta1',
]);

/**
 * Credentials from a plugin: a command that prints an ExecCredential. It runs with the first request, again
 * when what it gave has expired, and once after a 401.
 * Source: https://kubernetes.io/docs/reference/config-api/client-authentication.v1/
 */
export class ExecCredentials implements Credentials {
  private readonly config: ExecConfig;
  private readonly cluster: Cluster;
  private readonly options: CredentialOptions;
  /** The running or finished plugin; concurrent requests share one run. */
  private current: Promise<ExecStatus> | undefined;

  /** Throws when the plugin speaks a version of the protocol that is not known. */
  constructor(config: ExecConfig, cluster: Cluster, options: CredentialOptions) {
    if (!versions.has(config.apiVersion ?? '')) {
      throw new KubistError(`exec plugin: invalid apiVersion "${config.apiVersion ?? ''}"`);
    }
    this.config = config;
    this.cluster = cluster;
    this.options = options;
  }

  async headers(): Promise<Record<string, string>> {
    const { token } = await this.status();
    return token === '' ? {} : { authorization: `Bearer ${token}` };
  }

  async clientCertificate(): Promise<{ cert: string; key: string } | undefined> {
    return (await this.status()).certificate;
  }

  async refresh(): Promise<boolean> {
    this.current = undefined;
    try {
      await this.status();
      return true;
    } catch (error) {
      const reason = (error as Error).message.replace(/^getting credentials: /, '');
      this.options.log.error('exec.go:380', `refreshing credentials: ${reason}`);
      return false;
    }
  }

  private async status(): Promise<ExecStatus> {
    const running = this.current;
    if (running !== undefined) {
      const known = await running;
      if (known.expires === undefined || this.options.now() <= known.expires) return known;
      // Whoever waited for the same run may have started the next one already.
      if (this.current !== running) return this.status();
    }
    const run = this.run().catch((error: unknown) => {
      if (this.current === run) this.current = undefined;
      const message = `getting credentials: ${(error as Error).message}`;
      throw new ConnectionError('other', this.cluster.server ?? '', message, { cause: error });
    });
    this.current = run;
    return run;
  }

  private async run(): Promise<ExecStatus> {
    const { config, options } = this;
    const interactive = this.interactive();
    const env: Record<string, string | undefined> = { ...options.env };
    for (const { name, value } of config.env ?? []) env[name] = value;
    env['KUBERNETES_EXEC_INFO'] = execInfo(config, this.cluster, interactive);
    const resolved = lookUp(config.command, options.env);
    const refusal = options.execPolicy?.(config.command, resolved ?? config.command);
    if (refusal !== undefined) throw new KubistError(refusal);
    if (resolved === undefined) throw missingExecutable(config);
    const stdout = await this.output(resolved, env, interactive);
    return readExecCredential(stdout, config.apiVersion ?? '');
  }

  /** Whether the plugin may ask questions at the terminal. */
  private interactive(): boolean {
    const mode = this.config.interactiveMode;
    if (mode === 'Always' && !this.options.stdinIsTTY) {
      throw new KubistError(
        'exec plugin cannot support interactive mode: standard input is not a terminal',
      );
    }
    return mode !== 'Never' && this.options.stdinIsTTY;
  }

  /** Runs the command: stdout is the answer, stderr goes to ours. */
  private async output(
    file: string,
    env: Record<string, string | undefined>,
    interactive: boolean,
  ): Promise<string> {
    const { config, options } = this;
    const child = spawn(file, config.args ?? [], {
      argv0: config.command,
      env,
      // A plugin that shows progress wants the terminal itself.
      stdio: [
        interactive ? 'inherit' : 'ignore',
        'pipe',
        options.stderr.isTTY ? 'inherit' : 'pipe',
      ],
    });
    const chunks: Buffer[] = [];
    child.stdout?.on('data', (chunk: Buffer) => chunks.push(chunk));
    child.stderr?.on('data', (chunk: Buffer) => void options.stderr.write(chunk));
    return new Promise((resolve, reject) => {
      child.once('error', (error) => reject(execFailure(error, file)));
      child.once('close', (code, signal) => {
        if (code === 0) resolve(Buffer.concat(chunks).toString('utf8'));
        else
          reject(
            new KubistError(
              `exec: executable ${config.command} failed with exit code ${signal === null ? code : -1}`,
            ),
          );
      });
    });
  }
}
