// A card as a person sees it: its text, its inputs with their values, its buttons and links.
export interface CardView {
  /** Every text of the card, one a line. */
  text: string;
  inputs: Record<string, string>;
  buttons: { title: string; data: Record<string, string> }[];
  /** Buttons that open a page. */
  links: { title: string; url: string }[];
  json: Record<string, unknown>;
}

export function viewCard(content: unknown): CardView {
  const view: CardView = {
    text: '',
    inputs: {},
    buttons: [],
    links: [],
    json: content as Record<string, unknown>,
  };
  const lines: string[] = [];
  const visit = (node: unknown): void => {
    if (typeof node !== 'object' || node === null) return;
    const element = node as Record<string, unknown>;
    if (typeof element.text === 'string') lines.push(element.text);
    if (String(element.type).startsWith('Input.'))
      view.inputs[String(element.id)] = String(element.value ?? '');
    if (element.type === 'Action.Submit') {
      view.buttons.push({ title: String(element.title), data: element.data as Record<string, string> });
      return;
    }
    if (element.type === 'Action.OpenUrl')
      view.links.push({ title: String(element.title), url: String(element.url) });
    for (const part of Object.values(element)) visit(part);
  };
  visit(content);
  view.text = lines.join('\n');
  return view;
}

/** Every element of this type, however deep. */
export function elementsOf({ json }: CardView, type: string): Record<string, unknown>[] {
  const found: Record<string, unknown>[] = [];
  JSON.stringify(json, (_key, value) => {
    if (value?.type === type) found.push(value);
    return value;
  });
  return found;
}
