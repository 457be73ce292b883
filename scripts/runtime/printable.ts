/** Control characters, C1 included (U+009B alone begins an escape on an 8-bit terminal), and what turns the direction of a line. */
const steering = /[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]/gu;

/** Names and texts may come from anybody: line breaks and escape codes would control a terminal, or the log of a pipeline. */
export const printable = (name: string) => name.replace(steering, '\ufffd');

/** The same for a text of ours that may quote such a name: its own lines and tabs stay, whichever line breaks it has. */
export const printableLines = (text: string) =>
  text.replace(steering, (sign, at: number) =>
    sign === '\n' || sign === '\t' || (sign === '\r' && text[at + 1] === '\n') ? sign : '\ufffd',
  );

/** The same in JSON, without loss: `JSON.stringify` leaves DEL and C1 as they are. */
export const printableJson = (json: string) =>
  json.replace(steering, (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`);

/** A command of several lines in one: its lines must not look like lines of ours. */
export const inOneLine = (command: string): string => command.replace(/\s*\r?\n\s*/g, ' ⏎ ');
