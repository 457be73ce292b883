/** Markdown in a cell of a table, where a `|` would end it. */
export const cell = (markdown: string) => markdown.replaceAll('|', '\\|');

/** Plain text in a cell: `<file>` would be a tag. */
export const plainCell = (text: string) => cell(text.replace(/[<*]/g, '\\$&'));
