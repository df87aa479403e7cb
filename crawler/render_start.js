// Runs in every document before its own scripts. Frames are not drawn on
// virtual time, so what waits for one is given a timer; windows stay shut.
(() => {
  const later = (f) => setTimeout(() => f(performance.now()), 16);
  window.requestAnimationFrame = later;
  window.cancelAnimationFrame = clearTimeout;
  window.requestIdleCallback = (f) => setTimeout(() => f({ didTimeout: false, timeRemaining: () => 50 }), 16);
  window.cancelIdleCallback = clearTimeout;
  window.open = () => null;
  window.print = () => {};
})();
