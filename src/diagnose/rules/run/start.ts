import { list, text } from '../../../describe/fields.ts';
import type { Evidence, Fix } from '../../model.ts';
import type { Rule, Scene } from '../../rule.ts';
import type { Container } from '../../subject.ts';
import { type Ending, endingEvidence, endingOf } from '../shared/ending.ts';
import { editFix, undoFix } from '../shared/template-fixes.ts';
import { missedCommand } from '../shared/missed-command.ts';
import { readStartError, type StartError, type StartTrouble } from '../shared/start-error.ts';
import { waitingEvidence, waitOf } from '../shared/waiting.ts';
import { commandEvidence } from './evidence.ts';

/** A container that the runtime refused to start. */
interface Refusal extends StartError {
  readonly ending: Ending;
}

function refusalOf(container: Container, scene: Scene): Refusal | undefined {
  const ending = endingOf(container, scene);
  if (ending?.by !== 'start' || !ending.again) return undefined;
  const said = text(ending.end['message']) || (waitOf(container)?.message ?? '');
  return { ...readStartError(said), ending };
}

/** Commands that are not there, and what else keeps a container from starting. */
export const startRules: readonly Rule[] = [
  {
    id: 'RUN-03',
    title: 'command-not-found',
    severity: 'error',
    class: 'fatal',
    confidence: 'high',
    container: (container, scene) => {
      const { name } = container;
      const refusal = refusalOf(container, scene);
      if (refusal?.trouble === 'missing') {
        return {
          cause: `The image of container ${name} has no executable ${quoted(refusal.what)}.`,
          evidence: refusalEvidence(container, refusal),
          fixes: commandFixes(container, scene),
        };
      }
      const shell = shellMisses(container, scene);
      if (shell === undefined) return undefined;
      // The kernel says the same of a script whose interpreter is not there, and of a program without its loader.
      const program = /^exec (\S+): no such file/.exec(shell.line)?.[1];
      return {
        cause:
          program === undefined
            ? `A command that container ${name} runs is not in its image: "${shell.line}".`
            : `What container ${name} runs, ${program}, is there, but not the interpreter or loader that it names.`,
        evidence: [...shell.evidence, ...commandEvidence(container)],
        fixes: commandFixes(container, scene),
      };
    },
  },
  {
    id: 'RUN-04',
    title: 'start-error-other',
    severity: 'error',
    class: 'fatal',
    confidence: 'high',
    container: (container, scene) => {
      const refusal = refusalOf(container, scene);
      // IMG-06 tells of programs for another CPU.
      if (refusal === undefined || refusal.trouble === 'missing' || refusal.trouble === 'format')
        return undefined;
      const { why, fix, ofNode } = TROUBLES[refusal.trouble](refusal, container);
      return {
        cause: `Container ${container.name} cannot be started: ${why}.`,
        evidence: refusalEvidence(container, refusal),
        fixes: [editFix(scene.subject, fix), ...undoFix(scene)],
        ...(ofNode === true
          ? { class: 'grace' as const, grace: 60, confidence: 'medium' as const }
          : {}),
      };
    },
  },
];

interface Words {
  readonly why: string;
  readonly fix: string;
  /** It may be the node that fails. */
  readonly ofNode?: true;
}

type Explained = Exclude<StartTrouble, 'missing' | 'format'>;

const TROUBLES: Readonly<Record<Explained, (error: StartError, container: Container) => Words>> = {
  permission: ({ what }, { spec }) => ({
    why: `${quoted(what)} may not be executed (it is not executable, is a directory, or the user of the container may not run it)`,
    fix:
      spec['securityContext'] === undefined
        ? 'names an executable file (chmod +x in the image)'
        : 'names an executable file, or another runAsUser',
  }),
  mount: ({ what, said }, container) => ({
    why: `a volume cannot be mounted at ${quoted(what)}${mountText(what, said, container)}`,
    fix: 'mounts the volume elsewhere, or one file of it with subPath',
  }),
  directory: ({ what }) => ({
    why: `the working directory ${quoted(what)} is not a directory`,
    fix: 'corrects workingDir',
  }),
  'read-only': ({ what }) => ({
    why: `${quoted(what)} is on a read-only file system`,
    fix: 'mounts an emptyDir volume there',
  }),
  memory: () => ({
    why: 'its memory limit is too low for the container runtime itself',
    fix: 'raises resources.limits.memory (16Mi is the least that makes sense)',
  }),
  other: ({ said }) => ({
    why: `the container runtime says "${said.slice(0, 200)}"`,
    fix: 'changes what the runtime refuses; the node may be at fault as well',
    ofNode: true,
  }),
};

function mountText(path: string, said: string, { spec }: Container): string {
  const mount = list(spec['volumeMounts']).find(({ mountPath }) => mountPath === path);
  const sub = text(mount?.['subPath']);
  const which =
    mount === undefined
      ? ''
      : ` (volume ${text(mount['name'])}${sub === '' ? '' : `, subPath ${sub}`})`;
  if (/not a directory|directory onto a file/.test(said))
    return `${which}: one is a directory, and the other a file`;
  return said.includes('inside /proc') ? `${which}: nothing may be mounted in /proc` : which;
}

function refusalEvidence(container: Container, { ending, said }: Refusal): readonly Evidence[] {
  return [
    waitOf(container)?.reason === 'RunContainerError'
      ? waitingEvidence(container)
      : { ...endingEvidence(container, ending), text: `StartError: ${said}` },
    ...commandEvidence(container),
  ];
}

function commandFixes({ spec }: Container, scene: Scene): readonly Fix[] {
  const why =
    spec['command'] === undefined
      ? 'corrects args, or the ENTRYPOINT of the image'
      : "corrects command (it replaces the image's ENTRYPOINT; args replaces CMD)";
  return [editFix(scene.subject, why), ...undoFix(scene)];
}

/** What a shell or the runtime said of a command that is not there, after the container was started. */
function shellMisses(
  container: Container,
  scene: Scene,
): { readonly line: string; readonly evidence: readonly Evidence[] } | undefined {
  const ending = endingOf(container, scene);
  if (ending === undefined || !ending.again) return undefined;
  const said = missedCommand(container, ending, scene);
  return said === undefined
    ? undefined
    : { line: said.line, evidence: [endingEvidence(container, ending), said.evidence] };
}

function quoted(what: string): string {
  return what === '' ? '""' : what;
}
