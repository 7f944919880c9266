import MarkdownIt from 'markdown-it';

const allowed = /^(https?:\/\/|mailto:)/i;

const createRenderer = () => {
  const renderer = new MarkdownIt({ html: false, linkify: false, typographer: false, breaks: false });
  // A picture by address would make the reader's browser call a server that the seller chose.
  renderer.disable(['image']);
  renderer.validateLink = (url) => allowed.test(url.trim());
  renderer.core.ruler.push('vouch', (state) => {
    const headings = state.tokens.filter(({ type }) => type === 'heading_open' || type === 'heading_close');
    const levels = [...new Set(headings.map(({ tag }) => tag))].sort();
    // The page owns the first two levels of headings; a text's own levels follow without gaps.
    for (const heading of headings) heading.tag = `h${Math.min(6, levels.indexOf(heading.tag) + 3)}`;
    for (const token of state.tokens) {
      for (const child of token.children ?? []) {
        if (child.type === 'link_open') child.attrSet('rel', 'ugc nofollow noopener');
      }
    }
  });
  return renderer;
};
const renderer = createRenderer();

/** Markdown that a seller wrote, without HTML, pictures or scripts. */
export const Markdown = ({ text, lang }: { text: string; lang: string }) => (
  // Safety: markdown-it escapes everything but its own tags (html: false), and links are http, https or mailto only.
  <div class="prose" lang={lang} data-signed="words" dangerouslySetInnerHTML={{ __html: renderer.render(text) }} />
);
