import { processStreams } from './cli/process-streams.ts';
import { programName, run } from './main.ts';

/** Runs kubist as this process: its arguments, streams, environment and name. Ends the process. */
export async function runProcess(): Promise<never> {
  // Until the command has ended: should everything come to a halt without that, it is no success.
  process.exitCode = 1;
  const name = process.env.KUBIST_PROGRAM ?? startedAs();
  // As a plugin of the stock kubectl, by a link of this name.
  const lead = /(?:^|[\\/])kubectl-diagnose(?:\.exe)?$/.test(name) ? ['diagnose'] : [];
  const code = await run(
    [...lead, ...process.argv.slice(2)],
    processStreams(),
    { ...process.env },
    {
      program: programName(name),
    },
  );
  process.exit(code);
}

/** The path that this program was started under. In a compiled executable argv[1] is a path inside of it. */
function startedAs(): string {
  const script = process.argv[1] ?? '';
  return script.startsWith('/$bunfs/') ? process.argv0 : script;
}
