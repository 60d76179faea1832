// Preloaded with --expose-gc: answers every message with the bytes of the heap that are in use after a garbage collection.
process.on("message", () => {
  globalThis.gc?.();
  process.send?.(process.memoryUsage().heapUsed);
});
process.channel?.unref();
