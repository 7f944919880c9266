/**
 * Answers up to so many bytes are compressed at once, in a third of a millisecond at most: to hand them to another thread
 * and to hear of its end takes longer than the work.
 */
export const AT_ONCE_BYTES = 32 * 1_024;
