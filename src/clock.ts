/**
 * Milliseconds since some moment, never going back: for measuring how long something takes.
 * Not `performance.now()`: Node loads a whole module for that object, which a short command feels.
 */
export function monotonic(): number {
  const [seconds, nanoseconds] = process.hrtime();
  return seconds * 1000 + nanoseconds / 1e6;
}
