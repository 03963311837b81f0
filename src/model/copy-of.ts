/** The same text in memory of its own: part of a string keeps all of it, such as the line that an id stands in. */
export const copyOf = (text: string): string => text.split('').join('')
