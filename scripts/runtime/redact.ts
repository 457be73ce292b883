/** What stands in the place of a secret. */
export const hidden = '(hidden)';

/** The same text without the secret. A server may ask for the password in clear, as RDS does for IAM tokens, and repeat it in an error. */
export const without = (secret: string, text: string): string =>
  secret === '' ? text : text.replaceAll(secret, hidden);

/** `https://user:(hidden)@host`, inside of any text. */
export const withoutUrlPasswords = (text: string): string =>
  text.replace(/(\b[a-z][a-z0-9+.-]*:\/\/[^\s:/@]+):[^\s@/]+@/gi, `$1:${hidden}@`);

const secretName = /SECRET|TOKEN|PASSWORD|PASSWD|^TF_VAR_|^TF_TOKEN_|API_?KEY/i;

/**
 * Removes from an error text what must not reach a log: the values of environment variables whose names suggest a secret, and
 * passwords in URLs. Terraform redacts what it knows to be sensitive; backends print their settings as they are.
 */
export function redact(text: string, env: Record<string, string | undefined> = process.env): string {
  let redacted = withoutUrlPasswords(text);
  for (const [name, value] of Object.entries(env)) {
    // Shorter values are words that stand everywhere ("15.10", "prod").
    if (!value || !secretName.test(name)) continue;
    // Of a key in PEM each line is told for itself.
    for (const part of [value, ...value.split(/\r?\n/)]) {
      if (part.length >= 8) redacted = without(part, redacted);
    }
  }
  return redacted;
}
