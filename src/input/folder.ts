import { readdir } from 'node:fs/promises'

/**
 * The paths of all files in a folder, from it on, at any depth. Links are not followed: what they point to is in the
 * folder and found as itself, or is none of its files. `onError` is told of folders that cannot be read.
 */
export async function filesIn(
  folder: string,
  onError: (error: unknown, folder: string) => void,
): Promise<string[]> {
  const paths: string[] = []
  const left = ['']
  for (let inner = left.pop(); inner !== undefined; inner = left.pop()) {
    const path = inner === '' ? folder : `${folder}/${inner}`
    try {
      for (const entry of await readdir(path, { withFileTypes: true })) {
        const itsPath = inner === '' ? entry.name : `${inner}/${entry.name}`
        if (entry.isDirectory()) left.push(itsPath)
        else if (entry.isFile()) paths.push(itsPath)
      }
    } catch (error) {
      onError(error, path)
    }
  }
  return paths
}
