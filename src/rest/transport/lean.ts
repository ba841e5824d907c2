/**
 * Keeps memory small where much goes through: what lives for long is in buffers that serve again, so there is no use in
 * more room for what is new. The room would grow to 32 MB on Node; bun has no such room.
 */
export function stayLean(): void {
  if (process.versions['bun'] !== undefined) return;
  process.getBuiltinModule('node:v8').setFlagsFromString('--semi-space-growth-factor=1');
}
