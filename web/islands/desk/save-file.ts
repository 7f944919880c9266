/** Saves text as a file of comma-separated values. @param name of the file */
export function saveCsv(name: string, parts: readonly string[]): void {
  const link = document.createElement('a');
  // The mark tells spreadsheets that the text is UTF-8.
  const address = URL.createObjectURL(new Blob(['\ufeff', ...parts], { type: 'text/csv;charset=utf-8' }));
  link.href = address;
  link.download = name;
  link.click();
  URL.revokeObjectURL(address);
}
