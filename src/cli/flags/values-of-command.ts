import { parseDuration } from '../../formats/duration.ts';
import type { Command } from 'commander';
import type { FlagSpec, FlagType, Flags } from './flags.ts';

/** The flags of one invoked command, typed; commander keeps the values and where they came from. */
export class CommandFlags implements Flags {
  readonly dash: number;
  readonly #command: Command;
  readonly #types: ReadonlyMap<string, FlagType>;

  constructor(command: Command, specs: readonly FlagSpec[], dash: number) {
    this.#command = command;
    this.#types = new Map(specs.map((spec) => [spec.name, spec.type]));
    this.dash = dash;
  }

  bool(name: string): boolean {
    return this.#value(name, 'bool') as boolean;
  }

  string(name: string): string {
    return this.#value(name, 'string') as string;
  }

  int(name: string): number {
    return this.#value(name, 'int', 'int32', 'int64', 'count', 'Level') as number;
  }

  duration(name: string): number {
    return parseDuration(this.#value(name, 'duration') as string);
  }

  strings(name: string): readonly string[] {
    const value = this.#value(
      name,
      'stringSlice',
      'stringArray',
      'mapStringString',
      'stringToString',
    );
    // The default of a map is empty text.
    return value === '' ? [] : (value as readonly string[]);
  }

  changed(name: string): boolean {
    const source = this.#command.getOptionValueSource(name);
    return source !== undefined && source !== 'default';
  }

  has(name: string): boolean {
    return this.#types.has(name);
  }

  #value(name: string, ...types: FlagType[]): unknown {
    const type = this.#types.get(name);
    if (type === undefined || !types.includes(type)) {
      throw new TypeError(`this command has no ${types[0]} flag named ${name}`);
    }
    return this.#command.getOptionValue(name);
  }
}
