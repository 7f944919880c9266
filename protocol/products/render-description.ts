import MarkdownIt from 'markdown-it';

const markdown = new MarkdownIt({ html: false, linkify: false });

/** The HTML of a Markdown description, for the HTML column of an export. */
export const renderDescription = (text: string): string => markdown.render(text).trim();
