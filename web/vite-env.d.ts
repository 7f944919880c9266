/** A script that Vite builds as a worker of its own; the import is its address. */
declare module '*?worker&url' {
  const url: string;
  // biome-ignore lint/style/noDefaultExport: this is how Vite gives the address
  export default url;
}

/** The source of a style sheet as text. */
declare module '*.css?raw' {
  const source: string;
  // biome-ignore lint/style/noDefaultExport: this is how Vite gives the source
  export default source;
}
