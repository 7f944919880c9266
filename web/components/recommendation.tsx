import type { RecommendationView } from '../../protocol/api/person.ts';
import type { PageView } from '../page-view.ts';
import { Face } from './face.tsx';
import { Icon } from './icon.tsx';
import { linkTo } from './links.ts';
import { PersonName } from './person-name.tsx';
import { Moment } from './time.tsx';

/** A person's word about a listing, and whether they bought it. */
export const Recommendation = ({
  view,
  word,
  by = true,
}: {
  view: PageView;
  word: RecommendationView;
  /** False on the author's own page, which names the listing instead. */
  by?: boolean;
}) => (
  <li class="recommendation">
    {by && <Face address={word.author} size={32} />}
    <div>
      <p class="recommendation-head">
        {by ? (
          <PersonName view={view} account={word.author} names={word.authorNames} />
        ) : (
          <a
            href={linkTo(view, `/shop/${word.shop}/listing/${encodeURIComponent(word.handle)}`)}
            lang={view.languageOf(word.titles)}
          >
            {view.text(word.titles) || word.handle}
          </a>
        )}
        <span class="small quiet">
          <Moment view={view} at={word.writtenAt} style="day" />
        </span>
      </p>
      <p class="review-text" lang={word.language}>
        {word.text}
      </p>
      <p class="small quiet">
        {word.order === null ? (
          view.t('person.not_bought')
        ) : (
          <a class="verified" href={linkTo(view, `/order/${word.order}`)}>
            <Icon name="seal" size={14} /> {view.t('person.bought')}
          </a>
        )}
      </p>
    </div>
  </li>
);
