import { DialogHead } from '../components/dialog-head.tsx';
import { Icon } from '../components/icon.tsx';
import { Toast } from '../components/toast.tsx';
import type { PageView } from '../page-view.ts';
import type { SampleTheme } from './both-themes.tsx';

/** Buttons in every state that they have. */
export const Buttons = ({ view }: { view: PageView }) => (
  <>
    <p class="actions">
      <button type="button" class="button button-large">
        <Icon name="bag" /> {view.t('design.button_main')}
      </button>
      <button type="button" class="button button-large button-quiet">
        {view.t('design.button_quiet')}
      </button>
    </p>
    <p class="actions">
      <button type="button" class="button">
        {view.t('design.button_main')}
      </button>
      <button type="button" class="button design-hover">
        {view.t('design.button_main')}
      </button>
      <button type="button" class="button design-focus">
        {view.t('design.button_main')}
      </button>
      <button type="button" class="button" disabled>
        {view.t('design.button_off')}
      </button>
    </p>
    <p class="actions">
      <button type="button" class="button button-quiet">
        {view.t('design.button_quiet')}
      </button>
      <a href="#buttons">{view.t('design.button_link')}</a>
    </p>
  </>
);

/** Fields with labels, hints and errors. */
export const Fields = ({ view, theme }: { view: PageView; theme: SampleTheme }) => (
  <div class="stack">
    <label class="field">
      <span>{view.t('design.field_name')}</span>
      <input type="text" value="Kiln & Cloud" aria-describedby={`hint-${theme}`} />
      <span class="field-hint" id={`hint-${theme}`}>
        {view.t('design.field_hint')}
      </span>
    </label>
    <label class="field">
      <span>{view.t('design.field_amount')}</span>
      <input type="text" value="-5" inputMode="decimal" aria-invalid="true" aria-describedby={`error-${theme}`} />
      <span class="field-error" id={`error-${theme}`}>
        <Icon name="warning" size={16} /> {view.t('design.field_error')}
      </span>
    </label>
    <label class="field">
      <span>{view.t('design.field_choice')}</span>
      <select>
        <option>{view.t('kind.shipped')}</option>
        <option>{view.t('kind.pickup')}</option>
      </select>
    </label>
    <label class="field">
      <span>{view.t('design.field_notes')}</span>
      <textarea rows={2} />
    </label>
    <label class="tick">
      <input type="checkbox" checked />
      {view.t('design.field_tick')}
    </label>
  </div>
);

/** A dialog as it stands above a page, and the toasts of its corner. */
export const Dialogs = ({ view, theme }: { view: PageView; theme: SampleTheme }) => (
  <>
    <div class="dialog design-dialog">
      <DialogHead id={`dialog-${theme}`} title={view.t('design.button_main')} closeLabel={view.t('design.close')} />
      <div class="stack">
        <p>{view.t('design.dialog_text')}</p>
        <p class="actions">
          <button type="button" class="button">
            {view.t('design.button_main')}
          </button>
          <button type="button" class="button button-quiet">
            {view.t('design.close')}
          </button>
        </p>
      </div>
    </div>
    <ul class="toasts design-toasts">
      <Toast closeLabel={view.t('design.close')}>{view.t('design.toast')}</Toast>
      <Toast tone="bad" closeLabel={view.t('design.close')}>
        {view.t('design.toast_bad')}
      </Toast>
    </ul>
  </>
);
