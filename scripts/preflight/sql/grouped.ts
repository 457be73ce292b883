/**
 * A number as English writes it, for titles: `toLocaleString` would load the locales in each command, which takes 40 ms, also where no
 * title is shown.
 */
export const grouped = (count: number) => `${count}`.replace(/\B(?=(\d{3})+$)/g, ',');
