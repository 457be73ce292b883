/** SQL over several lines of code as one line: answers of many questions are asked for in one statement, and comments have no end there. */
export const oneLine = (parts: TemplateStringsArray, ...values: readonly (string | number)[]) =>
  String.raw(parts, ...values)
    .replace(/\s+/g, ' ')
    .trim();
