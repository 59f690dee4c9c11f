// @ts-check
// How Web Chat and the cards in it look: our colours and sizes in Web Chat's own words.

// Every colour is a custom property of page.css, never a value: a change between light and dark then shows at once,
// without drawing the cards anew, which would empty a form somebody is filling in.

/** Web Chat's `styleOptions`. */
export const styleOptions = {
  accent: 'var(--accent)',
  backgroundColor: 'transparent',
  subtle: 'var(--ink-soft)',
  primaryFont: 'var(--font)',
  monospaceFont: 'var(--font-fixed)',
  rootHeight: '100%',
  paddingRegular: 12,

  bubbleBackground: 'var(--surface)',
  bubbleBorderColor: 'var(--line)',
  bubbleBorderRadius: 16,
  bubbleTextColor: 'var(--ink)',
  bubbleFromUserBackground: 'var(--fill)',
  bubbleFromUserBorderColor: 'var(--fill)',
  bubbleFromUserBorderRadius: 16,
  bubbleFromUserTextColor: '#ffffff',
  bubbleMaxWidth: 520,
  // A short answer is as wide as its words.
  bubbleMinWidth: 0,
  bubbleImageHeight: 'auto',

  sendBoxBackground: 'var(--field)',
  sendBoxBorderTop: '0',
  sendBoxHeight: 48,
  sendBoxTextColor: 'var(--ink)',
  sendBoxPlaceholderColor: 'var(--ink-soft)',
  sendBoxTextWrap: true,
  sendBoxMaxHeight: 160,
  sendBoxButtonAlignment: 'bottom',
  sendBoxButtonColor: 'var(--accent)',
  sendBoxButtonColorOnDisabled: 'var(--ink-soft)',
  sendBoxButtonShadeColorOnDisabled: 'transparent',
  sendBoxButtonShadeColorOnHover: 'var(--wash)',
  sendBoxButtonShadeColorOnActive: 'var(--wash)',
  sendBoxButtonShadeBorderRadius: 24,
  sendBoxButtonShadeInset: 5,
  sendBoxButtonKeyboardFocusIndicatorBorderColor: 'var(--accent)',
  sendBoxButtonKeyboardFocusIndicatorBorderRadius: 24,
  sendBoxButtonKeyboardFocusIndicatorBorderWidth: 2,
  // Mails are written here: ":)" stays what was typed.
  emojiSet: {},

  // Web Chat scrolls no further than to the top of the answer.
  autoScrollSnapOnPage: true,
  autoScrollSnapOnPageOffset: -8,

  suggestedActionLayout: 'flow',
  suggestedActionBackgroundColor: 'var(--surface)',
  suggestedActionBackgroundColorOnHover: 'var(--wash)',
  suggestedActionBackgroundColorOnActive: 'var(--wash)',
  suggestedActionBorderColor: 'var(--accent)',
  suggestedActionBorderRadius: 20,
  suggestedActionBorderWidth: 1,
  suggestedActionHeight: 38,
  suggestedActionKeyboardFocusIndicatorBorderColor: 'var(--accent)',
  suggestedActionKeyboardFocusIndicatorBorderRadius: 18,
  suggestedActionKeyboardFocusIndicatorBorderStyle: 'solid',

  timestampColor: 'var(--ink-soft)',
  groupTimestamp: 60_000,
  notificationText: 'var(--ink-soft)',
  failedConnectivity: 'var(--bad)',
  slowConnectivity: 'var(--warn)',
  toastErrorBackgroundColor: 'var(--wash-bad)',
  toastErrorColor: 'var(--bad)',
  toastInfoBackgroundColor: 'var(--wash)',
  toastInfoColor: 'var(--ink)',
  toastWarnBackgroundColor: 'var(--wash)',
  toastWarnColor: 'var(--ink)',
  toastSuccessBackgroundColor: 'var(--wash)',
  toastSuccessColor: 'var(--ink)',
  toastSeparatorColor: 'var(--line)',
  transcriptActivityVisualKeyboardIndicatorColor: 'var(--accent)',
  transcriptVisualKeyboardIndicatorColor: 'var(--accent)',
  transcriptOverlayButtonBackground: 'var(--fill)',
  transcriptOverlayButtonBackgroundOnFocus: 'var(--fill-strong)',
  transcriptOverlayButtonBackgroundOnHover: 'var(--fill-strong)',

  cardEmphasisBackgroundColor: 'var(--wash)',
  cardPushButtonBackgroundColor: 'var(--fill)',
  cardPushButtonTextColor: '#ffffff',
  richCardWrapTitle: true,
};

/** @param {string} color @param {string} [subtle] */
const tone = (color, subtle = color) => ({ default: color, subtle });

const foregroundColors = {
  default: tone('var(--ink)', 'var(--ink-soft)'),
  dark: tone('var(--ink)', 'var(--ink-soft)'),
  light: tone('var(--ink-soft)'),
  accent: tone('var(--accent)'),
  good: tone('var(--good)'),
  warning: tone('var(--warn)'),
  attention: tone('var(--bad)'),
};

/** The Adaptive Cards host config. */
export const hostConfig = {
  supportsInteractivity: true,
  fontFamily: 'var(--font)',
  fontSizes: { small: 13, default: 15, medium: 17, large: 20, extraLarge: 24 },
  fontWeights: { lighter: 300, default: 400, bolder: 600 },
  lineHeights: { small: 18, default: 21, medium: 24, large: 27, extraLarge: 32 },
  spacing: { small: 6, default: 12, medium: 16, large: 24, extraLarge: 32, padding: 18 },
  separator: { lineThickness: 1, lineColor: 'var(--line)' },
  imageSizes: { small: 40, medium: 72, large: 140 },
  containerStyles: {
    default: { backgroundColor: 'transparent', foregroundColors },
    emphasis: { backgroundColor: 'var(--wash)', foregroundColors },
    accent: { backgroundColor: 'var(--wash)', foregroundColors },
    good: { backgroundColor: 'var(--wash)', foregroundColors },
    attention: { backgroundColor: 'var(--wash-bad)', foregroundColors },
    warning: { backgroundColor: 'var(--wash)', foregroundColors },
  },
  inputs: {
    label: {
      inputSpacing: 'small',
      requiredInputs: { size: 'small', weight: 'bolder', suffix: ' *', suffixColor: 'attention' },
      optionalInputs: { size: 'small', weight: 'bolder' },
    },
    errorMessage: { size: 'default', color: 'attention', spacing: 'small' },
  },
  actions: {
    maxActions: 6,
    spacing: 'default',
    buttonSpacing: 8,
    actionsOrientation: 'horizontal',
    actionAlignment: 'left',
    allowTitleToWrap: true,
    showCard: { actionMode: 'inline', inlineTopMargin: 12, style: 'emphasis' },
  },
  adaptiveCard: { allowCustomStyle: false },
  factSet: {
    title: { weight: 'default', isSubtle: true, wrap: true, maxWidth: 130 },
    value: { weight: 'default', wrap: true },
    spacing: 12,
  },
  textBlock: { headingLevel: 2 },
};

/** What Web Chat says in our words, by its key and ours. */
const replaced = {
  // Web Chat calls it "Send", as the form calls its own.
  TEXT_INPUT_SEND_BUTTON_ALT: 'sendMessage',
  TEXT_INPUT_UPLOAD_BUTTON_ALT: 'attach',
  // Web Chat's own name of a file's link does not begin with what is seen.
  FILE_CONTENT_DOWNLOADABLE_WITH_SIZE_ALT: 'sent',
  // Web Chat speaks to people in another tone in some languages, and "at" stands before a date in others.
  TEXT_INPUT_PLACEHOLDER: 'placeholder',
  ACTIVITY_STATUS_SEND_STATUS_ALT_SENT_AT: 'sentAt',
  ACTIVITY_BOT_ATTACHED_ALT: 'botAttached',
  ACTIVITY_YOU_SAID_ALT: 'youSaid',
  ACTIVITY_YOU_ATTACHED_ALT: 'youAttached',
};

/** @param {{ [key: string]: unknown, files: object, webChat: object }} words */
export function ownWords({ files, webChat, ...others }) {
  const words = { ...others, ...files, ...webChat };
  return Object.fromEntries(Object.entries(replaced).map(([key, ours]) => [key, Reflect.get(words, ours)]));
}
