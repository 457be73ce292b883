/** A name as SQL writes it. */
export const identifier = (name: string): string => `"${name.replaceAll('"', '""')}"`;

/** A text as SQL, and a configuration file, writes it. */
export const literal = (text: string): string => `'${text.replaceAll("'", "''")}'`;
