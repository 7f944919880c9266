/** Makes a queue: each work begins when the one before has ended, well or not. */
export function oneAtATime(): <T>(work: () => Promise<T>) => Promise<T> {
  let tail: Promise<unknown> = Promise.resolve();
  return (work) => {
    const done = tail.then(work);
    // The failure is the caller's; what waits behind it still runs.
    tail = done.catch(() => undefined);
    return done;
  };
}
