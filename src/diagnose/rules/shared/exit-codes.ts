/** What exit codes of containers mean. Sources: POSIX shells, signal(7); 128 and 125 as container runtimes use them. */
const MEANINGS: Readonly<Record<number, string>> = {
  0: 'its main process ended normally',
  1: 'an error of the application',
  2: 'wrong use of a command or flag, or a panic of a Go program',
  125: 'the container runtime failed before the command ran',
  126: 'the command is there but cannot be executed',
  127: 'the command was not found',
  128: 'it could not be started',
  130: 'stopped by SIGINT',
  132: 'SIGILL: the program uses instructions that this CPU does not have',
  134: 'SIGABRT: the program aborted itself',
  135: 'SIGBUS: a bad memory access',
  136: 'SIGFPE: an arithmetic error',
  137: 'killed by SIGKILL',
  139: 'SIGSEGV: the program crashed in memory that is not its own',
  141: 'SIGPIPE: it wrote to a pipe that nobody reads',
  143: 'stopped by SIGTERM',
  255: 'an error of the application or of a wrapper around it, often a program for another CPU',
};

/** Says what an exit code means; "" when it has no meaning beyond the program's own. */
export function exitMeaning(code: number): string {
  const known = MEANINGS[code];
  if (known !== undefined) return known;
  return code > 128 && code < 160 ? `killed by signal ${code - 128}` : '';
}

/** `code 137 (killed by SIGKILL)`. */
export function exitText(code: number): string {
  const meaning = exitMeaning(code);
  return meaning === '' ? `code ${code}` : `code ${code} (${meaning})`;
}
