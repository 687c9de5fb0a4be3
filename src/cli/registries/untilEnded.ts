/** Ctrl+C, a CI that ends a job, and a terminal that is closed. */
const endings = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/**
 * Does work that must not stop half done when the process is told to end: the controller is aborted then, and the work
 * ends by itself, with a true word on what came of it. Who asks twice does not want to know that.
 */
export async function untilEnded<T>(
  work: (interrupt: AbortController) => Promise<T>,
  onEnding: () => void = () => undefined,
): Promise<T> {
  const interrupt = new AbortController();
  const onInterrupt = () => {
    if (interrupt.signal.aborted) {
      process.exit(130);
    }
    onEnding();
    interrupt.abort();
  };
  // Not `once`: a library for locks ends the process when it finds itself the only listener.
  for (const ending of endings) {
    process.on(ending, onInterrupt);
  }
  try {
    return await work(interrupt);
  } finally {
    for (const ending of endings) {
      process.removeListener(ending, onInterrupt);
    }
  }
}
