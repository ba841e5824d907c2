import type { Scene } from '../../rule.ts';
import type { Container } from '../../subject.ts';
import type { Ending } from './ending.ts';
import { type LastWords, lastWords } from './logs.ts';

/** A shell's exit code for a command that it does not find. Source: POSIX. */
const NOT_FOUND = 127;

/** The words with which a container ended because a command is not there; undefined when that is not why. */
export function missedCommand(
  container: Container,
  ending: Ending,
  scene: Scene,
): LastWords | undefined {
  if (ending.by !== 'itself' || ending.code === 0) return undefined;
  const said = lastWords(container, scene);
  if (said === undefined) return undefined;
  // runc itself writes this line, and nothing else, when the kernel refuses.
  if (/^exec \S+: no such file or directory$/.test(said.block.trim())) return said;
  return ending.code === NOT_FOUND && /not found|no such file/i.test(said.line) ? said : undefined;
}
