import { readFileSync } from 'node:fs';
import { join } from 'node:path';

export interface Block {
  commands: string;
  /** What the runbook shows as the output; undefined where it shows none. */
  example?: string;
}

export interface Section {
  number: string;
  title: string;
  blocks: Block[];
}

/** The sections of runbook.md in order. */
export function readRunbook(): Section[] {
  const text = readFileSync(join(__dirname, 'runbook.md'), 'utf8');
  return text
    .split(/^## /m)
    .slice(1)
    .map((part) => {
      const [, number, title] = /^([\d.]+) (.*)\n/.exec(part)!;
      const section: Section = { number: number!, title: title!, blocks: [] };
      for (const [, language, body] of part.matchAll(/^```(bash)?\n(.*?)^```$/gms)) {
        if (language === 'bash') section.blocks.push({ commands: body! });
        else section.blocks.at(-1)!.example = body!;
      }
      return section;
    });
}
