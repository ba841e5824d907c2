/**
 * The subprotocols of exec and attach, best first. Version 5 can say that stdin has ended (KEP-4006).
 * Source: https://kubernetes.io/blog/2024/08/20/websockets-transition/
 */
export const protocols: readonly string[] = ['v5.channel.k8s.io', 'v4.channel.k8s.io'];

/** The first byte of each message says whose it is. */
export const channels = {
  stdin: 0,
  stdout: 1,
  stderr: 2,
  error: 3,
  resize: 4,
  /** Since version 5: the byte that follows is the channel that ends. */
  close: 255,
} as const;
