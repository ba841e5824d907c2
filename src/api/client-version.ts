/** The kubectl version whose behaviour this client has. */
export const compatibleVersion = {
  major: '1',
  minor: '36',
  gitVersion: 'v1.36.3',
  kustomizeVersion: 'v5.8.1',
} as const;

/** `linux/amd64`, as Go names platforms. */
export function platform(): string {
  const os = process.platform === 'win32' ? 'windows' : process.platform;
  const arch: Record<string, string> = { x64: 'amd64', ia32: '386', ppc64: 'ppc64le' };
  return `${os}/${arch[process.arch] ?? process.arch}`;
}

/** The User-Agent header: `kubectl/v1.36.3 (linux/amd64) kubernetes/kubist`. */
export function userAgent(program: string): string {
  return `${program}/${compatibleVersion.gitVersion} (${platform()}) kubernetes/kubist`;
}
