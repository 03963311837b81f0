/** Characters that a process's name takes in a kernel line: 15 bytes, each perhaps printed as four (`\xc3`, `#303`). */
export const LONGEST_NAME = 60
