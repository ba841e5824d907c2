/**
 * Which credential plugins may run: kuberc's `credentialPluginPolicy` and `credentialPluginAllowlist`.
 * Answers why a command must not run, or undefined when it may. `resolved` is its absolute path.
 */
export type ExecPolicy = (command: string, resolved: string) => string | undefined;
