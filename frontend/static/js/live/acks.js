/** Counts received frames and says so where the server asks for it (it then sees a slow reader). */

/** `every` is the welcome's `ack`: 0 means that none is wanted. */
export function startAcks(every, send) {
  // The welcome that asks for acknowledgements is itself the first frame.
  let received = 1;
  let told = 0;
  const tellCount = () => {
    if (told === received) return;
    told = received;
    send({ type: "ack", count: received });
  };
  const timer = every ? setInterval(tellCount, 1000) : null;
  return {
    count() {
      received += 1;
      if (every && received - told >= every) tellCount();
    },
    stop: () => clearInterval(timer),
  };
}
