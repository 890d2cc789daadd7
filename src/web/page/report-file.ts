import { embedded, type Shown } from '../../report/html';

/**
 * Writes reports: a copy of this page with its results inside and without the checker.
 * @param page as it was before anything was shown
 */
export function reportWriter(page: HTMLElement): (shown: Shown) => Blob {
  return (shown) => {
    const own = page.cloneNode(true) as HTMLElement;
    for (const id of ['worker', 'demo']) own.querySelector(`#${id}`)!.remove();
    const policy = own.querySelector('meta[http-equiv]')!;
    policy.setAttribute('content', own.querySelector<HTMLElement>('#policy')!.textContent);
    own.querySelector('#policy')!.remove();
    own.querySelector('#shown')!.textContent = embedded(shown);
    return new Blob([`<!doctype html>\n${own.outerHTML}\n`], { type: 'text/html' });
  };
}
