/**
 * The same text in memory of its own: part of a string keeps all of it, such as the line that an id stands in. What is
 * put together is written anew once a part of it is taken.
 */
export const copyOf = (text: string): string => ` ${text}`.slice(1)
