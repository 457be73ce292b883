const mark = /‹([^|]*)\|([^›]*)›/g;

/** Code in which `‹before|after›` marks what an edit changes; all else must stay. */
export const unedited = (marked: string) => marked.replaceAll(mark, '$1');
export const edited = (marked: string) => marked.replaceAll(mark, '$2');
