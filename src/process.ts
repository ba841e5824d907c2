import { processStreams } from './cli/process-streams.ts';
import { programName, run } from './main.ts';

/** Runs kubist as this process: its arguments, streams, environment and name. Ends the process. */
export async function runProcess(): Promise<never> {
  const executable = process.env.KUBIST_PROGRAM ?? process.argv[1] ?? '';
  const code = await run(process.argv.slice(2), processStreams(), process.env, {
    program: programName(executable),
  });
  process.exit(code);
}
