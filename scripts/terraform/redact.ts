const secretName = /SECRET|TOKEN|PASSWORD|PASSWD|^TF_VAR_|^TF_TOKEN_|API_?KEY/i;

/**
 * Removes from an error text what must not reach a log: the values of environment variables whose names suggest a secret, and
 * passwords in URLs. Terraform redacts what it knows to be sensitive; backends print their settings as they are.
 */
export function redact(text: string, env: Record<string, string | undefined> = process.env): string {
  let redacted = text.replace(/(\b[a-z][a-z0-9+.-]*:\/\/[^\s:/@]+):[^\s@/]+@/gi, '$1:(hidden)@');
  for (const [name, value] of Object.entries(env)) {
    // Shorter values are words that stand everywhere ("15.10", "prod").
    if (!value || !secretName.test(name)) continue;
    // Of a key in PEM each line is told for itself.
    for (const part of [value, ...value.split(/\r?\n/)]) {
      if (part.length >= 8) redacted = redacted.replaceAll(part, '(hidden)');
    }
  }
  return redacted;
}
