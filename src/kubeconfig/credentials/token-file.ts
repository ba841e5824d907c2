import { readFileSync } from 'node:fs';
import type { Logger } from '../../log.ts';
import { readBytes } from '../files.ts';
import type { User } from '../kubeconfig.ts';

/** Milliseconds after which a token file is read again. Tokens of pods change hourly. */
const maxAge = 60_000;

/** A bearer token: fixed, or from a file that is read again now and then. */
export class TokenFile {
  private token: string;
  private readAt: number;
  private readonly file: string;
  private readonly options: { now(): number; readonly log: Logger };

  /** Throws when there is only a file and it cannot be read. */
  constructor(
    user: Pick<User, 'token' | 'tokenFile'>,
    options: { now(): number; readonly log: Logger },
  ) {
    this.options = options;
    this.file = user.tokenFile ?? '';
    this.token = user.token || readBytes(this.file).toString('utf8').trim();
    this.readAt = options.now();
  }

  /** The token as it is now. When the file has become unreadable, the last one. */
  read(): string {
    if (this.file !== '' && this.options.now() - this.readAt >= maxAge) {
      try {
        this.token = readFileSync(this.file, 'utf8').trim() || this.token;
        this.readAt = this.options.now();
      } catch (error) {
        this.options.log.error('token_source.go:188', 'Unable to rotate token', [
          ['err', (error as Error).message],
        ]);
      }
    }
    return this.token;
  }
}
