// Server-sent events, for as long as the page lives. EventSource reconnects by itself only after a dropped
// stream; after an answer that is not a stream (a restarting server behind a proxy) it gives up, so we retry.
const LONGEST_WAIT_MS = 8000;

export function listen(onEvent, onState) {
  let delay = 500;
  const open = () => {
    const source = new EventSource("/sim/live");
    source.onopen = () => {
      delay = 500;
      onState(true);
    };
    source.onmessage = ({ data }) => {
      const event = parse(data);
      if (event) onEvent(event);
    };
    source.onerror = () => {
      onState(false);
      source.close();
      setTimeout(open, delay);
      delay = Math.min(delay * 2, LONGEST_WAIT_MS);
    };
  };
  open();
}

function parse(data) {
  try {
    return JSON.parse(data);
  } catch {
    return null;
  }
}
