/**
 * A word as a shell takes it back: addresses of Terraform have brackets and quotes, and a key of `for_each` may be any text. What
 * means nothing to a shell stays as it is.
 */
export const shellWord = (text: string): string =>
  /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
