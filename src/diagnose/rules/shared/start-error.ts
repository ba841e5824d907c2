/** Why a runtime could not start a container. */
export type StartTrouble =
  | 'missing'
  | 'permission'
  | 'format'
  | 'mount'
  | 'read-only'
  | 'directory'
  | 'memory'
  | 'other';

/** A runtime's refusal, read. */
export interface StartError {
  readonly trouble: StartTrouble;
  /** The program or path that it is about; "" when it names none. */
  readonly what: string;
  /** The end of the message: what runc or the kernel said. */
  readonly said: string;
}

/** Fragments of runc's and crun's texts, the more telling first. */
const TEXTS: readonly (readonly [StartTrouble, RegExp])[] = [
  ['format', /exec format error/],
  ['mount', /error mounting .* to rootfs at "([^"]*)"|trying to mount a directory onto a file/],
  ['missing', /exec: "([^"]*)": (?:executable file not found|stat .*no such file or directory)/],
  ['permission', /exec: "([^"]*)": (?:permission denied|is a directory)/],
  ['directory', /(?:chdir to cwd \("([^"]*)"\)|mkdir ([^:]+): not a directory)/],
  ['read-only', /(?:mkdir |open |create )?(\S*): read-only file system/],
  [
    'memory',
    /memory\.(?:max|limit_in_bytes)|cannot allocate memory|container init was OOM-killed|too low/,
  ],
  ['permission', /permission denied/],
  ['missing', /executable file not found|no such file or directory/],
];

/** Reads what a runtime says of a container that it could not start. */
export function readStartError(message: string): StartError {
  const said = lastPart(message);
  for (const [trouble, pattern] of TEXTS) {
    const found = pattern.exec(message);
    if (found !== null) return { trouble, what: found[1] ?? found[2] ?? '', said };
  }
  return { trouble: 'other', what: '', said };
}

/** The message without the programs through which it came. */
function lastPart(message: string): string {
  return message
    .replace(/: unknown$/, '')
    .replace(
      /^.*(?:unable to start container process|error during container init|runc create failed|OCI runtime create failed): /s,
      '',
    );
}
