/** A row of a Markdown table; a cell must not hold its separator. */
function row(cells: readonly string[]): string {
  return `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
}

/** A Markdown table: a head, a rule and the rows. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  return [row(head), row(head.map(() => '---')), ...rows.map(row)].join('\n');
}

/** Text in the type of code; nothing stays nothing. */
export function code(text: string | null): string {
  return text === null ? '' : `\`${text}\``;
}

/** Prose as it is meant: what looks like an HTML tag is text. */
export function prose(text: string): string {
  return text.replaceAll(/<(?=[a-zA-Z/!])/g, '\\<');
}
