/** The package's version; a test holds it to package.json's, which a bundle of the program does not carry. */
export const version = '0.1.0'
