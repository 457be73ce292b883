/** A name as MySQL's SQL writes it. */
export const identifier = (name: string): string => `\`${name.replaceAll('`', '``')}\``;

/** A text as its SQL writes it. */
export const literal = (text: string): string => `'${text.replaceAll('\\', '\\\\').replaceAll("'", "''")}'`;
