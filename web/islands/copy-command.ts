import { tryToCopy } from './copy-text.ts';
import type { MountParameters } from './mount.ts';

/** Adds a button to a command that copies it; where the browser lets no page copy, it marks the command instead. */
export const mount = ({ element, props }: MountParameters<'copy-command'>): void => {
  const command = element.querySelector('code');
  if (command === null) return;
  const button = document.createElement('button');
  button.type = 'button';
  button.className = 'button button-quiet';
  button.textContent = props.copy;
  button.setAttribute('aria-label', `${props.copy}: ${props.title}`);
  const said = document.createElement('span');
  said.className = 'small';
  said.setAttribute('role', 'status');
  const row = document.createElement('p');
  row.className = 'copy-row';
  row.append(button, said);
  element.append(row);
  button.addEventListener('click', async () => {
    const copied = await tryToCopy(command.textContent);
    if (!copied) getSelection()?.selectAllChildren(command);
    said.textContent = copied ? props.copied : props.marked;
  });
};
