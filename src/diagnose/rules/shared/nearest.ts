import { editDistance } from '../../../formats/edit-distance.ts';

/** Names longer than any that Kubernetes allows are not compared. */
const LONGEST = 253;

/** The known name that was most likely meant; undefined when none is near. */
export function nearest(name: string, known: Iterable<string>): string | undefined {
  const wanted = plain(name);
  let best: string | undefined;
  // A third of the letters may differ, one in any case.
  let least = Math.max(1, Math.floor(name.length / 3)) + 1;
  for (const one of known) {
    if (one === name || one.length > LONGEST || name.length > LONGEST) continue;
    const found = plain(one) === wanted ? 0 : editDistance(name.toLowerCase(), one.toLowerCase());
    if (found < least) [best, least] = [one, found];
  }
  return best;
}

/** `log-level`, `LOG_LEVEL` and `log.level` are much the same. */
function plain(name: string): string {
  return name.toLowerCase().replace(/[-_.]/g, '');
}

/** At most `most` texts, then how many more there are: `a, b and 3 more`. */
export function some(items: readonly string[], most = 5): string {
  const shown = items.slice(0, most).join(', ');
  return items.length > most ? `${shown} and ${items.length - most} more` : shown;
}
