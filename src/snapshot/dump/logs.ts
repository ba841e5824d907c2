/** Where the log of one container begins in a dump. A line of a log may look the same: then what follows is not its own. */
const START = /^==== START logs for container (\S+) of pod ([^\s/]+)\/(\S+) ====\r?\n/m;

/** How a section begins when there was no log: the server's words follow. */
const FAILED = 'Request log error: ';

/** A container's log in a dump, or why there is none. */
export interface DumpedLog {
  readonly text: string;
  readonly failed: boolean;
}

/** A dump's text: objects, and logs by `NAMESPACE/POD/CONTAINER`. */
export interface SplitDump {
  readonly objects: string;
  readonly logs: ReadonlyMap<string, DumpedLog>;
}

/** Takes the logs out of a text that may hold objects as well. The lines of a log have no times of their own. */
export function splitDump(text: string): SplitDump {
  const logs = new Map<string, DumpedLog>();
  const start = new RegExp(START, 'gm');
  let objects = '';
  let at = 0;
  for (let match = start.exec(text); match !== null; match = start.exec(text)) {
    const [head, container, namespace, pod] = match;
    objects += text.slice(at, match.index);
    const mark = `==== END logs for container ${container} of pod ${namespace}/${pod} ====`;
    const from = match.index + head.length;
    // What a program writes without a line feed at its end stands before the mark on its line.
    const found = text.indexOf(mark, from);
    const end = found < 0 ? text.length : found;
    logs.set(`${namespace}/${pod}/${container}`, toLog(text.slice(from, end)));
    at = Math.min(end + mark.length + 1, text.length);
    start.lastIndex = at;
  }
  return { objects: objects + text.slice(at), logs };
}

function toLog(text: string): DumpedLog {
  const failed = text.startsWith(FAILED);
  return { text: failed ? text.slice(FAILED.length).trimEnd() : text, failed };
}
