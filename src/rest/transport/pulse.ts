/** Milliseconds between pings, and after which a silent server counts as gone: the reference's. */
const PING_PERIOD = 5000;
const PATIENCE = 60_000;

/** A process that reads slowly holds up the server, and with it the answers to pings, once so many bytes wait for it. */
const HELD_UP = 1 << 16;

/** What keeps a connection alive. */
export interface Pulse {
  /** Something has come. */
  heard(): void;
  /** More is waited for: the server's silence counts from here. */
  listening(): void;
  /** So many bytes have been sent. */
  sent(length: number): void;
  /** A ping has come back: all that was sent before it has been taken. */
  answered(payload: Uint8Array): void;
  stop(): void;
}

/**
 * Pings as long as it runs, so that nothing on the way takes the connection for idle, and gives up on a server that is
 * silent while it is listened to. Time in which a slow reader holds up the stream, on either side, does not count.
 */
export function startPulse(ping: (payload: Uint8Array) => void, giveUp: () => void): Pulse {
  let silent = 0;
  let listening = true;
  /** Bytes that have been sent, and how many of them the server is known to have taken: pings carry the number. */
  let sent = 0;
  let taken = 0;
  const timer = setInterval(() => {
    if (listening && sent - taken <= HELD_UP) silent += PING_PERIOD;
    if (silent > PATIENCE) return giveUp();
    const payload = Buffer.alloc(8);
    payload.writeDoubleBE(sent);
    ping(payload);
  }, PING_PERIOD);
  timer.unref();
  return {
    heard() {
      silent = 0;
      listening = false;
    },
    listening() {
      listening = true;
    },
    sent(length) {
      sent += length;
    },
    answered(payload) {
      if (payload.length === 8) taken = Buffer.from(payload).readDoubleBE();
    },
    stop: () => clearInterval(timer),
  };
}
