import { type ComponentChildren, options } from 'preact';
import { visible } from '../values/visible';

/** From now on all text that is drawn is made safe: names and values of the files cannot hide, or turn the text around. */
export function drawSafeText(): void {
  const before = options.vnode;
  options.vnode = (vnode) => {
    const props = vnode.props as { children?: ComponentChildren; title?: unknown };
    if (props.children !== undefined) props.children = safe(props.children);
    if (typeof props.title === 'string') props.title = safeText(props.title);
    before?.(vnode);
  };
}

function safe(children: ComponentChildren): ComponentChildren {
  if (typeof children === 'string') return safeText(children);
  return Array.isArray(children) ? children.map(safe) : children;
}

/** Messages may have several lines. */
function safeText(text: string): string {
  return text.split('\n').map(visible).join('\n');
}
