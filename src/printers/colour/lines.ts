import { type Meaning, theme } from './theme.ts';

/** What was done to an object, by the words that tell it. */
const DONE: readonly (readonly [RegExp, Meaning])[] = [
  [
    /^(\S+ )((?:created|serverside-applied|condition met|exposed|scaled|autoscaled|uncordoned|restarted|resumed|rolled back|approved)\b.*)$/,
    'good',
  ],
  [
    /^(\S+ )((?:configured|patched|labeled|unlabeled|annotated|edited|replaced|modified|untainted|tainted|cordoned|drained|paused|evicted|[\w ]+ updated)\b.*)$/,
    'waiting',
  ],
  [/^(\S+ (?:"[^"]*" )?)((?:force )?(?:deleted|pruned|denied)\b.*)$/, 'bad'],
  [/^(\S+ )((?:unchanged|not labeled|already .*|skipped)\b.*)$/, 'quiet'],
  [/^(.*)(successfully rolled out)$/, 'good'],
  [/^(.* is running at )(\S+)$/, 'key'],
];

/** Colours what was done, in lines such as `configmap/a created (dry run)`. */
export function paintChanges(text: string): string {
  return eachLine(text, (line) => {
    for (const [pattern, meaning] of DONE) {
      const [, object, what] = pattern.exec(line) ?? [];
      if (object !== undefined && what !== undefined) return object + theme[meaning](what);
    }
    return line;
  });
}

const DIFF: readonly (readonly [RegExp, Meaning])[] = [
  [/^(?:diff |--- |\+\+\+ |Only in )/, 'heading'],
  [/^@@/, 'key'],
  [/^\+/, 'good'],
  [/^-/, 'bad'],
];

/** Colours a unified diff. */
export function paintDiff(text: string): string {
  return eachLine(text, (line) => {
    const [, meaning] = DIFF.find(([pattern]) => pattern.test(line)) ?? [];
    return meaning === undefined ? line : theme[meaning](line);
  });
}

const FAILURE =
  /^(?:Error from server(?: \([^()]*\))?:|[Ee]rror:|Unable to connect to the server:|The connection to the server|The \S+ "[^"]*" is invalid:)/;
const WARNING = /^[Ww]arning:/;

/** Colours how lines begin that tell what went wrong, or may. */
export function paintMessages(text: string): string {
  return eachLine(text, (line) =>
    line
      .replace(FAILURE, (lead) => theme.failure(lead))
      .replace(WARNING, (lead) => theme.warning(lead)),
  );
}

function eachLine(text: string, paint: (line: string) => string): string {
  return text
    .split('\n')
    .map((line) => (line === '' ? line : paint(line)))
    .join('\n');
}
