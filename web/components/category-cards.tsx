import type { CategoryCard } from '../page-request.ts';
import type { PageView } from '../page-view.ts';
import { linkTo } from './links.ts';
import { Picture } from './picture.tsx';

/** Ways into the market by what is sold, each with a picture of something that is there now. */
export const CategoryCards = ({ view, categories }: { view: PageView; categories: readonly CategoryCard[] }) => (
  <ul class="market-categories">
    {categories.map(({ category, names, count, image }) => (
      <li key={category}>
        <a href={linkTo(view, `/search?category=${category}`)}>
          <span class="category-picture">
            <Picture view={view} image={image} alt="" sizes="(min-width: 60rem) 12rem, 45vw" />
          </span>
          <strong>{view.text(names)}</strong>
          <span class="quiet small">{view.count('listings', count)}</span>
        </a>
      </li>
    ))}
  </ul>
);
