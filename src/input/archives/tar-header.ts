import { Header } from 'tar/header'

export const BLOCK_BYTES = 512

/** A header of a tar archive, of any dialect: v7, ustar, pax or GNU. Null: no header, its checksum differs. */
export function readTarHeader(block: Buffer): Header | null {
  if (block.length < BLOCK_BYTES) return null
  try {
    const header = new Header(block)
    return header.cksumValid && header.size !== undefined ? header : null
  } catch {
    // Numbers that no file has.
    return null
  }
}
