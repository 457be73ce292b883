/** A plan file may be of anybody: line ends and escape codes would steer a terminal, or the log of a pipeline. */
export const printable = (name: string) => name.replace(/\p{Cc}/gu, '\ufffd');
