/** Types of flag values, named as pflag names them in help texts and errors. */
export type FlagType =
  | 'bool'
  | 'string'
  | 'int'
  | 'int32'
  | 'int64'
  | 'duration'
  | 'stringSlice'
  | 'stringArray'
  | 'mapStringString'
  | 'stringToString'
  | 'count'
  | 'Level';

export type FlagValue = boolean | string | number | readonly string[];

/** One flag, as data. */
export interface FlagSpec {
  /** Long name without dashes. */
  readonly name: string;
  readonly short?: string;
  readonly type: FlagType;
  /** The default as the inventory has it; durations as text (`1m0s`). */
  readonly default: FlagValue;
  /** Value when the flag stands alone (`--dry-run`); bools have `true`. */
  readonly noOptDefault?: string;
  /** One or more sentences for `--help`. `{program}` stands for the program's name. */
  readonly usage: string;
  readonly hidden?: boolean;
  /** An alpha: the flag is only there where this environment variable is `true`. */
  readonly gate?: string;
  /** Text of pflag's deprecation message. */
  readonly deprecated?: string;
}

/** Values of one invocation. Asking for a flag that the command does not have is a programming error and throws. */
export interface Flags {
  bool(name: string): boolean;
  string(name: string): string;
  /** Value of an int, int32, int64 or count flag. */
  int(name: string): number;
  /** Milliseconds of a duration flag. */
  duration(name: string): number;
  /** Values of a stringSlice, stringArray, mapStringString or stringToString flag; of the latter two each is `KEY=VALUE`. */
  strings(name: string): readonly string[];
  /** True when the flag was given on the command line or by kuberc. */
  changed(name: string): boolean;
  /** True when this command has such a flag. */
  has(name: string): boolean;
  /** How many positional arguments stood before `--`; -1 without one. */
  readonly dash: number;
}
