/**
 * What stays unused at the beginning of memory that the kernel reads into.
 *
 * Large memory begins 16 bytes into a page (malloc's own), what the kernel copies from at a page's start. So close to
 * each other's place in the page, some processors (AMD's with `fsrm`) copy four times as slowly; 32 bytes apart they do not.
 */
export const READ_MARGIN = 2048

/** Memory for bytes that are read with `read(2)`. */
export function readBuffer(bytes: number): Buffer {
  return Buffer.allocUnsafeSlow(READ_MARGIN + bytes).subarray(READ_MARGIN)
}
