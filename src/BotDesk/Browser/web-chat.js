/** Web Chat as the desk shows it: the same in the chat and in the gallery. */

// The script of the package is loaded before modules run and puts itself here.
const { renderWebChat } = window.WebChat;

const styleOptions = {
  accent: 'var(--accent)',
  backgroundColor: 'transparent',
  primaryFont: 'inherit',
  subtle: 'var(--subtle)',
  timestampColor: 'var(--subtle)',
  paddingRegular: 12,
  paddingWide: 16,
  transcriptVisualKeyboardIndicatorColor: 'var(--accent)',

  bubbleBackground: 'var(--surface)',
  bubbleBorderColor: 'var(--line)',
  bubbleBorderRadius: 10,
  bubbleTextColor: 'var(--ink)',
  bubbleMinHeight: 0,
  bubbleMinWidth: 240,
  bubbleMaxWidth: 600,
  bubbleFromUserBackground: 'var(--mine)',
  bubbleFromUserBorderColor: 'transparent',
  bubbleFromUserBorderRadius: 10,
  bubbleFromUserTextColor: 'var(--ink)',

  // What the desk keeps with a ticket; of anything else it says that it does not.
  uploadAccept: 'image/*,.pdf,.docx,.xlsx,.pptx,.zip,.msg,.txt,.log,.csv',
  uploadMultiple: false,
  // The page says itself when the connection is gone.
  hideToaster: true,

  // The box around it is look.css's.
  sendBoxBackground: 'transparent',
  sendBoxBorderTop: '0',
  sendBoxButtonColor: 'var(--accent)',
  sendBoxButtonShadeColorOnHover: 'var(--accent-soft)',
  sendBoxButtonShadeColorOnFocus: 'var(--accent-soft)',
  sendBoxHeight: 52,
  sendBoxPlaceholderColor: 'var(--subtle)',
  sendBoxTextColor: 'var(--ink)',
  sendBoxTextWrap: true,
};

/**
 * @param {HTMLElement} place Says in its data where the desk is, which nonce styles need, and in which language it speaks.
 * @returns {Promise<(props: object) => void>} Shows Web Chat there; called again, changes what is shown.
 */
export async function prepareWebChat(place) {
  const { root, nonce, locale, placeholder = 'Say what you need' } = place.dataset;
  const adaptiveCardsHostConfig = await (await fetch(`${root}/card-host-config.json`)).json();
  return props =>
    renderWebChat(
      {
        adaptiveCardsHostConfig,
        locale: locale === 'de-DE' ? locale : 'en-US',
        nonce,
        overrideLocalizedStrings: { TEXT_INPUT_PLACEHOLDER: placeholder },
        ...props,
        styleOptions: { ...styleOptions, ...props.styleOptions },
      },
      place,
    );
}
