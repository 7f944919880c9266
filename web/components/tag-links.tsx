import type { PageView } from '../page-view.ts';
import { linkTo } from './links.ts';

/** Tags as links to what carries them. */
export const TagLinks = ({ view, tags }: { view: PageView; tags: readonly string[] }) => (
  <ul class="tag-list">
    {tags.map((tag) => (
      <li key={tag}>
        <a class="tag" href={linkTo(view, `/search?tag=${encodeURIComponent(tag)}`)}>
          {tag}
        </a>
      </li>
    ))}
  </ul>
);
