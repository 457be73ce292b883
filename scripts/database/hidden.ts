/** The same text without the secret. A server may ask for the password in clear, as RDS does for IAM tokens, and repeat it in an error. */
export const without = (secret: string, text: string): string =>
  secret === '' ? text : text.replaceAll(secret, '(hidden)');
