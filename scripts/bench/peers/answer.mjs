/**
 * Answers the benchmark's requests, one message each.
 * @param {(request: any) => Promise<object>} handle
 */
export function answerRequests(handle) {
  process.on('message', (request) => {
    handle(request).then(
      (answer) => process.send?.(answer),
      (error) => process.send?.({ error: error.stack ?? String(error) }),
    );
  });
}
