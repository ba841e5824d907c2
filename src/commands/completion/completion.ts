import { UsageError } from '../../errors.ts';
import { goQuote } from '../../formats/go-quote.ts';
import type { CommandSpec } from '../../cli/command.ts';

/** Scripts by the name of their shell. */
const scripts: Readonly<Record<string, () => Promise<{ script: (program: string) => string }>>> = {
  bash: () => import('./bash.ts'),
  zsh: () => import('./zsh.ts'),
  fish: () => import('./fish.ts'),
  powershell: () => import('./powershell.ts'),
};

/** `completion`: what a shell must know to complete command lines. */
export const completion: CommandSpec = {
  use: 'SHELL',
  short: 'Output shell completion code for the specified shell (bash, zsh, fish, or powershell)',
  long: `Prints a script that teaches a shell to complete {program}'s command lines: commands, flags, resource types, names, containers, ports, contexts and namespaces. bash 3.2 and newer need nothing else; zsh 5.2, fish 3.1 and PowerShell 5.1 or newer.

Names are asked for in the cluster when the key is pressed; without an answer within five seconds there are none.`,
  examples: `  # bash, for this session
  source <({program} completion bash)

  # bash 3.2 (macOS), for this session
  eval "$({program} completion bash)"

  # bash, for an alias: k
  complete -o default -F __start_{program} k

  # bash, for all sessions
  {program} completion bash > ~/.kube/completion.bash
  echo 'source ~/.kube/completion.bash' >> ~/.bashrc

  # zsh, for this session
  source <({program} completion zsh)

  # zsh, for all sessions
  {program} completion zsh > "\${fpath[1]}/_{program}"

  # fish, for this session
  {program} completion fish | source

  # fish, for all sessions
  {program} completion fish > ~/.config/fish/completions/{program}.fish

  # PowerShell, for this session
  {program} completion powershell | Out-String | Invoke-Expression

  # PowerShell, for all sessions
  {program} completion powershell >> $PROFILE`,
  async run({ program, streams }, _flags, args) {
    const [shell] = args;
    if (shell === undefined) throw new UsageError('Shell not specified.');
    if (args.length > 1) {
      throw new UsageError('Too many arguments. Expected only the shell type.');
    }
    const load = Object.hasOwn(scripts, shell) ? scripts[shell] : undefined;
    if (load === undefined) throw new UsageError(`Unsupported shell type ${goQuote(shell)}.`);
    const { script } = await load();
    await streams.out.write(script(program));
  },
};
